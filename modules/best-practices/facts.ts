import type { Flag } from "./resource";

/** What the rules know of a tree of constructs: plain data, in which references have been followed. */
export interface Facts {
  /** Whether all of the organization is in the tree, or some of its stacks alone. */
  readonly whole: boolean;
  readonly trails: readonly TrailFacts[];
  /** The buckets to which trails deliver, or whose policy lets CloudTrail write. */
  readonly logBuckets: readonly BucketFacts[];
  /** The keys that encrypt trails, or whose policy lets CloudTrail encrypt. */
  readonly logKeys: readonly KeyFacts[];
  readonly checks: CheckFacts;
}

/** Something that stands outside of the tree, or that only Terraform knows. */
export interface Elsewhere {
  readonly kind: "outside" | "unknown";
}

/** A trail. */
export interface TrailFacts {
  readonly path: string;
  /** The account that its provider names. @default - the provider names none */
  readonly account?: string;
  readonly organization: Flag;
  readonly multiRegion: Flag;
  readonly logging: Flag;
  readonly globalServiceEvents: Flag;
  readonly validation: Flag;
  readonly bucket: BucketFacts | Elsewhere;
  /** Bucket and prefix, as text to compare. */
  readonly deliversTo: string;
  /** @default - the trail is encrypted with S3's own key */
  readonly key?: KeyFacts | Elsewhere;
  readonly recorded: RecordedFacts;
  readonly insights: readonly string[] | "unknown";
  /** @default - the trail delivers to its bucket alone */
  readonly logGroup?: LogGroupFacts | Elsewhere;
  readonly hasLogRole: boolean;
}

/** What a trail records. */
export interface RecordedFacts {
  /** By default a trail records management events and nothing else. */
  readonly kind: "default" | "basic" | "advanced" | "unknown";
  /** Which management events it records. */
  readonly management: { readonly read: boolean; readonly write: boolean; readonly excludes: boolean };
  /** The types of resources whose data events it records: `AWS::S3::Object`. */
  readonly dataTypes: readonly string[];
}

/** A bucket with logs in it. */
export interface BucketFacts {
  readonly kind: "bucket";
  readonly path: string;
  readonly account?: string;
  /** @default - it has no policy in the tree */
  readonly policy?: readonly Statement[] | "unknown";
  /** Whether all four kinds of public access are blocked. */
  readonly publicAccessBlocked: Flag;
  readonly versioned: Flag;
  readonly mfaDelete: Flag;
  /** The mode of the lock that each new object gets: `GOVERNANCE`, `COMPLIANCE`. @default - none */
  readonly lockMode?: string;
}

/** A key that encrypts logs. */
export interface KeyFacts {
  readonly kind: "key";
  readonly path: string;
  readonly symmetric: boolean;
  readonly rotated: Flag;
  /** @default - it has KMS's default policy, by which its account decides */
  readonly policy?: readonly Statement[] | "unknown";
}

/** A log group to which a trail delivers. */
export interface LogGroupFacts {
  readonly kind: "log-group";
  readonly path: string;
  /** Names of metric filters, by whether an alarm with an action watches their metric. */
  readonly watchedFilters: readonly string[];
  readonly unwatchedFilters: readonly string[];
}

/** What checks the accounts after deployment. */
export interface CheckFacts {
  /** Identifiers of AWS Config's managed rules: `CLOUD_TRAIL_ENABLED`. */
  readonly configRules: readonly string[];
  /** Whether a Config rule has a remediation. */
  readonly remediation: boolean;
  /** ARNs of Security Hub's standards. */
  readonly standards: readonly string[];
}

/** A statement of a resource policy, with lists where IAM allows single values. */
export interface Statement {
  readonly effect: string;
  /** `*`, or what IAM's `Principal` lists: `cloudtrail.amazonaws.com`, `arn:aws:iam::…`. */
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly conditions: readonly Condition[];
}

/** A condition of a statement. */
export interface Condition {
  readonly operator: string;
  /** The condition key in lower case: keys have no case. */
  readonly key: string;
  readonly values: readonly string[];
}
