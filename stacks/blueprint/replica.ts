import type {
  AccessLogBucketProps,
  LogReplicaProps,
  LogReplicationProps,
  ReplicationDelayProps,
} from "../../modules/log-archive";
import type { replicaContract } from "../../modules/contracts";
import { REPLICA_STACK, replicaPolicyOf, type Configuration, type ReplicaSettings } from "../config";
import { accessLogsOf, bucketTagsOf } from "./bucket-tags";
import { publishedReplica, type PublishedState } from "./foreseen";
import { leftOutOfArchive, type LeftOut } from "./left-out";
import { stackBlueprint, type StackBlueprint } from "./stack";
import { watchBlueprint, type WatchBlueprint } from "./watch";

/** The second copy of the organization's log files, in a state of its own: who deploys the log bucket does nothing with it. */
export interface ReplicaBlueprint extends StackBlueprint {
  readonly accessLogs: AccessLogBucketProps;
  /** All but the access logs, whose bucket stands beside it. */
  readonly copy: Omit<LogReplicaProps, "accessLogs">;
  readonly leftOut: readonly LeftOut[];
  /** What rings where the copy is late, and who hears, where it is in another Region. @default - the log archive has both */
  readonly delay?: {
    readonly props: Omit<ReplicationDelayProps, "topicArn">;
    readonly watch?: WatchBlueprint;
  };
}

/** What copies, in the log-archive account. */
export interface ReplicationBlueprint {
  /** Which has the key of the copy. */
  readonly replica: PublishedState<typeof replicaContract>;
  /** All but that key, and who hears of alarms. */
  readonly props: Omit<LogReplicationProps, "replicatedBucket" | "versioning" | "replicaKeyArn" | "topicArn">;
}

export function replicaBlueprint(configuration: Configuration): ReplicaBlueprint | undefined {
  const { archive, monitoring } = configuration;
  const { replica } = archive;
  const policy = replicaPolicyOf(configuration);
  if (replica === undefined || policy === undefined) return undefined;
  const { account, region, bucketName, accessLogBucketName, keyAlias } = replica;
  const { replicationRole, sourceAdministrators, immutability, ...settings } = policy;
  return {
    ...stackBlueprint(configuration, REPLICA_STACK, account, region),
    accessLogs: accessLogsOf(configuration, {
      ...settings,
      bucketName: accessLogBucketName,
      sources: [bucketName],
      expireAfterDays: archive.accessLogs.expireAfterDays,
    }),
    copy: {
      ...{ ...settings, keyAlias, immutability, replicationRole, sourceAdministrators },
      ...bucketTagsOf(configuration, { holds: "logs", immutability }),
    },
    leftOut: leftOutOfArchive(configuration, immutability, bucketName),
    ...(region !== archive.region && {
      delay: {
        props: { roleName: replica.roleName, bucketName: archive.bucketName, replicaBucketName: bucketName },
        ...(monitoring?.replica && { watch: watchBlueprint(configuration, monitoring.replica) }),
      },
    }),
  };
}

export function replicationBlueprint(
  configuration: Configuration,
  replica: ReplicaSettings,
): ReplicationBlueprint {
  const { accounts, archive, partition } = configuration;
  const { bucketName, prefix, kmsKeyArn, immutability, region } = archive;
  return {
    replica: publishedReplica(configuration, replica),
    props: {
      ...{ partition, region, account: accounts.logArchive.id, bucketName },
      ...(prefix !== undefined && { prefix }),
      ...(kmsKeyArn !== undefined && { keyArn: kmsKeyArn }),
      locked: immutability.kind === "object-lock",
      roleName: replica.roleName,
      replica: { region: replica.region, account: replica.account.id, bucketName: replica.bucketName },
    },
  };
}
