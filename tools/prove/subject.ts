import { logGroupArn } from "../../modules/organization";
import type { Holder, Subject, SubjectKind, SubjectScope } from "../../stacks/blueprint";

interface Selection {
  readonly kind: SubjectKind;
  /** @default - all */
  readonly scopes?: readonly SubjectScope[];
  /** Whether it encrypts log groups. @default false: of no matter */
  readonly encryptsLogGroups?: boolean;
  /** Whether root enables S3's MFA delete there, or not. @default - of no matter */
  readonly mfaDelete?: boolean;
  /** Whether Terraform manages the organization with the roles of its account. @default - of no matter */
  readonly organization?: boolean;
  /** @default - all */
  readonly holders?: readonly Holder[];
}

const CENTRAL = { scopes: ["central team"] } as const;
const OWN = { scopes: ["own team"] } as const;
const TEAMS = { scopes: ["central team", "own team"] } as const;
const ORGANIZATION = { scopes: ["organization"] } as const;
const MEMBERS = ["log archive", "security", "team", "other member"] as const;

/** Which subjects a row of a request table is about. */
export const SUBJECT_SETS = {
  organizationBucket: { kind: "log bucket", ...ORGANIZATION },
  teamBuckets: { kind: "log bucket", ...TEAMS },
  centralTeamBuckets: { kind: "log bucket", ...CENTRAL },
  ownTeamBuckets: { kind: "log bucket", ...OWN },
  logBuckets: { kind: "log bucket" },
  mfaDeleteBuckets: { kind: "log bucket", mfaDelete: true },
  lockedBuckets: { kind: "log bucket", mfaDelete: false },
  accessLogBuckets: { kind: "access-log bucket" },
  configBucket: { kind: "config bucket" },
  organizationKey: { kind: "log key", ...ORGANIZATION },
  teamKeys: { kind: "log key", ...TEAMS },
  centralTeamKeys: { kind: "log key", ...CENTRAL },
  ownTeamKeys: { kind: "log key", ...OWN },
  logKeys: { kind: "log key" },
  deliveryTopic: { kind: "delivery topic" },
  deliveryTopicKey: { kind: "delivery topic key" },
  alarmTopics: { kind: "alarm topic" },
  monitoringKeys: { kind: "monitoring key" },
  logGroupKeys: { kind: "monitoring key", encryptsLogGroups: true },
  deadLetterQueues: { kind: "dead-letter queue" },
  eventBus: { kind: "event bus" },
  logRoles: { kind: "log role" },
  logRolePermissions: { kind: "log role permissions" },
  organizationLogRolePermissions: { kind: "log role permissions", ...ORGANIZATION },
  teamLogRolePermissions: { kind: "log role permissions", ...TEAMS },
  forwardingRoles: { kind: "forwarding role" },
  forwardingRolePermissions: { kind: "forwarding role permissions" },
  aggregatorRoles: { kind: "aggregator role" },
  aggregatorRolePermissions: { kind: "aggregator role permissions" },
  remediationRoles: { kind: "remediation role" },
  remediationRolePermissions: { kind: "remediation role permissions" },
  planRoles: { kind: "plan role" },
  planRolePermissions: { kind: "plan role permissions" },
  deployRoles: { kind: "deploy role" },
  deployRolePermissions: { kind: "deploy role permissions" },
  managementDeployRolePermissions: { kind: "deploy role permissions", organization: true },
  permissionsBoundaries: { kind: "permissions boundary" },
  pipelinePlanRole: { kind: "pipeline plan role" },
  pipelinePlanRolePermissions: { kind: "pipeline plan role permissions" },
  pipelineDeployRole: { kind: "pipeline deploy role" },
  pipelineDeployRolePermissions: { kind: "pipeline deploy role permissions" },
  stateBucket: { kind: "state bucket" },
  validationRole: { kind: "validation role" },
  validationRolePermissions: { kind: "validation role permissions" },
  resultsBucket: { kind: "results bucket" },
  resultsKey: { kind: "results key" },
  askingRole: { kind: "asking role" },
  askingRolePermissions: { kind: "asking role permissions" },
  searchFunctionRole: { kind: "search function role" },
  searchFunctionRolePermissions: { kind: "search function role permissions" },
  searchStreamRole: { kind: "search stream role" },
  searchStreamRolePermissions: { kind: "search stream role permissions" },
  searchDestinationRole: { kind: "search destination role" },
  searchDestinationRolePermissions: { kind: "search destination role permissions" },
  searchBucket: { kind: "search bucket" },
  searchKey: { kind: "search key" },
  searchDestination: { kind: "search destination" },
  searchCollectionKey: { kind: "search collection key" },
  searchDomain: { kind: "search domain" },
  searchDomainKey: { kind: "search domain key" },
  consumerRoles: { kind: "consumer role" },
  consumerRolePermissions: { kind: "consumer role permissions" },
  consumerQueues: { kind: "consumer queue" },
  consumerTopics: { kind: "consumer topic" },
  consumerTopicKey: { kind: "consumer topic key" },
  replicaBucket: { kind: "replica bucket" },
  mfaDeleteReplicaBucket: { kind: "replica bucket", mfaDelete: true },
  replicaKey: { kind: "replica key" },
  replicationRole: { kind: "replication role" },
  replicationRolePermissions: { kind: "replication role permissions" },
  guardedAccounts: { kind: "service control policies", holders: MEMBERS },
  guardedMfaDeleteAccounts: { kind: "service control policies", holders: MEMBERS, mfaDelete: true },
  guardedOtherAccounts: { kind: "service control policies", holders: MEMBERS, mfaDelete: false },
  guardedLogArchive: { kind: "service control policies", holders: ["log archive"] },
  guardedSecurityAccount: { kind: "service control policies", holders: ["security"] },
  guardedTeams: { kind: "service control policies", holders: ["team"] },
  unguardedManagementAccount: { kind: "service control policies", holders: ["management"] },
  guardedBuckets: { kind: "resource control of a bucket" },
  guardedKeys: { kind: "resource control of a key" },
} as const satisfies Readonly<Record<string, Selection>>;

export type SubjectSet = keyof typeof SUBJECT_SETS;

/** Whether the set has the subject. */
export function includes(set: SubjectSet, subject: Subject): boolean {
  const selection: Selection = SUBJECT_SETS[set];
  const { kind, scopes, holders, organization, mfaDelete, encryptsLogGroups = false } = selection;
  return (
    subject.kind === kind &&
    (holders === undefined || (subject.holder !== undefined && holders.includes(subject.holder))) &&
    (organization === undefined || organization === (subject.terraform?.organization !== undefined)) &&
    (scopes?.includes(subject.scope) ?? true) &&
    (mfaDelete === undefined || mfaDelete === (subject.mfaDelete ?? false)) &&
    (!encryptsLogGroups || (subject.encryptedLogGroups ?? []).length > 0)
  );
}

/** The ARN of the log group to which the trail delivers besides its bucket. */
export function logGroupOf({ watch }: Subject): string | undefined {
  if (watch?.logGroup === undefined) return undefined;
  const { partition, region, account } = watch.place;
  return logGroupArn(partition, region, account, watch.logGroup);
}
