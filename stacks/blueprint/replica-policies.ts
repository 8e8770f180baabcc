import { bucketArn } from "../../modules/organization";
import {
  accessLogBucketPolicy,
  replicaBucketPolicy,
  replicaKeyPolicy,
  replicationRolePolicy,
  replicationRoleTrust,
} from "../../modules/policy";
import type { Blueprint } from "./blueprint";
import { exampleKeyArn, partsOf, roleSubjects, type Owner } from "./parts";
import type { ReplicatedBy, Subject } from "./subject";

/** The role with which S3 copies the organization's log files, and to where. */
export function replicatedBy({ replica, logArchive }: Blueprint): ReplicatedBy | undefined {
  if (replica === undefined || logArchive.replication === undefined) return undefined;
  const { partition, account, bucketName, replicationRole, sourceAdministrators } = replica.copy;
  return {
    ...{ roleArn: replicationRole, sourceAdministrators },
    copy: {
      bucketName,
      keyArns: `arn:${partition}:kms:${replica.region}:${account}:key/*`,
    },
    locked: logArchive.replication.props.locked,
  };
}

/** The second copy of the organization's logs, and the role that makes it. */
export function replicaSubjects(blueprint: Blueprint, owner: Owner): readonly Subject[] {
  const { replica, logArchive } = blueprint;
  const replication = replicatedBy(blueprint);
  if (replica === undefined || logArchive.replication === undefined || replication === undefined) return [];
  const { copy, accessLogs, region } = replica;
  const { partition, account, bucketName, keyAlias: alias, readers = [], administrators } = copy;
  const place = { account, region };
  const parts = { ...partsOf(owner, place), logBuckets: [bucketName], readers, administrators };
  const key = "key of the second copy";
  const { props } = logArchive.replication;
  return [
    {
      ...parts,
      ...{ replication, name: "bucket of the second copy", kind: "replica bucket" },
      arn: bucketArn(partition, bucketName),
      mfaDelete: copy.immutability.kind === "mfa-delete",
      document: replicaBucketPolicy(copy),
    },
    {
      ...parts,
      ...{ replication, name: key, kind: "replica key", alias },
      arn: exampleKeyArn(partition, place, key),
      document: replicaKeyPolicy(copy),
    },
    {
      ...parts,
      name: "access-log bucket of the second copy",
      kind: "access-log bucket",
      arn: bucketArn(partition, accessLogs.bucketName),
      document: accessLogBucketPolicy(accessLogs),
    },
    ...roleSubjects(
      { ...partsOf(owner, props), logBuckets: [props.bucketName], replication },
      props,
      "role that makes the second copy",
      "replication role",
      {
        roleName: props.roleName,
        trust: replicationRoleTrust(props),
        permissions: replicationRolePolicy(props),
      },
    ),
  ];
}
