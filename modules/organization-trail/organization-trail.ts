import { CloudtrailOrganizationDelegatedAdminAccount } from "@cdktf/provider-aws/lib/cloudtrail-organization-delegated-admin-account";
import { Annotations, Fn, type Precondition, Token } from "cdktf";
import { Construct } from "constructs";
import {
  expandPreset,
  type OrganizationRecording,
  selectorProblems,
  selectorWarnings,
} from "../event-selectors";
import { makeTrail, type Recorded, recordedBy, type TrailLogGroup } from "../trail";
import {
  assertNoProblems,
  assertProps,
  describeProblem,
  ofProperty,
  type PropertyProblem,
} from "../validation";
import {
  type AccountId,
  deliveryTopicName,
  homeRegionProblem,
  type OrganizationId,
  topicNameOf,
  type TrailIdentity,
} from "../organization";
import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { deliveryTopicKeyPolicy, deliveryTopicPolicy, existingTopicProblem, policyArgument } from "../policy";
import type { InsightType } from "../insights";
import type { LogDestination } from "../log-archive";

const CLOUDTRAIL = "cloudtrail.amazonaws.com";

/**
 * What must be so before AWS accepts an organization trail. Terraform tests it when it plans, and stops with the
 * command to run; AWS would stop later, with a code.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-an-organizational-trail-prepare.html
 */
function organizationPreconditions(
  scope: Construct,
  id: string,
  organization: OrganizationId,
  management: AccountId,
): readonly Precondition[] {
  const actual = new DataAwsOrganizationsOrganization(scope, id, {});
  return [
    {
      condition: Token.asString(Fn.contains(actual.awsServiceAccessPrincipals, CLOUDTRAIL)),
      errorMessage:
        "CloudTrail has no trusted access to the organization, and no organization trail can be made. Run in the " +
        `management account: aws organizations enable-aws-service-access --service-principal ${CLOUDTRAIL}`,
    },
    {
      condition: `\${${actual.fqn}.id == "${organization}"}`,
      errorMessage: `This account is not in organization ${organization}. Correct organization.id, or use the credentials of its management account.`,
    },
    {
      condition: `\${${actual.fqn}.master_account_id == "${management}"}`,
      errorMessage: `Account ${management} is not the management account of its organization, which alone owns organization trails.`,
    },
  ];
}

/**
 * The encrypted topic that hears of each log file that a trail delivers, in the trail's account and Region.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html
 */
class DeliveryTopic extends Construct {
  /** The topic's ARN, known once its policy lets CloudTrail publish: it tests this when a trail is made. */
  readonly topicArn: string;
  /**
   * The topic's name, known at the same time. A trail takes the name: given the ARN of a topic of its own account and
   * Region, the AWS provider reads back the name, and finds a difference in every plan.
   */
  readonly topicName: string;

  constructor(scope: Construct, id: string, trail: TrailIdentity) {
    super(scope, id);
    const name = deliveryTopicName(trail.name);
    const key = new KmsKey(this, "key", {
      description: `Encrypts notifications of ${trail.name}`,
      enableKeyRotation: true,
      policy: policyArgument(deliveryTopicKeyPolicy(trail)),
    });
    const topic = new SnsTopic(this, "topic", { name, kmsMasterKeyId: key.arn });
    const policy = new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyArgument(deliveryTopicPolicy(trail)),
    });
    this.topicArn = policy.arn;
    // The last of the six parts of the ARN.
    this.topicName = String(Fn.element(Fn.split(":", policy.arn), 5));
  }
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
    assertProps(this, props, "OrganizationTrail");
    const { identity, destroyProtection = true } = props;
    const recorded = recordedBy(props, props.destination, identity.partition, {
      otherwise: expandPreset({ preset: "management-all" }, identity.partition),
    });
    assertNoProblems(this, organizationTrailProblems(props, recorded));
    for (const warning of selectorWarnings(recorded.trail)) {
      Annotations.of(this).addWarning(`${warning.property} ${describeProblem(warning)}`);
    }
    if (recorded.trail.kind === "basic" && props.logFileChanges !== "not-recorded") {
      Annotations.of(this).addWarning(
        "basicSelectors cannot record that log files are deleted or changed, as no selector of theirs names calls; use selectors, or say logFileChanges: not-recorded",
      );
    }
    const topic = topicOf(this, props);
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

/** The topic that hears of each delivered log file: one that is there already, or is made, or none. */
function topicOf(
  scope: Construct,
  { identity, deliveryNotifications = false, deliveryTopicArn }: OrganizationTrailProps,
): Pick<DeliveryTopic, "topicArn" | "topicName"> | undefined {
  if (deliveryTopicArn !== undefined)
    return { topicArn: deliveryTopicArn, topicName: topicNameOf(deliveryTopicArn) };
  return deliveryNotifications ? new DeliveryTopic(scope, "delivery", identity) : undefined;
}

/** All for which AWS would refuse the organization trail, or for which it would be less than complete. */
function organizationTrailProblems(
  props: OrganizationTrailProps,
  { asked, trail, logBuckets }: Recorded,
): readonly PropertyProblem[] {
  const { identity, insights, minimumProviderVersion, deliveryTopicArn } = props;
  return [
    ...ofProperty(
      "deliveryTopicArn",
      deliveryTopicArn === undefined ? undefined : existingTopicProblem(deliveryTopicArn, identity),
    ),
    ...ofProperty("identity.homeRegion", homeRegionProblem(identity.partition, identity.homeRegion)),
    ...selectorProblems(trail, {
      asked,
      partition: identity.partition,
      managementEvents: "required",
      ...(props.basicSelectors !== undefined && { property: "basicSelectors" }),
      ...(logBuckets !== undefined && { logBuckets }),
      ...(insights !== undefined && { insights }),
      ...(minimumProviderVersion !== undefined && { minimumProviderVersion }),
    }),
  ];
}

/** The identity of an organization trail: it has an organization, and the management account owns it. */
export type OrganizationTrailIdentity = TrailIdentity & { readonly organization: OrganizationId };

/** What the organization trail records, and where it delivers. One of its selectors must record management events. */
export type OrganizationTrailProps = OrganizationTrailSettings & OrganizationRecording;

/** All of the organization trail but what it records. */
export interface OrganizationTrailSettings {
  readonly identity: OrganizationTrailIdentity;
  readonly destination: LogDestination;
  /** The kinds of unusual activity to report. Each analysed event is billed. @default - none */
  readonly insights?: readonly InsightType[];
  /** Whether an SNS topic hears of each delivered log file. @default false, or true with `deliveryTopicArn` */
  readonly deliveryNotifications?: boolean;
  /**
   * The topic that hears of it, where one is there already: in the trail's account and Region. Its policy has to let CloudTrail
   * publish before the trail is made, and so has that of its key. @default - one is made
   */
  readonly deliveryTopicArn?: string;
  /** An account that may manage the trail besides the management account. @default - none */
  readonly delegatedAdministrator?: AccountId;
  /** A log group to which the trail delivers too, in which alarms look. @default - the trail delivers to its bucket alone */
  readonly logGroup?: TrailLogGroup;
  /** The oldest AWS provider that deploys the trail. Some selector fields need 6.2.0. @default "5.100.0" */
  readonly minimumProviderVersion?: string;
  /** Whether Terraform refuses to destroy the trail. @default true */
  readonly destroyProtection?: boolean;
}
