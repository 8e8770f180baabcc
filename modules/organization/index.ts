export { bucketArn, eventBusArn, logGroupArn, objectArn, roleArn, rootArn, topicArn, trailArn } from "./arns";
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
  dashboardName,
  deliveryTopicName,
  deploySessionName,
  forwardingRoleName,
  logBucketFamily,
  monitoringKeyAlias,
  monitoringNamePrefix,
  organizationBucketName,
  organizationKeyAlias,
  organizationLogGroupName,
  organizationLogRoleName,
  organizationTrailName,
  securityEventBusName,
  teamAccessLogBucketName,
  teamBucketName,
  teamKeyAlias,
  teamLogGroupName,
  teamLogRoleName,
  teamMonitoringKeyAlias,
  teamTopicPrefix,
  teamTrailName,
} from "./names";
export { PARTITIONS, type Partition } from "./partitions";
export { homeRegionProblem, regionOf, regionProblem, regionsOf, type Region } from "./regions";
export { logFolders, type TrailIdentity } from "./trail-identity";
