import { CloudtrailOrganizationDelegatedAdminAccount } from "@cdktf/provider-aws/lib/cloudtrail-organization-delegated-admin-account";
import { Annotations } from "cdktf";
import { Construct } from "constructs";
import { expandPreset, selectorWarnings } from "../event-selectors";
import { makeTrail, recordedBy } from "../trail";
import { assertNoProblems, describeProblem } from "../validation";
import { DeliveryTopic } from "./delivery-topic";
import { organizationTrailProblems } from "./problems";
import type { OrganizationTrailProps } from "./props";
import { organizationPreconditions } from "./trusted-access";

/**
 * The trail of all accounts and Regions of an organization, with the events of global services, log file
 * validation and encryption. Make it with the credentials of the management account, in its home Region.
 *
 * The first copy of management events is free; data events, network activity events and Insights are billed.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export class OrganizationTrail extends Construct {
  readonly trailArn: string;
  /** The topic that hears of each delivered log file. @default - there is none */
  readonly deliveryTopicArn?: string;

  /** @throws ValidationError when AWS would refuse the trail, or it would not record management events */
  constructor(scope: Construct, id: string, props: OrganizationTrailProps) {
    super(scope, id);
    const { identity, deliveryNotifications = false, destroyProtection = true } = props;
    const recorded = recordedBy(
      props,
      props.destination,
      identity.partition,
      expandPreset({ preset: "management-all" }, identity.partition),
    );
    assertNoProblems(this, organizationTrailProblems(props, recorded));
    for (const warning of selectorWarnings(recorded.trail)) {
      Annotations.of(this).addWarning(`${warning.property} ${describeProblem(warning)}`);
    }
    const topic = deliveryNotifications ? new DeliveryTopic(this, "delivery", identity) : undefined;
    const trail = makeTrail(this, "trail", {
      ...props,
      recorded: recorded.trail,
      allRegions: true,
      globalServiceEvents: true,
      destroyProtection,
      preconditions: organizationPreconditions(this, "organization", identity.organization, identity.account),
      ...(topic !== undefined && { topicName: topic.topicName }),
    });
    if (props.delegatedAdministrator !== undefined) {
      // CloudTrail's own API makes the service-linked roles too; that of Organizations does not.
      new CloudtrailOrganizationDelegatedAdminAccount(this, "delegated-administrator", {
        accountId: props.delegatedAdministrator,
      });
    }
    this.trailArn = trail.arn;
    if (topic !== undefined) this.deliveryTopicArn = topic.topicArn;
  }
}
