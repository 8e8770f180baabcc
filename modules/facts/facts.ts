import type { TrailSelectors } from "../event-selectors";
import type { Flag } from "./flag";

/** What the rules know of a tree of constructs: plain data, in which references have been followed. */
export interface Facts {
  /** The path of the root of the tree: empty for an app. */
  readonly root: string;
  /** Whether all of the organization is in the tree, or some of its stacks alone. */
  readonly whole: boolean;
  readonly trails: readonly TrailFacts[];
  /** Whether a function is in the tree that validates log files each hour. */
  readonly validatedHourly: boolean;
  /** The buckets to which trails deliver, or whose policy lets CloudTrail write, and to which a bucket is copied. */
  readonly logBuckets: readonly BucketFacts[];
  /** The keys that encrypt trails, or whose policy lets CloudTrail encrypt. */
  readonly logKeys: readonly KeyFacts[];
  /** The keys with which S3 encrypts what it copies from bucket to bucket. */
  readonly copyKeys: readonly KeyFacts[];
  /** OpenSearch, to which streams deliver what log groups send. */
  readonly searches: readonly SearchFacts[];
  readonly checks: CheckFacts;
}

/** A value as text to compare, and whether it is known: an expression is the same as another of its own stack alone. */
export interface Value {
  readonly text: string;
  readonly known: boolean;
}

/** Something that stands outside of the tree, or that only Terraform knows. */
export interface Elsewhere {
  readonly kind: "outside" | "unknown";
}

/** A trail. */
export interface TrailFacts {
  readonly path: string;
  /** Whether it is made at all: its `count` may be known later. */
  readonly made: Flag;
  /** The account that its provider names. @default - the provider names none */
  readonly account?: string;
  /** Which provider it is: what has the same stands in the same account. */
  readonly provider: string;
  readonly organization: Flag;
  readonly multiRegion: Flag;
  readonly logging: Flag;
  readonly globalServiceEvents: Flag;
  readonly validation: Flag;
  readonly bucket: BucketFacts | Elsewhere;
  readonly place: DeliveryPlace;
  /** @default - the trail is encrypted with S3's own key */
  readonly key?: KeyFacts | Elsewhere;
  readonly recorded: RecordedFacts;
  /** Kinds of Insights: `ApiCallRateInsight`. An expression among them may be any. */
  readonly insights: readonly string[] | "unknown";
  /** @default - the trail delivers to its bucket alone */
  readonly logGroup?: LogGroupFacts | Elsewhere;
  readonly hasLogRole: Flag;
}

/** Where a trail delivers. */
export interface DeliveryPlace {
  /** Whether the bucket is a resource of the tree, whose path is its text, or a name. */
  readonly kind: "resource" | "name";
  readonly bucket: Value;
  readonly prefix: Value;
}

/** What a trail records, between what it records for sure and what it may record, as far as can be told. */
export interface RecordedFacts {
  /** By default a trail records management events and nothing else. */
  readonly kind: "default" | "basic" | "advanced" | "unknown";
  /** A bucket of the tree has in ARNs the name that its facts have. */
  readonly atLeast: TrailSelectors;
  readonly atMost: TrailSelectors;
}

/** A bucket with logs in it. */
export interface BucketFacts {
  readonly kind: "bucket";
  readonly path: string;
  /** Its name; where none is written out, its path, by which the selectors of trails have it too. */
  readonly name: Value;
  readonly account?: string;
  /** @default - it has no policy in the tree */
  readonly policy?: Policy;
  /** Whether all four kinds of public access are blocked. */
  readonly publicAccessBlocked: Flag;
  readonly versioned: Flag;
  readonly mfaDelete: Flag;
  /** Whether each new object is locked. */
  readonly locked: Flag;
  /** The mode of the lock: `GOVERNANCE`, `COMPLIANCE`. @default - there is no lock, or Terraform knows first */
  readonly lockMode?: string;
}

/** A key that encrypts logs. */
export interface KeyFacts {
  readonly kind: "key";
  readonly path: string;
  readonly symmetric: Flag;
  readonly rotated: Flag;
  /** @default - it has KMS's default policy, by which its account decides */
  readonly policy?: Policy;
}

/** A domain or a collection of OpenSearch in which events are searched. */
export interface SearchFacts {
  readonly kind: "search";
  readonly path: string;
  /** Whether it is reached within a VPC alone. */
  readonly private: Flag;
  /** Whether its key is one of AWS's own, over which nobody has a say. */
  readonly keyOfAws: Flag;
  /** Which of its policies stands outside of the tree. @default - none */
  readonly elsewhere?: string;
  /** Whether it encrypts what it stores, and what goes from node to node. */
  readonly encrypted: Flag;
  readonly byHttpsAlone: Flag;
  /** Whether it tells who asks from others, and lets each do what is his: fine-grained access control. */
  readonly tellsApart: Flag;
}

/** A log group to which a trail delivers. */
export interface LogGroupFacts {
  readonly kind: "log-group";
  readonly path: string;
  /** Its metric filters, and whether an alarm with an action watches their metric. */
  readonly filters: readonly { readonly name: string; readonly watched: Flag }[];
  /** Whether there may be others, of which only Terraform knows the log group. */
  readonly mayHaveMore: boolean;
}

/** What checks the accounts after deployment. */
export interface CheckFacts {
  /** Identifiers of AWS Config's managed rules: `CLOUD_TRAIL_ENABLED`. */
  readonly configRules: readonly string[];
  /** Whether there may be others, which only Terraform knows. */
  readonly mayHaveMoreRules: boolean;
  /** Whether a Config rule has a remediation. */
  readonly remediation: Flag;
  /** ARNs of Security Hub's standards. */
  readonly standards: readonly string[];
  /** Whether there may be others, which only Terraform knows. */
  readonly mayHaveMoreStandards: boolean;
}

/** A resource policy, as far as it can be read. */
export interface Policy {
  readonly statements: readonly StatementFacts[];
  /** Whether these are all. */
  readonly complete: boolean;
}

/** A statement of a resource policy, with lists where IAM allows single values. */
export interface StatementFacts {
  /** @default - it has no `Sid` */
  readonly sid?: string;
  readonly effect: string;
  /** `*`, or what IAM's `Principal` lists: `cloudtrail.amazonaws.com`, `arn:aws:iam::…`. */
  readonly principals: readonly string[];
  /** Whether it is about all but these: `NotPrincipal`. */
  readonly exceptPrincipals: boolean;
  readonly actions: readonly string[];
  /** Whether it is about all but these: `NotAction`. */
  readonly exceptActions: boolean;
  /** ARNs. `this-bucket` stands for that of the bucket whose policy it is. */
  readonly resources: readonly string[];
  /** Whether it is about all but these: `NotResource`. */
  readonly exceptResources: boolean;
  readonly conditions: readonly Condition[];
}

/** A condition of a statement. */
export interface Condition {
  readonly operator: string;
  /** The condition key in lower case: keys have no case. */
  readonly key: string;
  readonly values: readonly string[];
}
