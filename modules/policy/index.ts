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
export {
  deliveryTopicArn,
  deliveryTopicKeyPolicy,
  deliveryTopicPolicy,
  existingTopicProblem,
} from "./delivery-topic";
export {
  policyDocument,
  valuesOf,
  type OneOrMore,
  type PolicyConditions,
  type PolicyDocument,
  type PolicyPrincipal,
  type PolicyStatement,
} from "./document";
export {
  ATTACHED_POLICIES,
  ATTACHED_TO_ROLE,
  POLICY_LIMITS,
  policySizeProblem,
  type PolicyLimit,
} from "./limits";
export { logBucketPolicy, type LogBucketPolicyProps } from "./log-bucket";
export { existingKeyProblem, keyOwner } from "./existing-key";
export { throughOpenSearch, throughS3, throughServerless } from "./key-use";
export { logKeyPolicy, type LogKeyPolicyProps } from "./log-key";
export {
  logValidationRolePolicy,
  logValidationRoleTrust,
  type LogValidationRole,
  type ValidatedLogs,
} from "./log-validation";
export { mfaDeleteStatements, type MfaDeleteProps } from "./mfa-delete";
export {
  ownStatementProblems,
  takenSids,
  type OwnAccessLogStatements,
  type OwnStatements,
  type StatementProblem,
} from "./own-statements";
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
export {
  alarmTopicPolicy,
  deadLetterQueueArn,
  deadLetterQueueName,
  deadLetterQueuePolicy,
  monitoringKeyPolicy,
  type MonitoringPlace,
} from "./monitoring";
export { FEATURES, type Feature } from "./features";
export { guardrailBulk, type GuardrailNames } from "./guardrail-names";
export {
  resourceControlPolicies,
  resourceControlStatements,
  type ResourceControlNames,
} from "./resource-control";
export { serviceControlPolicies, serviceControlStatements } from "./service-control";
export { indivisibleProblems, splitPolicy } from "./split";
export { guardrailRoleProblem } from "./guardrail-roles";
export {
  attachedPoliciesProblem,
  GUARDRAIL_TARGET,
  guardrailTargetProblem,
  repeatedTargetProblem,
} from "./guardrail-targets";
export { aggregatorRolePolicy, aggregatorRoleTrust } from "./aggregator-role";
export { configBucketPolicy, type ConfigBucketPolicyProps } from "./config-bucket";
export { remediationRolePolicy, remediationRoleTrust, type RunbookPlace } from "./remediation-role";
export {
  deployRolePolicies,
  planRoleStatements,
  type AccountPermissions,
  type DeployRolePolicies,
} from "./deploy-permissions";
export type { ManagedOrganization } from "./deploy-organization";
export {
  permissionsBoundaryArn,
  permissionsBoundaryPolicy,
  type BoundedAccount,
} from "./permissions-boundary";
export type { NameFamilies } from "./guardrail-names";
export {
  pipelineAudience,
  pipelineIssuer,
  pipelineProblems,
  pipelineSubjects,
  type GitHubPipeline,
  type GitLabPipeline,
  type OidcPipeline,
  type Pipeline,
  type PipelineProblem,
  type PipelinePurpose,
  type PrincipalPipeline,
  type TokenPipeline,
} from "./pipeline";
export {
  BOOTSTRAP_STATES,
  pipelineRolePolicy,
  pipelineStateProblem,
  rolesTaken,
  stateBucketPolicy,
  type PipelineState,
  type RolesOfAccounts,
} from "./pipeline-permissions";
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
export {
  MAX_DOMAIN_SUBNETS,
  MIN_VOLUME_GB,
  SAML_LIMITS,
  searchCidrProblem,
  searchRoleProblem,
} from "./search-domain-problems";
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
