import { roleArn } from "../../../modules/organization";
import { whereOn, type Vocabulary } from "./word";

/** Words for the second copy, and the role that makes it. */
export const REPLICA_WORDS = {
  replicationRole: ({ subject: { replication } }) => replication?.roleArn,
  /** The role, where it copies to. */
  copier: ({ subject: { kind, replication } }) =>
    kind === "replica bucket" || kind === "replica key" ? replication?.roleArn : undefined,
  /** The role, in the policies of all others. */
  replicatesHere: ({ configuration: { accounts, archive, partition } }) =>
    archive.replica && roleArn(partition, accounts.logArchive.id, archive.replica.roleName),
  sourceAdministrators: ({ subject: { replication } }) => replication?.sourceAdministrators,
  copyBucket: ({ subject: { replication } }) => replication?.copy.bucketName,
  copyKeys: ({ subject: { replication } }) => replication?.copy.keyArns,
  /** The role, where locks are copied too. */
  copiesLocks: ({ subject: { replication } }) =>
    replication?.locked === true ? replication.roleArn : undefined,
  replicatedHere: whereOn("replica"),
} as const satisfies Vocabulary;
