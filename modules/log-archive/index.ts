export { AccessLogBucket, type AccessLogBucketProps } from "./access-log-bucket";
export { ConfigBucket, type ConfigBucketProps } from "./config-bucket";
export { FailedRecordsBucket, type FailedRecordsBucketProps } from "./failed-records-bucket";
export { LogArchive, type LogArchiveProps, type LogDestination } from "./log-archive";
export { LogReplica, type LogReplicaProps } from "./log-replica";
export {
  LogReplication,
  ReplicationDelay,
  type LogReplicationProps,
  type ReplicationDelayProps,
} from "./log-replication";
export type { AccessLogTarget } from "./private-bucket";
export { ResultsBucket, type ResultsBucketProps } from "./results-bucket";
