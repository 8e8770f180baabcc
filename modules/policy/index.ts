export { accessLogBucketPolicy, type AccessLogBucketPolicyProps } from "./access-log-bucket";
export {
  athenaKeyPolicy,
  athenaReaderRolePolicy,
  athenaReaderRoleTrust,
  athenaResultsBucketPolicy,
  type AthenaPlace,
  type ResultsBucketPolicyProps,
  type ResultsKeyPolicyProps,
} from "./athena";
export {
  consumerProblems,
  externalIdProblem,
  MAX_NOTIFICATIONS,
  type Consumer,
  type ConsumerNotification,
  type ConsumerProblem,
} from "./consumer";
export {
  consumerDeadLetters,
  consumerKeyPolicy,
  consumerQueuePolicy,
  consumerRolePolicy,
  consumerRoleTrust,
  consumerTopicPolicy,
  type HandedOnLogs,
  type LogConsumer,
  type NotifiedPlace,
} from "./consumer-policies";
export { RECENT_MFA_SECONDS } from "./conditions";
export * from "./delivery-topic";
export * from "./document";
export * from "./limits";
export { logBucketPolicy, type LogBucketPolicyProps } from "./log-bucket";
export { existingKeyProblem, keyOwner } from "./existing-key";
export { throughOpenSearch, throughS3, throughServerless } from "./key-use";
export { logKeyPolicy, type LogKeyPolicyProps } from "./log-key";
export * from "./log-validation";
export { mfaDeleteStatements, type MfaDeleteProps } from "./mfa-delete";
export * from "./own-statements";
export { PRINCIPAL_PATTERN_ALLOWED, principalPatternProblem, type MemberAccess } from "./readers";
export { policyArgument, renderPolicy } from "./render";
export {
  replicaBucketPolicy,
  replicaKeyPolicy,
  replicationRolePolicy,
  replicationRoleTrust,
  type ReplicaPolicyProps,
  type ReplicatedLogs,
} from "./replica";
export { requireTls, TLS_VERSIONS, type TlsVersion } from "./tls";
export { eventBusPolicy, forwardingRolePolicy, forwardingRoleTrust } from "./event-bus";
export { eventLogRolePolicy, eventLogRoleTrust } from "./event-log";
export * from "./monitoring";
export { FEATURES, type Feature } from "./features";
export { guardrailBulk, type GuardrailNames } from "./guardrail-names";
export * from "./resource-control";
export { serviceControlPolicies, serviceControlStatements } from "./service-control";
export { indivisibleProblems, splitPolicy } from "./split";
export { guardrailRoleProblem } from "./guardrail-roles";
export * from "./guardrail-targets";
export { aggregatorRolePolicy, aggregatorRoleTrust } from "./aggregator-role";
export { configBucketPolicy, type ConfigBucketPolicyProps } from "./config-bucket";
export { remediationRolePolicy, remediationRoleTrust, type RunbookPlace } from "./remediation-role";
export * from "./deploy-permissions";
export type { ManagedOrganization } from "./deploy-organization";
export * from "./permissions-boundary";
export type { NameFamilies } from "./guardrail-names";
export * from "./pipeline";
export * from "./pipeline-permissions";
export { accountRoleTrust, pipelineRoleTrust, pipelineTrust } from "./pipeline-trust";
export {
  searchBucketPolicy,
  searchDestinationPolicy,
  searchDestinationRolePolicy,
  searchDestinationTrust,
  searchFunctionPolicy,
  searchFunctionTrust,
  searchKeyPolicy,
  searchStreamPolicy,
  searchStreamTrust,
  type FailedRecords,
} from "./search";
export {
  searchDestinationArn,
  searchFunctionArn,
  searchStreamArn,
  searchStreamRoleArn,
  searchTargetProblem,
  type SearchPlace,
  type SearchTarget,
} from "./search-place";
export * from "./search-domain-problems";
export {
  collectionAccessPolicy,
  collectionEncryptionPolicy,
  collectionLifecyclePolicy,
  collectionNetworkPolicy,
  COLLECTION_LIMITS,
  searchCollectionKeyPolicy,
  type CollectionAccessPolicy,
  type CollectionEncryptionPolicy,
  type CollectionLifecyclePolicy,
  type CollectionNetworkPolicy,
  type SearchCollectionAccess,
} from "./search-collection";
export { collectionRoleProblem, collectionSizeProblem } from "./search-collection-problems";
export {
  searchDomainArn,
  searchDomainKeyPolicy,
  searchDomainLogPolicy,
  searchDomainPolicy,
  type SearchDomainAccess,
} from "./search-domain";
