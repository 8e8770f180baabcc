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

/** CloudTrail takes 500 values in the selectors of a trail: 15 of the organization trail's are no bucket, and each bucket stands in it twice. */
const MAX_BUCKETS = 242;

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
  const starts = logBucketStarts(organization);
  const notStartsWith = starts.map((start) => `arn:aws:s3:::${start}`);
  return [
    { name: "management-all", fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }] },
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
        below(...starts),
      ],
    },
  ];
}

/** The log buckets, of which no trail records the writing; the starts of their names where they are too many. */
function logBucketStarts({ teams }: Organization): readonly string[] {
  const archive = `acme-cloudtrail-${LOG_ARCHIVE}-`;
  const own = teams.filter(ownsLogs);
  const buckets = [
    `${archive}access`,
    `${archive}organization`,
    ...teams.map(logBucket),
    ...own.map(accessLogBucket),
  ];
  if (buckets.length <= MAX_BUCKETS) return buckets.map((bucket) => `${bucket}/`).sort();
  return [archive, ...own.map(({ account }) => `acme-cloudtrail-${account.id}-`)].sort();
}
