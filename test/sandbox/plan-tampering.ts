import { CloudTrailClient, PutEventSelectorsCommand, StopLoggingCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, DeleteAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { AttachRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { DisableKeyRotationCommand, KMSClient, ListAliasesCommand } from "@aws-sdk/client-kms";
import {
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Sandbox } from "../../tools/sandbox/sandbox";

const MANAGEMENT = "111111111111";
const LOG_ARCHIVE = "222222222222";
const BUCKET = "acme-cloudtrail-222222222222-organization";
const TEAM_BUCKET = "acme-cloudtrail-222222222222-team-payments";
const EVENTS_ROLE = "acme-organization-trail-logs";
const TRAIL = "acme-organization-trail";

/** What somebody does in AWS, past Terraform. */
export interface Tampering {
  readonly what: string;
  readonly stack: string;
  /** The rule that must find it. */
  readonly rule: string;
  readonly act: (sandbox: Sandbox) => Promise<unknown>;
}

/** An open policy: everybody reads and deletes. */
const OPEN_POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Open",
      Effect: "Allow",
      Principal: "*",
      Action: ["s3:GetObject", "s3:DeleteObjectVersion"],
      Resource: `arn:aws:s3:::${BUCKET}/*`,
    },
  ],
});

/** What a person who wants to act unseen would do. */
export const TAMPERING: readonly Tampering[] = [
  {
    what: "the organization trail is stopped",
    stack: "management",
    rule: "logging-stopped",
    act: async (sandbox) =>
      new CloudTrailClient(await sandbox.clientSettings(MANAGEMENT)).send(
        new StopLoggingCommand({ Name: TRAIL }),
      ),
  },
  {
    what: "only reading calls are recorded",
    stack: "management",
    rule: "management-events-lost",
    act: async (sandbox) =>
      new CloudTrailClient(await sandbox.clientSettings(MANAGEMENT)).send(
        new PutEventSelectorsCommand({
          TrailName: TRAIL,
          AdvancedEventSelectors: [
            {
              Name: "reads",
              FieldSelectors: [
                { Field: "eventCategory", Equals: ["Management"] },
                { Field: "readOnly", Equals: ["true"] },
              ],
            },
          ],
        }),
      ),
  },
  {
    what: "an alarm is deleted",
    stack: "management",
    rule: "alarm-removed",
    act: async (sandbox) =>
      new CloudWatchClient(await sandbox.clientSettings(MANAGEMENT)).send(
        new DeleteAlarmsCommand({ AlarmNames: ["acme-orgtrail-root-use"] }),
      ),
  },
  {
    what: "the bucket's policy is replaced",
    stack: "log-archive",
    rule: "destructive-access",
    act: async (sandbox) =>
      (await logArchiveBuckets(sandbox)).send(
        new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: OPEN_POLICY }),
      ),
  },
  {
    what: "the bucket's public-access block is lifted",
    stack: "log-archive",
    rule: "public-access-opened",
    act: async (sandbox) =>
      (await logArchiveBuckets(sandbox)).send(
        new PutPublicAccessBlockCommand({
          Bucket: BUCKET,
          PublicAccessBlockConfiguration: { BlockPublicAcls: false, BlockPublicPolicy: false },
        }),
      ),
  },
  {
    what: "the key is no longer rotated",
    stack: "log-archive",
    rule: "key-rotation-off",
    act: disableRotation,
  },
];

/** What somebody makes in AWS where the plan has nothing of its kind: it shows as drift of the resource beside it. */
export interface MadeByHand {
  readonly what: string;
  readonly stack: string;
  /** The type and the attribute that tell of it. */
  readonly type: string;
  readonly path: string;
  readonly act: (sandbox: Sandbox) => Promise<unknown>;
}

/** The logs of a team under MFA delete have no lifecycle; nothing of AWS's own is attached to the role that writes events. */
export const MADE_BY_HAND: readonly MadeByHand[] = [
  {
    what: "a lifecycle deletes a team's logs after a day",
    ...{ stack: "log-archive", type: "aws_s3_bucket", path: "lifecycle_rule[0]" },
    act: async (sandbox) =>
      (await logArchiveBuckets(sandbox)).send(
        new PutBucketLifecycleConfigurationCommand({
          Bucket: TEAM_BUCKET,
          LifecycleConfiguration: {
            Rules: [{ ID: "evil", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 1 } }],
          },
        }),
      ),
  },
  {
    what: "a role becomes an administrator",
    ...{ stack: "management", type: "aws_iam_role", path: "managed_policy_arns" },
    act: async (sandbox) =>
      new IAMClient(await sandbox.clientSettings(MANAGEMENT)).send(
        new AttachRolePolicyCommand({
          RoleName: EVENTS_ROLE,
          PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
        }),
      ),
  },
];

async function logArchiveBuckets(sandbox: Sandbox): Promise<S3Client> {
  return new S3Client({ ...(await sandbox.clientSettings(LOG_ARCHIVE)), forcePathStyle: true });
}

async function disableRotation(sandbox: Sandbox): Promise<unknown> {
  const kms = new KMSClient(await sandbox.clientSettings(LOG_ARCHIVE));
  const { Aliases: aliases = [] } = await kms.send(new ListAliasesCommand({}));
  const alias = aliases.find(({ AliasName: name }) => name?.includes("organization"));
  return kms.send(new DisableKeyRotationCommand({ KeyId: alias?.TargetKeyId }));
}
