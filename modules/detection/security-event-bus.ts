import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import { Construct } from "constructs";
import {
  eventBusArn,
  type AccountId,
  type OrganizationId,
  type Partition,
  type Region,
} from "../organization";
import { eventBusPolicy, policyArgument } from "../policy";
import { assertProps } from "../validation";

/** A bus on which events of all accounts of the organization come together. */
export interface SecurityEventBusProps {
  readonly partition: Partition;
  readonly region: Region;
  readonly account: AccountId;
  readonly organization: OrganizationId;
  readonly eventBusName: string;
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html */
export class SecurityEventBus extends Construct {
  /** For the rules that listen to it. */
  readonly eventBusName: string;

  constructor(scope: Construct, id: string, props: SecurityEventBusProps) {
    super(scope, id);
    assertProps(this, props, "SecurityEventBus");
    const { partition, region, account } = props;
    const bus = new CloudwatchEventBus(this, "bus", { name: props.eventBusName });
    new CloudwatchEventBusPolicy(this, "policy", {
      eventBusName: bus.name,
      policy: policyArgument(
        eventBusPolicy(props.organization, eventBusArn(partition, region, account, props.eventBusName)),
      ),
    });
    this.eventBusName = bus.name;
  }
}
