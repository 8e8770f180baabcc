import { dnsSuffix, rootArn, type AccountId, type Partition } from "../organization";
import type { PolicyConditions, PolicyStatement } from "./document";

/**
 * All that manages a key and nothing that uses it. AWS's own list has `kms:Create*`, and with it
 * `kms:CreateGrant`, by which an administrator could let anybody decrypt.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-administrators
 */
const ADMINISTER_KEY_ACTIONS = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:Describe*",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:Get*",
  "kms:List*",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
] as const;

/** S3 in any Region. */
export function throughS3(partition: Partition): string {
  return through("s3", partition);
}

/** Names of services in China end with `.cn`, those of the European Sovereign Cloud otherwise. */
function through(service: string, partition: Partition): string {
  return partition === "aws-eusc" ? `${service}.*.${dnsSuffix(partition)}` : `${service}.*.amazonaws.com*`;
}

/** OpenSearch Service in any Region. */
export function throughOpenSearch(partition: Partition): string {
  return through("es", partition);
}

/** OpenSearch Serverless in any Region. @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-encryption.html */
export function throughServerless(partition: Partition): string {
  return through("aoss", partition);
}

/** Use of a key through S3 alone. */
export function viaS3(partition: Partition): PolicyConditions {
  return { StringLike: { "kms:ViaService": throughS3(partition) } };
}

/** Whatever a trail has had encrypted names the trail in its encryption context. */
export const WITH_TRAIL_CONTEXT = {
  Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" },
} as const;

/** Use of a key through S3 alone, for log files of trails. */
export function logsViaS3(partition: Partition): PolicyConditions {
  return { ...viaS3(partition), ...WITH_TRAIL_CONTEXT };
}

/** Lets IAM policies of the key's account let people manage the key, and nobody use it. */
export function accountAdministersKey(partition: Partition, account: AccountId): PolicyStatement {
  return {
    Sid: "AllowAccountAdministerKey",
    Effect: "Allow",
    Principal: { AWS: rootArn(partition, account) },
    Action: ADMINISTER_KEY_ACTIONS,
    Resource: "*",
  };
}
