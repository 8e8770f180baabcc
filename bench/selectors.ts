import {
  accessLogBucket,
  LOG_ARCHIVE,
  logBucket,
  ownsLogs,
  type Organization,
  type Team,
} from "./organization";

/** What the trails record, written out as AWS gets it. The AWS CDK takes the same shape as cdktf. */
export interface Selector {
  readonly name: string;
  readonly fieldSelector: FieldSelector[];
}

interface FieldSelector {
  readonly field: string;
  readonly equalTo?: string[];
  readonly startsWith?: string[];
  readonly notStartsWith?: string[];
}

const DATA: FieldSelector = { field: "eventCategory", equalTo: ["Data"] };
const S3_OBJECT: FieldSelector = { field: "resources.type", equalTo: ["AWS::S3::Object"] };
const FUNCTION: FieldSelector = { field: "resources.type", equalTo: ["AWS::Lambda::Function"] };
const READS: FieldSelector = { field: "readOnly", equalTo: ["true"] };
const WRITES: FieldSelector = { field: "readOnly", equalTo: ["false"] };
const DESTRUCTIVE: FieldSelector = {
  field: "eventName",
  equalTo: [
    "DeleteObject",
    "DeleteObjects",
    "PutObjectAcl",
    "PutObjectLegalHold",
    "PutObjectRetention",
    "UpdateObjectEncryption",
  ],
};

/** CloudTrail takes 500 values in the selectors of a trail: 15 of the organization trail's are no bucket. */
const MAX_STARTS = 500 - 15;

function below(...starts: readonly string[]): FieldSelector {
  return { field: "resources.ARN", startsWith: starts.map((start) => `arn:aws:s3:::${start}`) };
}

/** What a team's trail records. */
export function teamSelectors({ purpose, name }: Team): Selector[] {
  switch (purpose) {
    case "payments": {
      const [ledger, statements] = [`acme-${name}-ledger`, `acme-${name}-statements`];
      return [
        {
          name: `s3-destructive: ${ledger}, ${statements}`,
          fieldSelector: [DATA, S3_OBJECT, WRITES, DESTRUCTIVE, below(`${ledger}/`, `${statements}/`)],
        },
      ];
    }
    case "data":
      return [{ name: "s3-read: acme-lake-…", fieldSelector: [DATA, S3_OBJECT, READS, below("acme-lake-")] }];
    case "platform":
      return [
        { name: "lambda-invocations", fieldSelector: [DATA, FUNCTION] },
        {
          name: `s3-destructive: acme-${name}-…`,
          fieldSelector: [DATA, S3_OBJECT, WRITES, DESTRUCTIVE, below(`acme-${name}-`)],
        },
      ];
  }
}

/** What the organization trail records. */
export function organizationSelectors(organization: Organization): Selector[] {
  const buckets = logBuckets(organization);
  const families = logBucketFamilies(organization);
  const out = buckets.length < MAX_STARTS ? buckets : families;
  const files = [buckets, families].find((starts) => out.length + starts.length <= MAX_STARTS);
  const notStartsWith = out.map((start) => `arn:aws:s3:::${start}`);
  return [
    {
      name: "Management events selector",
      fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }],
    },
    {
      name: "s3-write",
      fieldSelector: [DATA, S3_OBJECT, WRITES, { field: "resources.ARN", notStartsWith }],
    },
    { name: "lambda-invocations", fieldSelector: [DATA, FUNCTION] },
    {
      name: "log-files: deleted, overwritten, re-encrypted, locked or opened",
      fieldSelector: [
        DATA,
        S3_OBJECT,
        { field: "eventName", equalTo: ["CopyObject", ...(DESTRUCTIVE.equalTo ?? [])] },
        below(...(files ?? ["acme-cloudtrail-"])),
      ],
    },
  ];
}

/** How the objects in log buckets start, of which no trail records the writing. */
function logBuckets({ teams }: Organization): readonly string[] {
  const own = teams.filter(ownsLogs).map(accessLogBucket);
  const buckets = [`${FAMILY}access`, `${FAMILY}organization`, ...teams.map(logBucket), ...own];
  return buckets.map((bucket) => `${bucket}/`).sort();
}

const FAMILY = `acme-cloudtrail-${LOG_ARCHIVE}-`;

/** How the names of log buckets start, where they are too many. */
function logBucketFamilies({ teams }: Organization): readonly string[] {
  const own = teams.filter(ownsLogs).map(({ account }) => `acme-cloudtrail-${account.id}-`);
  return [...new Set([FAMILY, ...own])].sort();
}
