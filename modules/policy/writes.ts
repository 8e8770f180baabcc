import { NOT_A_SERVICE } from "./conditions";
import type { PolicyStatement } from "./document";

/**
 * What makes an object or changes who may read it. Replication is among it: S3 replicates with a role, and the
 * role of another bucket in the same account needs no word of this bucket's policy. An object that is
 * encrypted anew, with another key, is one that the logs' readers may no longer read.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export const WRITE_OBJECT_ACTIONS = [
  "s3:PutObject",
  "s3:PutObjectAcl",
  "s3:PutObjectVersionAcl",
  "s3:ReplicateObject",
  "s3:ReplicateTags",
  "s3:UpdateObjectEncryption",
] as const;

/** Lets nobody forge a log file, the account's own administrators included: logs come from AWS services alone. */
export function denyWritesByAllButServices(objects: string): PolicyStatement {
  return {
    Sid: "DenyWritesByAllButServices",
    Effect: "Deny",
    Principal: "*",
    Action: WRITE_OBJECT_ACTIONS,
    Resource: objects,
    Condition: NOT_A_SERVICE,
  };
}
