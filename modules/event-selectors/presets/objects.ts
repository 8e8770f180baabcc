import type { Partition } from "../../organization";
import { priceText } from "../prices";
import type { DataSelector, FieldConditions } from "../selectors";
import { selectorName, type Preset } from "./preset";

/** All buckets, the named ones (whole, or below a prefix of keys), or all whose names start alike. */
export type S3Scope = EveryBucket | NamedBuckets | BucketFamily;

interface EveryBucket {
  readonly buckets?: undefined;
  readonly prefix?: undefined;
  readonly bucketPrefix?: undefined;
}

interface NamedBuckets {
  /** Names of buckets. */
  readonly buckets: readonly string[];
  /** The start of object keys. Without a slash at its end it is any start: `log` also records `login.html`. @default - every object */
  readonly prefix?: string | undefined;
  readonly bucketPrefix?: undefined;
}

interface BucketFamily {
  readonly buckets?: undefined;
  readonly prefix?: undefined;
  /** The start of bucket names, in any account: `acme-payments-`. */
  readonly bucketPrefix: string;
}

/**
 * Calls that delete objects, or take away what protects them: access control, retention, legal hold, encryption key.
 * A deletion of one version is a `DeleteObject` too. `DeleteObjects` records one event for the request and, since June
 * 2025, one `DeleteObject` for each key. Overwriting is `PutObject` and `CopyObject`: take `s3-write` for it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
export const S3_DESTRUCTIVE_CALLS = [
  "DeleteObject",
  "DeleteObjects",
  "PutObjectAcl",
  "PutObjectLegalHold",
  "PutObjectRetention",
  "UpdateObjectEncryption",
] as const;

type Narrowing = Pick<DataSelector, "readOnly" | "eventName">;

function s3Preset(name: string, records: string, cost: string, narrowing: Narrowing) {
  return {
    records: `${records} in general purpose S3 buckets: all, the named ones (or keys with a prefix in them), or those whose names start alike.`,
    category: "Data",
    options: ["buckets", "prefix", "bucketPrefix"],
    cost,
    expand: (scope, partition) => [
      {
        category: "Data",
        name: selectorName(
          name,
          scope.buckets ?? (scope.bucketPrefix === undefined ? [] : [`${scope.bucketPrefix}…`]),
        ),
        resourceType: "AWS::S3::Object",
        ...narrowing,
        ...objectsIn(scope, partition),
      },
    ],
  } as const satisfies Preset<S3Scope>;
}

function objectsIn(scope: S3Scope, partition: Partition): { readonly resourceArn?: FieldConditions } {
  if (scope.buckets !== undefined) {
    const prefix = scope.prefix ?? "";
    return {
      resourceArn: { startsWith: scope.buckets.map((bucket) => `arn:${partition}:s3:::${bucket}/${prefix}`) },
    };
  }
  if (scope.bucketPrefix === undefined) return {};
  return { resourceArn: { startsWith: [`arn:${partition}:s3:::${scope.bucketPrefix}`] } };
}

const COST = `${priceText("data")}.`;

/** Presets over objects in general purpose buckets. Each leaves out the log buckets once `excludeLogBuckets` has run. */
export const S3_PRESETS = {
  "s3-all": s3Preset(
    "s3-all",
    "Every call on objects, read and write,",
    `${COST} Reads are most of them.`,
    {},
  ),
  "s3-read": s3Preset(
    "s3-read",
    "Calls that read or list objects",
    `${COST} Often the largest part of a CloudTrail bill.`,
    {
      readOnly: true,
    },
  ),
  "s3-write": s3Preset("s3-write", "Calls that write or delete objects", COST, { readOnly: false }),
  "s3-destructive": s3Preset(
    "s3-destructive",
    "Calls that delete objects or weaken their protection (ACL, retention, legal hold, encryption)",
    `${COST} Few, but for a bucket that is emptied.`,
    { readOnly: false, eventName: { equals: S3_DESTRUCTIVE_CALLS } },
  ),
} as const;
