import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import type { Precondition } from "cdktf";
import type { Construct } from "constructs";
import {
  renderAdvancedEventSelectors,
  renderBasicEventSelectors,
  type TrailSelectors,
} from "../event-selectors";
import { INSIGHT_TYPE_NAMES, type InsightType } from "../insights";
import type { LogDestination } from "../log-archive";
import type { TrailIdentity } from "../organization";

/** A log group to which a trail delivers besides its bucket: an EventLog of the trail's account and Region. */
export interface TrailLogGroup {
  /** The log group's ARN, with `:*` after it. */
  readonly logGroupArn: string;
  /** The role with which CloudTrail writes. It tests the role when a trail is made, so this is best known after its policy. */
  readonly roleArn: string;
}

/** What every trail of orgtrail is made of. */
export interface TrailProps {
  readonly identity: TrailIdentity;
  readonly destination: LogDestination;
  readonly recorded: TrailSelectors;
  /** Whether the trail records every Region, or its home Region alone. */
  readonly allRegions: boolean;
  /** Whether the trail records events of global services, which stand in one Region of the partition. */
  readonly globalServiceEvents: boolean;
  /** @default - none */
  readonly insights?: readonly InsightType[];
  /** The name of the topic, of the trail's account and Region, that hears of each delivered log file. @default - none */
  readonly topicName?: string;
  /** @default - the trail delivers to its bucket alone */
  readonly logGroup?: TrailLogGroup;
  /** Must be so before the trail is made or changed. @default - nothing */
  readonly preconditions?: readonly Precondition[];
  /** Whether Terraform refuses to destroy the trail. */
  readonly destroyProtection: boolean;
}

/**
 * Makes a trail that logs, validates its log files and encrypts them.
 *
 * CloudTrail tests bucket policy, key policy, topic policy and log role when a trail is made. The trail comes after them
 * because the destination's, the topic's and the role's names are attributes of their policies.
 */
export function makeTrail(scope: Construct, id: string, props: TrailProps): Cloudtrail {
  const { identity, destination, recorded, insights = [], preconditions = [] } = props;
  return new Cloudtrail(scope, id, {
    name: identity.name,
    s3BucketName: destination.bucketName,
    ...(destination.prefix !== undefined && { s3KeyPrefix: destination.prefix }),
    kmsKeyId: destination.keyArn,
    enableLogging: true,
    enableLogFileValidation: true,
    isMultiRegionTrail: props.allRegions,
    isOrganizationTrail: identity.organization !== undefined,
    includeGlobalServiceEvents: props.globalServiceEvents,
    ...(recorded.kind === "advanced"
      ? { advancedEventSelector: renderAdvancedEventSelectors(recorded.selectors) }
      : { eventSelector: renderBasicEventSelectors(recorded.selectors) }),
    ...(insights.length > 0 && {
      insightSelector: [...new Set(insights)]
        .sort()
        .map((insight) => ({ insightType: INSIGHT_TYPE_NAMES[insight] })),
    }),
    ...(props.topicName !== undefined && { snsTopicName: props.topicName }),
    ...(props.logGroup !== undefined && {
      cloudWatchLogsGroupArn: props.logGroup.logGroupArn,
      cloudWatchLogsRoleArn: props.logGroup.roleArn,
    }),
    lifecycle: {
      preventDestroy: props.destroyProtection,
      ...(preconditions.length > 0 && { precondition: [...preconditions] }),
    },
  });
}
