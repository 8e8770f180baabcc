export * from "./arns";
export {
  AccountId,
  BucketName,
  ConsumerName,
  LogPrefix,
  NamePrefix,
  OrganizationId,
  MAX_OBJECT_KEY_BYTES,
  PolicyName,
  RoleName,
  StateKeyPrefix,
  TeamName,
  TrailName,
  type Kind,
} from "./ids";
export * from "./names";
export * from "./role-patterns";
export * from "./partitions";
export * from "./regions";
export * from "./service-linked-roles";
export * from "./log-shard";
