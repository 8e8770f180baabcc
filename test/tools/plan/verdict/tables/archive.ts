import { UNKNOWN } from "../../../../../tools/plan/change";
import { created, destroyed, replaced, updated } from "../plans";
import { BUCKET, encryption, ENCRYPTION, LOG_BUCKET, LOGGING, PUBLIC_ACCESS, VERSIONING } from "../resources";
import type { Row } from "./row";

const ENCRYPTION_TYPE = "aws_s3_bucket_server_side_encryption_configuration";

const PUBLIC_TYPE = "aws_s3_bucket_public_access_block";

export const ARCHIVE_ROWS: readonly Row[] = [
  {
    rule: "bucket-destroyed",
    when: "it is destroyed",
    change: destroyed("aws_s3_bucket", BUCKET),
    says: [`bucket ${LOG_BUCKET} is destroyed`],
  },
  {
    rule: "bucket-destroyed",
    when: "it is replaced",
    change: replaced("aws_s3_bucket", BUCKET, { bucket: "other" }),
    says: ["is destroyed and made anew, since these cannot be changed in place: bucket"],
  },
  { rule: "bucket-destroyed", when: "it is new", change: created("aws_s3_bucket", BUCKET), says: [] },
  {
    rule: "bucket-destroyable",
    when: "force_destroy is set",
    change: updated("aws_s3_bucket", BUCKET, { force_destroy: true }),
    says: ["the bucket may be deleted with its logs (force_destroy: false → true)"],
  },
  {
    rule: "bucket-destroyable",
    when: "force_destroy is taken back",
    change: updated("aws_s3_bucket", { ...BUCKET, force_destroy: true }, { force_destroy: false }),
    says: [],
  },
  {
    rule: "bucket-versioning-weakened",
    when: "versioning is suspended",
    change: updated("aws_s3_bucket_versioning", VERSIONING, {
      versioning_configuration: [{ status: "Suspended", mfa_delete: "Enabled" }],
    }),
    says: ['versioning is switched off (status: "Enabled" → "Suspended")'],
  },
  {
    rule: "bucket-versioning-weakened",
    when: "MFA delete is switched off",
    change: updated("aws_s3_bucket_versioning", VERSIONING, {
      versioning_configuration: [{ status: "Enabled", mfa_delete: "Disabled" }],
    }),
    says: ["MFA delete is switched off"],
  },
  {
    rule: "bucket-versioning-weakened",
    when: "the resource is destroyed",
    change: destroyed("aws_s3_bucket_versioning", VERSIONING),
    says: ["the bucket's versioning is suspended"],
  },
  {
    rule: "bucket-versioning-weakened",
    when: "the resource is destroyed with its bucket, which another rule tells",
    change: destroyed("aws_s3_bucket_versioning", VERSIONING),
    beside: [destroyed("aws_s3_bucket", BUCKET)],
    says: [],
  },
  {
    rule: "bucket-versioning-weakened",
    when: "the resource is replaced for the same bucket",
    change: replaced("aws_s3_bucket_versioning", VERSIONING, { expected_bucket_owner: "222222222222" }),
    says: [],
  },
  {
    rule: "bucket-versioning-weakened",
    when: "it leaves for another bucket",
    change: replaced("aws_s3_bucket_versioning", VERSIONING, { bucket: "other" }),
    says: ["the bucket's versioning is suspended"],
  },
  {
    rule: "bucket-versioning-weakened",
    when: "MFA delete, which root has enabled, is known after apply",
    change: updated("aws_s3_bucket_versioning", VERSIONING, {
      versioning_configuration: [{ status: "Enabled", mfa_delete: UNKNOWN }],
    }),
    says: [],
  },
  {
    rule: "bucket-encryption-weakened",
    when: "the key is given up for S3's own",
    change: updated(ENCRYPTION_TYPE, ENCRYPTION, { rule: encryption("AES256", null) }),
    says: ['the bucket\'s encryption is weakened (sse_algorithm: "aws:kms" → "AES256")'],
  },
  {
    rule: "bucket-encryption-weakened",
    when: "the key is another",
    change: updated(ENCRYPTION_TYPE, ENCRYPTION, { rule: encryption("aws:kms", "arn:key/other") }),
    says: ["the bucket encrypts with another key"],
  },
  {
    rule: "bucket-encryption-weakened",
    when: "the key is given up for AWS's own",
    change: updated(ENCRYPTION_TYPE, ENCRYPTION, { rule: encryption("aws:kms", null) }),
    says: ['encrypts with AWS\'s own key (kms_master_key_id: "arn:key/1" → nothing)'],
  },
  {
    rule: "bucket-encryption-weakened",
    when: "a key takes the place of AWS's own",
    change: updated(
      ENCRYPTION_TYPE,
      { ...ENCRYPTION, rule: encryption("aws:kms", null) },
      { rule: encryption("aws:kms", "arn:key/1") },
    ),
    says: [],
  },
  {
    rule: "bucket-encryption-weakened",
    when: "it leaves for another bucket",
    change: replaced(ENCRYPTION_TYPE, ENCRYPTION, { bucket: "other" }),
    says: ["the bucket no longer encrypts with its key"],
  },
  {
    rule: "bucket-encryption-weakened",
    when: "the resource is destroyed",
    change: destroyed(ENCRYPTION_TYPE, ENCRYPTION),
    says: ["the bucket no longer encrypts with its key"],
  },
  {
    rule: "bucket-encryption-weakened",
    when: "what is destroyed says what S3 does anyway",
    change: destroyed(ENCRYPTION_TYPE, { ...ENCRYPTION, rule: encryption("AES256", null) }),
    says: [],
  },
  {
    rule: "bucket-encryption-weakened",
    when: "it is strengthened",
    change: updated(ENCRYPTION_TYPE, ENCRYPTION, { rule: encryption("aws:kms:dsse", "arn:key/1") }),
    says: [],
  },
  {
    rule: "access-logging-off",
    when: "it is destroyed",
    change: destroyed("aws_s3_bucket_logging", LOGGING),
    says: ["access to the bucket is no longer logged"],
  },
  {
    rule: "access-logging-off",
    when: "it goes elsewhere",
    change: updated("aws_s3_bucket_logging", LOGGING, { target_bucket: "elsewhere" }),
    says: ["access is logged to another bucket"],
  },
  {
    rule: "access-widened",
    when: "everybody may read who accessed the bucket",
    change: updated("aws_s3_bucket_logging", LOGGING, {
      target_grant: [{ grantee: [{ type: "Group", uri: "AllUsers" }], permission: "READ" }],
    }),
    says: ["others may read who accessed the bucket (target_grant: "],
  },
  {
    rule: "access-logging-off",
    when: "the folder is another",
    change: updated("aws_s3_bucket_logging", LOGGING, { target_prefix: "x/" }),
    says: [],
  },
  {
    rule: "value-not-known",
    when: "nobody knows which bucket the block will be of",
    change: replaced(PUBLIC_TYPE, PUBLIC_ACCESS, { bucket: UNKNOWN }),
    says: [`bucket was "${LOG_BUCKET}", and is known only after apply`],
  },
  {
    rule: "value-not-known",
    when: "nobody knows which bucket is logged",
    change: replaced("aws_s3_bucket_logging", LOGGING, { bucket: UNKNOWN }),
    says: ["bucket was "],
  },
  {
    rule: "value-not-known",
    when: "the bucket goes, and the name of the next is not known",
    change: replaced(PUBLIC_TYPE, PUBLIC_ACCESS, { bucket: UNKNOWN }),
    beside: [replaced("aws_s3_bucket", BUCKET, { bucket: UNKNOWN })],
    says: [],
  },
  {
    rule: "value-not-known",
    when: "a block stays with its bucket",
    change: replaced(PUBLIC_TYPE, PUBLIC_ACCESS, { region: "eu-west-1" }),
    says: [],
  },
  {
    rule: "access-logging-off",
    when: "access to a bucket that is there is newly logged to a bucket that is none of orgtrail's",
    change: created("aws_s3_bucket_logging", { ...LOGGING, target_bucket: "other" }),
    says: ["access to a bucket that is there already is newly logged to other"],
  },
  {
    rule: "access-logging-off",
    when: "access is newly logged to orgtrail's bucket",
    change: created("aws_s3_bucket_logging", LOGGING),
    says: [],
  },
  {
    rule: "access-logging-off",
    when: "access to a new bucket is logged",
    change: created("aws_s3_bucket_logging", { ...LOGGING, bucket: "new", target_bucket: "other" }),
    beside: [created("aws_s3_bucket", { bucket: "new" })],
    says: [],
  },
  {
    rule: "weak-from-the-start",
    when: "a new bucket may be deleted with its logs",
    change: created("aws_s3_bucket", { ...BUCKET, force_destroy: true }),
    says: ["force_destroy is true; orgtrail sets false"],
  },
  {
    rule: "weak-from-the-start",
    when: "new versioning is off",
    change: created("aws_s3_bucket_versioning", {
      ...VERSIONING,
      versioning_configuration: [{ status: "Suspended" }],
    }),
    says: ['versioning_configuration.status is "Suspended"; orgtrail sets "Enabled"'],
  },
];
