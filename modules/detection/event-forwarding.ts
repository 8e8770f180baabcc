import { Construct } from "constructs";
import type { EventTarget } from "../controls";
import { roleArn, type RoleName } from "../organization";
import { makeRole } from "../keys-and-roles";
import { forwardingRolePolicy, forwardingRoleTrust, type MonitoringPlace } from "../policy";
import { assertProps } from "../validation";

/** From which account events go to which bus. */
export interface EventForwardingProps {
  /** Where the rules stand that forward. */
  readonly place: MonitoringPlace;
  readonly roleName: RoleName;
  /** The bus of the security account, in whatever Region: a bus is what rules reach across Regions. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html */
  readonly eventBusArn: string;
}

/**
 * The role with which rules send events to the bus of the security account.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export class EventForwarding extends Construct {
  /** A target for DetectionRules. */
  readonly target: EventTarget;

  constructor(scope: Construct, id: string, props: EventForwardingProps) {
    super(scope, id);
    assertProps(this, props, "EventForwarding");
    const { policy } = makeRole(this, {
      name: props.roleName,
      description: `Lets EventBridge send events to ${props.eventBusArn}`,
      trust: forwardingRoleTrust(props.place),
      policyName: "put-events",
      permissions: forwardingRolePolicy(props.eventBusArn),
    });
    this.target = {
      id: "security",
      arn: props.eventBusArn,
      roleArn: roleArn(props.place.partition, props.place.account, policy.role as RoleName),
    };
  }
}
