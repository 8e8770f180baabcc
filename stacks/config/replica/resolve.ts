import {
  replicaAccessLogBucketName,
  replicaBucketName,
  replicaKeyAlias,
  replicationRoleName,
  roleArn,
  type BucketName,
  type Region,
  type RoleName,
} from "../../../modules/organization";
import type { SoundFiles } from "../draft";
import { ARCHIVE_ACCOUNT } from "../names/names";
import { accountNamed, type Account } from "../organization/resolve";

/** The stack of the second copy. A public contract: users deploy by it, and its state is kept under it. */
export const REPLICA_STACK = "log-replica";

/** The second copy of the organization's log files. */
export interface ReplicaSettings {
  readonly account: Account;
  readonly region: Region;
  readonly bucketName: BucketName;
  readonly accessLogBucketName: BucketName;
  readonly keyAlias: string;
  /** The role with which S3 copies, in the account of the log bucket. */
  readonly roleName: RoleName;
  /** ARNs, or patterns of ARNs, of those who manage it. */
  readonly administrators: readonly string[];
  /** ARNs, or patterns of ARNs, of those who read it. */
  readonly readers: readonly string[];
}

/** What the files say of it. @param archiveRegion that of the log bucket @returns undefined where they say nothing */
export function replicaSettings(files: SoundFiles, archiveRegion: Region): ReplicaSettings | undefined {
  const { archive, organization } = files.organization;
  if (archive.replica === undefined) return undefined;
  const { region, readers, administrators } = archive.replica;
  const { name } = organization;
  const account = replicaAccount(files, archive.replica);
  return {
    account,
    region: (region ?? archiveRegion) as Region,
    bucketName: replicaBucketName(name, account.id),
    accessLogBucketName: replicaAccessLogBucketName(name, account.id),
    keyAlias: replicaKeyAlias(name),
    roleName: replicationRoleName(name),
    administrators: [
      ...(account.deployRoleArn === undefined ? [] : [account.deployRoleArn]),
      ...administrators,
    ],
    readers,
  };
}

function replicaAccount(
  files: SoundFiles,
  {
    account: name = ARCHIVE_ACCOUNT,
    deployRole,
  }: { readonly account?: string; readonly deployRole?: RoleName },
): Account {
  const account = accountNamed(files, name);
  if (deployRole === undefined) return account;
  return {
    ...account,
    deployRoleArn: roleArn(files.organization.organization.partition, account.id, deployRole),
  };
}
