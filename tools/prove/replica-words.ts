import { roleArn } from "../../modules/organization";
import type { Subject } from "../../stacks/blueprint";
import type { Configuration } from "../../stacks/config";

interface Of {
  readonly configuration: Configuration;
  readonly subject: Subject;
}

/** Words for the second copy, and the role that makes it. */
export const REPLICA_WORDS = {
  replicationRole: ({ subject: { replication } }: Of) => replication?.roleArn,
  /** The role, where it copies to. */
  copier: ({ subject: { kind, replication } }: Of) =>
    kind === "replica bucket" || kind === "replica key" ? replication?.roleArn : undefined,
  /** The role, in the policies of all others. */
  replicatesHere: ({ configuration: { accounts, archive, partition } }: Of) =>
    archive.replica && roleArn(partition, accounts.logArchive.id, archive.replica.roleName),
  sourceAdministrators: ({ subject: { replication } }: Of) => replication?.sourceAdministrators,
  copyBucket: ({ subject: { replication } }: Of) => replication?.copy.bucketName,
  copyKeys: ({ subject: { replication } }: Of) => replication?.copy.keyArns,
  /** The role, where locks are copied too. */
  copiesLocks: ({ subject: { replication } }: Of) =>
    replication?.locked === true ? replication.roleArn : undefined,
} as const;
