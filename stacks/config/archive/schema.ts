import * as z from "zod";
import { LONGEST_LOCK_DAYS, STORAGE_CLASSES } from "../../../modules/immutability";
import { LOG_VALIDATION_BOUNDS } from "../../../modules/controls";
import { BucketName, LogPrefix } from "../../../modules/organization";
import { TLS_VERSIONS } from "../../../modules/policy";
import { consumers } from "../consumers/schema";
import { replica } from "../replica/schema";
import { days, kindOf, text } from "../scalars";

/** Enough for the 10,000 buckets of an account, with a hundred in each state. */
export const MAX_ARCHIVE_STACKS = 99;

const transition = z.strictObject({
  afterDays: days("Days after delivery. STANDARD_IA and ONEZONE_IA take 30 or more.", 0),
  storageClass: z.enum(STORAGE_CLASSES).meta({ description: "The S3 storage class that log files move to." }),
});

const lifecycle = z
  .strictObject({
    transitions: z.array(transition).readonly().exactOptional().meta({
      description: "Moves to cheaper storage, from the earliest. Default: log files stay in S3 Standard.",
    }),
    expireAfterDays: days(
      "Days after which log files are deleted, not before their lock ends. Default: log files are kept.",
      1,
    ).exactOptional(),
  })
  .readonly();

/** What keeps log files from being deleted. */
export const immutability = z
  .discriminatedUnion("kind", [
    z
      .strictObject({
        kind: z.literal("mfa-delete").meta({
          description:
            "S3 MFA delete: root enables it once by hand, and only root deletes afterwards. No lifecycle.",
        }),
      })
      .readonly(),
    z
      .strictObject({
        kind: z
          .literal("object-lock")
          .meta({ description: "S3 Object Lock: nothing is deleted before its days end." }),
        mode: z.enum(["governance", "compliance"]).meta({
          description: "governance: s3:BypassGovernanceRetention may lift the lock. compliance: nobody may.",
        }),
        days: days("Days for which each log file is locked, from its delivery.", 1, LONGEST_LOCK_DAYS),
        lifecycle: lifecycle.exactOptional().meta({ description: "What happens to log files as they age." }),
      })
      .readonly(),
  ])
  .meta({
    description:
      "What keeps log files from being deleted. S3 refuses MFA delete together with a lifecycle, so it is one or the other.",
  });

/** A number of the hourly validation. */
function bounded(key: keyof typeof LOG_VALIDATION_BOUNDS, description: string) {
  const [least, most] = LOG_VALIDATION_BOUNDS[key];
  return z.int().min(least).max(most).exactOptional().meta({ description });
}

const oneOrMore = (description: string) =>
  z.union([z.string().min(1), z.array(z.string().min(1)).min(1).readonly()]).meta({ description });

const ofStatement = {
  Sid: text("The statement's name: letters and digits, once in the policy.", "DenyOtherRegions"),
  Effect: z.enum(["Allow", "Deny"]).meta({
    description: "Allow: only what looks, and reads no key. Deny: anything but what CloudTrail needs.",
  }),
  Principal: z
    .union([
      z.literal("*"),
      z
        .strictObject({
          AWS: oneOrMore("Ids of accounts, or whole ARNs of roles, users and sessions.").exactOptional(),
          Service: oneOrMore("AWS services, such as macie.amazonaws.com.").exactOptional(),
        })
        .readonly(),
    ])
    .meta({ description: 'Who. "*" is everybody, and to be allowed anything takes a Condition.' }),
  Action: oneOrMore("What, such as s3:GetBucketTagging or kms:DescribeKey, with * and ?."),
  Condition: z
    .record(z.string(), z.record(z.string(), oneOrMore("Values, as text in quotes.")))
    .exactOptional()
    .meta({ description: "When: an operator of IAM, with keys and their values. Default: always." }),
};

const ofBucket = z
  .strictObject({
    ...ofStatement,
    Resource: oneOrMore(
      "ARNs of the bucket, or of objects in it. Default: the bucket and all objects.",
    ).exactOptional(),
  })
  .readonly();

/** A statement in IAM's own terms, so that what stands in AWS's pages can be pasted as it is. */
export const ownStatement = {
  accessLogs: ofBucket,
  bucket: ofBucket,
  key: z.strictObject(ofStatement).readonly(),
} as const;

/** Statements besides those of orgtrail. */
export const policyStatements = z
  .strictObject({
    accessLogs: z.array(ownStatement.accessLogs).readonly().default([]).meta({
      description: "Of the bucket of server access logs; of a team with destination: own. Default: none.",
    }),
    bucket: z
      .array(ownStatement.bucket)
      .readonly()
      .default([])
      .meta({ description: "Of the bucket. Default: none." }),
    key: z.array(ownStatement.key).readonly().default([]).meta({ description: "Of the key. Default: none." }),
  })
  .readonly()
  .meta({
    description:
      "Statements of your own in the policies of bucket, key and access-log bucket, after orgtrail's, in IAM's terms. What orgtrail denies stays denied. Default: none.",
  });

/** A key that is there already. */
export const existingKey = text(
  "The ARN of a symmetric KMS key of yours, in the bucket's Region, of any account: the logs are encrypted with it. Its policy and rotation are its owner's; orgtrail prove --needs prints what the policy has to allow. Default: a key that orgtrail makes.",
  "arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
);

/** Whether the bucket of the logs is there already. */
export const existingBucket = z.boolean().default(false).meta({
  description:
    "Whether the log bucket is there already, in the account and Region where it would be made: it and its policy are imported into the state, and orgtrail's from then on. Default: false, it is made.",
});

/** `archive` in organization.yaml. */
export const archive = z
  .strictObject({
    immutability,
    bucketName: kindOf(
      BucketName,
      "The log bucket's name. Default: derived from name and account.",
    ).exactOptional(),
    existingBucket,
    replacesBucketSettings: z.boolean().default(false).meta({
      description:
        "With existingBucket: whether the notifications and the replication that the bucket has already may be replaced, of which S3 keeps one configuration each. Default: false, what replaces them is refused.",
    }),
    kmsKeyArn: existingKey.exactOptional(),
    region: text(
      "The Region of the log archive: its buckets and keys, and what watches over them. Another one moves every bucket: orgtrail plan blocks it once there are logs. Default: organization.homeRegion.",
      "eu-central-1",
    ).exactOptional(),
    prefix: kindOf(
      LogPrefix,
      "What stands before AWSLogs/ in the key of each log file. Default: nothing.",
    ).exactOptional(),
    readers: z
      .array(text("The ARN of a role or user; its name may hold * and ?."))
      .readonly()
      .default([])
      .meta({ description: "Who may read and decrypt all logs. Default: nobody." }),
    administrators: z.array(text("The ARN of a role.")).readonly().default([]).meta({
      description:
        "Roles that manage log buckets and keys besides the deploy role. Needed where there is no deployRole.",
    }),
    memberAccess: z
      .boolean()
      .default(false)
      .meta({ description: "Whether each member account may read its own logs. Default: false." }),
    minimumTlsVersion: z
      .enum(TLS_VERSIONS)
      .default("1.2")
      .meta({ description: "The oldest TLS version with which the buckets may be used. Default: 1.2." }),
    stacks: z.int().min(1).max(MAX_ARCHIVE_STACKS).default(1).meta({
      description:
        "How many stacks share the central logs of teams: log-archive, log-archive-2 and so on, each with a state of its own. A team names its own by archiveStack. Default: 1.",
    }),
    accessLogs: z
      .strictObject({
        bucketName: kindOf(BucketName, "The access-log bucket's name. Default: derived.").exactOptional(),
        expireAfterDays: days("Days after which server access logs are deleted. Default: 400.", 1).default(
          400,
        ),
      })
      .readonly()
      .prefault({})
      .meta({ description: "S3's own log of who accessed the log buckets." }),
    policyStatements: policyStatements.exactOptional(),
    consumers,
    replica,
    validation: z
      .strictObject({
        lastHours: bounded(
          "lastHours",
          "Hours that each run looks back: what is deleted of them is told within the hour. Default: 24.",
        ),
        shards: bounded(
          "shards",
          "How many runs share the accounts and Regions, where one takes longer than 15 minutes. Default: 1.",
        ),
      })
      .readonly()
      .exactOptional()
      .meta({
        description:
          "Validates log files each hour, by a function in the log-archive account, and rings an alarm. Needs monitoring. Default: nobody looks but who runs orgtrail logs validate.",
      }),
  })
  .readonly()
  .meta({ description: "The bucket and key that keep the organization's logs." });
