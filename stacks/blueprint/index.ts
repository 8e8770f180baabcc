export {
  bootstrapBlueprints,
  organizationBlueprint,
  type Administrator,
  type BootstrapBlueprint,
  type OrganizationBlueprint,
} from "./bootstrap";
export type { AnalyticsBlueprint } from "./analytics";
export type { SearchBlueprint } from "./search";
export {
  blueprintOf,
  stacksOf,
  type Blueprint,
  type EventBusBlueprint,
  type ManagementBlueprint,
  type SecurityBlueprint,
  type TeamBlueprint,
} from "./blueprint";
export type { ArchiveBlueprint, LogArchiveBlueprint, TeamArchivesBlueprint } from "./log-archive";
export type { ReplicaBlueprint, ReplicationBlueprint } from "./replica";
export type { AccountRules, BucketKeys } from "./config-rules";
export type { LeftOut } from "./left-out";
export { accountRolesOf } from "./account-roles";
export { policiesOf } from "./policies";
export {
  EVENT_BUS_STACK,
  MANAGEMENT_STACK,
  SECURITY_STACK,
  teamStackName,
  type StackBlueprint,
} from "./stack";
export { SUBJECT_KINDS, type SubjectKind } from "./subject-kinds";
export type { Holder, Mends, ReplicatedBy, Subject, SubjectScope } from "./subject";
export type { NotifierBlueprint, WatchBlueprint } from "./watch";
export { anotherRegion, OTHER_ORGANIZATION, type Outsiders, outsidersOf } from "./guardrail-policies";
