import type { TrailSelectors } from "../event-selectors";
import type { Immutability } from "../immutability";
import type { BucketName, Region, TrailIdentity } from "../organization";

/** A bucket of logs, or of logs of who accessed them. */
export type ConfigRuleBucket = LogBucketScope | AccessLogBucketScope;

interface BucketScope {
  readonly name: BucketName;
  /** Ends the names of the bucket's rules: `organization`, `team-payments`. */
  readonly subject: string;
  readonly region: Region;
  /** Whose account the bucket stands in: that of the log archive, or one of a team or of a second copy. */
  readonly owner: "logArchive" | "team";
}

/** A log bucket. */
export interface LogBucketScope extends BucketScope {
  readonly holds: "logs";
  readonly immutability: Immutability;
  /** The bucket that has its server access logs. */
  readonly accessLogBucket: BucketName;
  /** The key that encrypts it; may be a token. @default - any KMS key passes */
  readonly keyArn?: string;
  /** Whether a runbook may set this key: where the account's own rules stand, it must be known. @default true */
  readonly keyIsMended?: boolean;
}

/** A bucket of server access logs. */
export interface AccessLogBucketScope extends BucketScope {
  readonly holds: "access-logs";
}

/** Buckets that have the tag of `bucketTag`. */
export interface TaggedBuckets {
  /** ARNs, or patterns of ARNs, of those in the log archive: what runbooks may mend. */
  readonly arns: readonly string[];
}

/** A KMS key. Both may be tokens. */
export interface ConfigRuleKey {
  readonly arn: string;
  /** The last part of the ARN. */
  readonly id: string;
}

/** The log group of the organization trail, and who hears of its alarms. */
export interface ConfigRuleMonitoring {
  readonly logGroupName: string;
  readonly logGroupArn: string;
  /** The role with which CloudTrail writes to it. */
  readonly roleArn: string;
  /** 0 keeps events for ever. */
  readonly retentionDays: number;
  /** The key that encrypts it; may be a token. @default - any KMS key passes */
  readonly keyArn?: string;
  /** The topics that alarms tell, at most 5. */
  readonly alarmTopicArns: readonly string[];
}

/** What the rules check: this trail, these buckets. Each stack gives what it knows. */
export interface ConfigRuleScope {
  /** The organization trail. The rules stand in its home Region. */
  readonly trail: TrailIdentity;
  /** The bucket to which it delivers. */
  readonly trailBucket: BucketName;
  /** What it records. */
  readonly selectors: TrailSelectors;
  /** The topic that hears of its deliveries. @default - none does */
  readonly deliveryTopicArn?: string;
  readonly buckets: readonly ConfigRuleBucket[];
  /** What AWS Config knows the buckets by, when one rule is for all with one tag. @default - by their names, with rules for each */
  readonly taggedBuckets?: TaggedBuckets;
  /** Where the buckets and keys of the log archive are. Their rules stand there, in that account. @default - the trail's home Region */
  readonly archiveRegion?: Region;
  /** The keys in each account. @default - none are known here */
  readonly keys?: {
    readonly logArchive?: readonly ConfigRuleKey[];
    readonly management?: readonly ConfigRuleKey[];
    /**
     * Whether the log archive has more keys, which other stacks make: its rules judge all keys of the account, and their
     * runbooks mend those that are known. @default false
     */
    readonly moreInLogArchive?: boolean;
  };
  /** @default - the trail delivers to its bucket alone */
  readonly monitoring?: ConfigRuleMonitoring;
}
