export { bucketArn, objectArn, roleArn, rootArn, topicArn, trailArn } from "./arns";
export {
  AccountId,
  BucketName,
  LogPrefix,
  NamePrefix,
  OrganizationId,
  RoleName,
  TeamName,
  TrailName,
  type Kind,
} from "./ids";
export {
  accessLogBucketName,
  deliveryTopicName,
  deploySessionName,
  logBucketFamily,
  organizationBucketName,
  organizationKeyAlias,
  organizationTrailName,
  teamAccessLogBucketName,
  teamBucketName,
  teamKeyAlias,
  teamTrailName,
} from "./names";
export { PARTITIONS, type Partition } from "./partitions";
export { homeRegionProblem, regionProblem, regionsOf, type Region } from "./regions";
export { logFolders, type TrailIdentity } from "./trail-identity";
