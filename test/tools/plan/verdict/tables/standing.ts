import { created } from "../plans";
import { LOG_BUCKET } from "../resources";
import { policyOf } from "./edited-policies";
import { kept, LOGS, ORGANIZATION_BUCKET } from "./named-policies";
import type { Row } from "./row";

/** What is newly put on a bucket that is there already. */
const standing = (values: object): NonNullable<Row["unchanged"]> =>
  new Map([["aws_s3_bucket.it", { type: "aws_s3_bucket", values: { bucket: LOG_BUCKET, ...values } }]]);
const encrypts = (algorithm: string, key = "") => ({
  server_side_encryption_configuration: [
    {
      rule: [
        { apply_server_side_encryption_by_default: [{ sse_algorithm: algorithm, kms_master_key_id: key }] },
      ],
    },
  ],
});
const encryption = (algorithm: string, key: string | null = null) =>
  created("aws_s3_bucket_server_side_encryption_configuration", {
    bucket: LOG_BUCKET,
    rule: [
      { apply_server_side_encryption_by_default: [{ sse_algorithm: algorithm, kms_master_key_id: key }] },
    ],
  });
const ownPolicy = policyOf(LOGS, (statements) => statements);
const newPolicy = created("aws_s3_bucket_policy", ownPolicy.after ?? {});
const NOW = "the bucket is there already, and what policy it has now is not known";

/** Settings that take the place of what is there already. */
export const STANDING_ROWS: readonly Row[] = [
  {
    rule: "policy-not-judged",
    when: "nobody knows what policy the bucket has now",
    change: newPolicy,
    says: [NOW],
  },
  {
    rule: "policy-not-judged",
    when: "the bucket is in the state, and AWS has not told its policy",
    change: newPolicy,
    unchanged: standing({}),
    says: [NOW],
  },
  {
    rule: "policy-not-judged",
    when: "the bucket has the same policy",
    change: newPolicy,
    unchanged: standing({ policy: ownPolicy.after?.["policy"] ?? null }),
    says: [],
  },
  {
    rule: "policy-not-judged",
    when: "the bucket has no policy",
    change: newPolicy,
    unchanged: standing({ policy: "" }),
    says: [],
  },
  {
    rule: "policy-not-judged",
    when: "the plan makes the bucket",
    change: newPolicy,
    beside: [created("aws_s3_bucket", { bucket: LOG_BUCKET })],
    says: [],
  },
  {
    rule: "destructive-access",
    when: "the bucket has a stricter policy now",
    change: newPolicy,
    unchanged: standing({
      policy:
        policyOf(LOGS, kept("s3:Delete*", {}, { Resource: `${ORGANIZATION_BUCKET}/*` })).after?.["policy"] ??
        null,
    }),
    says: ["may newly delete a log file"],
  },
  {
    rule: "policy-not-judged",
    when: "a policy is put on the default bus, which is always there",
    change: created("aws_cloudwatch_event_bus_policy", {
      event_bus_name: "default",
      policy: '{"Statement":[]}',
    }),
    says: ["the bus is there already"],
  },
  {
    rule: "value-not-known",
    when: "nobody knows what the bucket encrypts with now",
    change: encryption("aws:kms", "arn:key/1"),
    says: ["the bucket is there already, and what it encrypts with now is not known"],
  },
  {
    rule: "value-not-known",
    when: "the bucket encrypts with a key of AWS, and gets one of its own",
    change: encryption("aws:kms", "arn:key/1"),
    unchanged: standing(encrypts("AES256")),
    says: [],
  },
  {
    rule: "bucket-encryption-weakened",
    when: "a key of AWS takes the place of the bucket's own",
    change: encryption("AES256"),
    unchanged: standing(encrypts("aws:kms", "arn:key/1")),
    says: ['sse_algorithm: "aws:kms" → "AES256"'],
  },
  {
    rule: "bucket-encryption-weakened",
    when: "another key takes the place of the bucket's own",
    change: encryption("aws:kms", "arn:key/2"),
    unchanged: standing(encrypts("aws:kms", "arn:key/1")),
    says: ["the bucket encrypts with another key"],
  },
  {
    rule: "bucket-encryption-weakened",
    when: "the plan makes the bucket",
    change: encryption("AES256"),
    beside: [created("aws_s3_bucket", { bucket: LOG_BUCKET })],
    says: [],
  },
];
