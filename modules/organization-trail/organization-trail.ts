import { CloudtrailOrganizationDelegatedAdminAccount } from "@cdktf/provider-aws/lib/cloudtrail-organization-delegated-admin-account";
import { Annotations } from "cdktf";
import { Construct } from "constructs";
import { selectorWarnings, type AdvancedEventSelector } from "../event-selectors";
import type { InsightType } from "../insights";
import type { LogDestination } from "../log-archive";
import type { AccountId, OrganizationId, TrailIdentity } from "../organization";
import { makeTrail } from "../trail";
import { assertNoProblems, describeProblem } from "../validation";
import { DeliveryTopic } from "./delivery-topic";
import { organizationTrailProblems } from "./problems";
import { organizationPreconditions } from "./trusted-access";

/** The identity of an organization trail: it has an organization, and the management account owns it. */
export type OrganizationTrailIdentity = TrailIdentity & { readonly organization: OrganizationId };

/** What the organization trail records, and where it delivers. */
export interface OrganizationTrailProps {
  readonly identity: OrganizationTrailIdentity;
  readonly destination: LogDestination;
  /** What the trail records. One of the selectors must record management events. */
  readonly selectors: readonly AdvancedEventSelector[];
  /** The kinds of unusual activity to report. Each analysed event is billed. @default - none */
  readonly insights?: readonly InsightType[];
  /** Whether an SNS topic hears of each delivered log file. @default false */
  readonly deliveryNotifications?: boolean;
  /** An account that may manage the trail besides the management account. @default - none */
  readonly delegatedAdministrator?: AccountId;
  /** The oldest AWS provider that deploys the trail. Some selector fields need 6.2.0. @default "5.100.0" */
  readonly minimumProviderVersion?: string;
  /** Whether Terraform refuses to destroy the trail. @default true */
  readonly destroyProtection?: boolean;
}

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
    assertNoProblems(this, organizationTrailProblems(props));
    for (const warning of selectorWarnings({ kind: "advanced", selectors: props.selectors })) {
      Annotations.of(this).addWarning(`${warning.property} ${describeProblem(warning)}`);
    }
    const topic = deliveryNotifications ? new DeliveryTopic(this, "delivery", identity) : undefined;
    const trail = makeTrail(this, "trail", {
      ...props,
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
