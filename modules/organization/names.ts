import {
  type AccountId,
  type ConsumerName,
  BucketName,
  type NamePrefix,
  PolicyName,
  RoleName,
  type TeamName,
  TrailName,
} from "./ids";
import type { Region } from "./regions";

/**
 * Every name that orgtrail gives, as a pure function of configuration. The bucket and key policies must name
 * the trail before the trail exists, so no name may come from a resource.
 *
 * The names are a public contract: changing one replaces users' resources.
 */

/** The tag on everything that orgtrail makes. Guardrails know by it what has no name of its own. */
export const MANAGED_TAG = { key: "ManagedBy", value: "orgtrail" } as const;

/** The tag with the name of the stack that made it. */
export const STACK_TAG_KEY = "Stack";

/** The tag on log buckets that says what is in each, where AWS Config knows them by it. */
export const BUCKET_TAG_KEY = "OrgtrailBucket";

/** The keys of the tags that orgtrail itself gives everything. */
export const OWN_TAG_KEYS: readonly string[] = [MANAGED_TAG.key, STACK_TAG_KEY];

/** Starts the name of every bucket that holds logs of this organization in the account. */
export function logBucketFamily(prefix: NamePrefix, account: AccountId): string {
  return `${prefix}-cloudtrail-${account}-`;
}

/** The log bucket of the organization trail. Unchecked: the result may exceed S3's 63 characters. */
export function organizationBucketName(prefix: NamePrefix, account: AccountId): string {
  return `${logBucketFamily(prefix, account)}organization`;
}

/** The log bucket of a team's trail, in the account that holds it. Unchecked: may exceed 63 characters. */
export function teamBucketName(prefix: NamePrefix, account: AccountId, team: TeamName): string {
  return `${logBucketFamily(prefix, account)}team-${team}`;
}

/** The bucket with the second copy of the organization's logs, in the account that holds it. */
export function replicaBucketName(prefix: NamePrefix, account: AccountId): BucketName {
  return BucketName.of(`${logBucketFamily(prefix, account)}replica`);
}

/** The access-log bucket beside it. */
export function replicaAccessLogBucketName(prefix: NamePrefix, account: AccountId): BucketName {
  return BucketName.of(`${logBucketFamily(prefix, account)}replica-access`);
}

/** The access-log bucket beside the organization's log bucket. Unchecked: may exceed 63 characters. */
export function accessLogBucketName(prefix: NamePrefix, account: AccountId): string {
  return `${logBucketFamily(prefix, account)}access`;
}

/** The access-log bucket beside a team's own log bucket. Unchecked: may exceed 63 characters. */
export function teamAccessLogBucketName(prefix: NamePrefix, account: AccountId, team: TeamName): string {
  return `${logBucketFamily(prefix, account)}access-${team}`;
}

/** The organization trail, where configuration gives no other name. */
export function organizationTrailName(prefix: NamePrefix): TrailName {
  return TrailName.of(`${prefix}-organization-trail`);
}

/** A team's trail, where configuration gives no other name. */
export function teamTrailName(prefix: NamePrefix, team: TeamName): TrailName {
  return TrailName.of(`${prefix}-team-${team}`);
}

/** The alias of the key that encrypts the organization trail's logs. */
export function organizationKeyAlias(prefix: NamePrefix): string {
  return `alias/${prefix}-cloudtrail-organization`;
}

/** The alias of the key that encrypts a team's logs. */
export function teamKeyAlias(prefix: NamePrefix, team: TeamName): string {
  return `alias/${prefix}-cloudtrail-team-${team}`;
}

/** The alias of the key that encrypts the second copy. */
export function replicaKeyAlias(prefix: NamePrefix): string {
  return `alias/${prefix}-cloudtrail-replica`;
}

/** The topic that hears of each log file that the organization trail delivers. */
export function deliveryTopicName(trail: TrailName): string {
  return `${trail.replaceAll(".", "-")}-delivery`;
}

/** The session name under which Terraform assumes the deploy role, as it stands in the log. */
export function deploySessionName(stack: string): string {
  // STS allows 2 to 64 characters.
  return `orgtrail-${stack}`.slice(0, 64);
}

/** Starts the names of alarms, topics, rules and queues. Longer than the prefix alone, so that policies name ours only. */
export function monitoringNamePrefix(prefix: NamePrefix): string {
  return `${prefix}-orgtrail-`;
}

/** Starts the names of a team's topics, which stand beside those of others in its account. */
export function teamTopicPrefix(prefix: NamePrefix, team: TeamName): string {
  return `${monitoringNamePrefix(prefix)}team-${team}-`;
}

/** The log group to which the organization trail delivers. */
export function organizationLogGroupName(prefix: NamePrefix): string {
  return `/orgtrail/${prefix}/organization`;
}

/** The log group to which a team's trail delivers. */
export function teamLogGroupName(prefix: NamePrefix, team: TeamName): string {
  return `/orgtrail/${prefix}/team-${team}`;
}

/** The role with which the organization trail writes to its log group. */
export function organizationLogRoleName(prefix: NamePrefix): RoleName {
  return RoleName.of(`${prefix}-organization-trail-logs`);
}

/** The role with which a team's trail writes to its log group. */
export function teamLogRoleName(prefix: NamePrefix, team: TeamName): RoleName {
  return RoleName.of(`${prefix}-team-${team}-logs`);
}

/** The alias of the key that encrypts log groups and topics. */
export function monitoringKeyAlias(prefix: NamePrefix): string {
  return `alias/${prefix}-orgtrail`;
}

/** The alias of the key that encrypts a team's log group and topics. */
export function teamMonitoringKeyAlias(prefix: NamePrefix, team: TeamName): string {
  return `alias/${prefix}-orgtrail-team-${team}`;
}

/**
 * The namespace of the metrics that filters count into.
 * @param namePrefix what the names of the alarms begin with: `acme-orgtrail-`
 */
export function metricNamespace(namePrefix: string): string {
  return `orgtrail/${namePrefix.replace(/-$/, "")}`;
}

/** The dashboard of the organization's log. */
export function dashboardName(prefix: NamePrefix): string {
  return `${prefix}-orgtrail`;
}

/** The bus of the security account on which events of all accounts come together. */
export function securityEventBusName(prefix: NamePrefix): string {
  return `${prefix}-orgtrail`;
}

/** The role with which rules of a Region send to that bus. Roles belong to no Region, hence the name. */
export function forwardingRoleName(prefix: NamePrefix, region: Region): RoleName {
  return RoleName.of(`${prefix}-orgtrail-forward-${region}`);
}

/** The aliases of all keys of logs, log groups and topics. In one, `*` stands for any characters. */
export function keyAliasPatterns(prefix: NamePrefix): readonly string[] {
  const monitoring = monitoringKeyAlias(prefix);
  return [`alias/${prefix}-cloudtrail-*`, monitoring, `${monitoring}-*`];
}

/** The roles with which AWS services deliver, forward, record and remediate. In one, `*` stands for any characters. */
export function serviceRolePatterns(prefix: NamePrefix): readonly string[] {
  return [`${monitoringNamePrefix(prefix)}*`, ...logRolePatterns(prefix)];
}

/** The roles with which trails write to log groups. In one, `*` stands for any characters. */
export function logRolePatterns(prefix: NamePrefix): readonly string[] {
  return [organizationLogRoleName(prefix), `${prefix}-team-*-logs`];
}

/** The bucket to which AWS Config delivers. Beside the log buckets, so that what protects their family protects it. */
export function configBucketName(prefix: NamePrefix, account: AccountId): BucketName {
  return BucketName.of(`${logBucketFamily(prefix, account)}config`);
}

/** The role with which AWS Config finds the accounts whose results come together. */
export function aggregatorRoleName(prefix: NamePrefix): RoleName {
  return `${prefix}-orgtrail-config-aggregator` as RoleName;
}

/** Starts the names of the roles with which runbooks mend. */
export function remediationRoleFamily(prefix: NamePrefix): string {
  return `${prefix}-orgtrail-mend-`;
}

/** The role with which a runbook mends what fails a rule. */
export function remediationRoleName(prefix: NamePrefix, rule: string): RoleName {
  return RoleName.of(`${remediationRoleFamily(prefix)}${rule}`);
}

/** Starts the names of what tells of findings: no other rule, topic or queue in the account may begin so. */
export function findingsNamePrefix(prefix: NamePrefix): string {
  return `${monitoringNamePrefix(prefix)}findings-`;
}

/** Starts the name of the topic that tells of a second copy in another Region. */
export function replicaTopicPrefix(prefix: NamePrefix): string {
  return `${monitoringNamePrefix(prefix)}replica-`;
}

/** The alias of the key that encrypts that topic. */
export function replicaTopicKeyAlias(prefix: NamePrefix): string {
  return `alias/${prefix}-orgtrail-replica`;
}

/** The alias of the key that encrypts the topic that tells of findings. */
export function findingsKeyAlias(prefix: NamePrefix): string {
  return `alias/${prefix}-orgtrail-findings`;
}

/** The role with which a pipeline plans: it takes the plan role of each account. */
export function pipelinePlanRoleName(prefix: NamePrefix): RoleName {
  return RoleName.of(`${prefix}-pipeline-plan`);
}

/** The role with which a pipeline deploys: it takes the deploy role of each account. */
export function pipelineDeployRoleName(prefix: NamePrefix): RoleName {
  return RoleName.of(`${prefix}-pipeline-deploy`);
}

/** The policy that bounds the roles that the pipeline makes. Named as the deploy role's own policies, so that what guards them guards it. */
export function permissionsBoundaryName(prefix: NamePrefix): PolicyName {
  return PolicyName.of(`${pipelineDeployRoleName(prefix)}-boundary`);
}

/** The function that validates log files each hour, its role, its rule and the end of the name of its log group. */
export const LOG_VALIDATION = "log-validation";

/** The function that validates log files each hour, and its rule. */
export function logValidationName(prefix: NamePrefix): string {
  return `${monitoringNamePrefix(prefix)}${LOG_VALIDATION}`;
}

/** The role of that function. */
export function logValidationRoleName(prefix: NamePrefix): RoleName {
  return RoleName.of(logValidationName(prefix));
}

/** The log group to which that function writes what it finds. */
export function logValidationLogGroupName(prefix: NamePrefix): string {
  return `/orgtrail/${prefix}/${LOG_VALIDATION}`;
}

/** The workgroup of Athena in which the audit log is asked. */
export function athenaWorkgroupName(prefix: NamePrefix): string {
  return `${monitoringNamePrefix(prefix)}athena`;
}

/** The database of AWS Glue with the tables of log files. Athena takes no hyphen in it. */
export function athenaDatabaseName(prefix: NamePrefix): string {
  return `${prefix.replaceAll("-", "_")}_orgtrail`;
}

/** The role that those take who ask Athena. */
export function athenaReaderRoleName(prefix: NamePrefix): RoleName {
  return RoleName.of(`${athenaWorkgroupName(prefix)}-reader`);
}

/** The alias of the key that encrypts Athena's answers. */
export function athenaKeyAlias(prefix: NamePrefix): string {
  return `alias/${athenaWorkgroupName(prefix)}`;
}

/**
 * The bucket with Athena's answers. It is none of the log buckets' family, into which nobody but services writes: Athena writes in the
 * name of whoever asks.
 */
export function athenaResultsBucketName(prefix: NamePrefix, account: AccountId): BucketName {
  return BucketName.of(`${monitoringNamePrefix(prefix)}${account}-athena-results`);
}

/** The role with which S3 makes the second copy, and the start of the names of its alarms. */
export function replicationRoleName(prefix: NamePrefix): RoleName {
  return RoleName.of(`${monitoringNamePrefix(prefix)}replication`);
}

/** Starts the names of the roles, queues and rules of those to whom log files are handed on. */
export function consumerFamily(prefix: NamePrefix): string {
  return `${monitoringNamePrefix(prefix)}consumer-`;
}

/** The role that somebody takes to whom log files are handed on, the queue in which they find what is new, and the rule that tells them. */
export function consumerRoleName(prefix: NamePrefix, consumer: ConsumerName): RoleName {
  return RoleName.of(`${consumerFamily(prefix)}${consumer}`);
}

/** The topic that they subscribe to. Its name is of a family of its own: nobody subscribes to others, which tell of alarms. */
export function consumerTopicName(prefix: NamePrefix, consumer: ConsumerName): string {
  return `${prefix}-consumer-${consumer}`;
}

/** The alias of the key that encrypts these topics. */
export function consumerKeyAlias(prefix: NamePrefix): string {
  return `alias/${monitoringNamePrefix(prefix)}consumers`;
}

/** What brings the log group's events to OpenSearch: its stream, its function, the destination of log groups, and the start of its roles. */
export function searchName(prefix: NamePrefix): string {
  return `${monitoringNamePrefix(prefix)}search`;
}

/** The parts of it that act with a role of their own. */
export const SEARCH_ROLES = ["destination", "function", "stream"] as const;
export type SearchRole = (typeof SEARCH_ROLES)[number];

/** The role of a part of it. */
export function searchRoleName(prefix: NamePrefix, part: SearchRole): RoleName {
  return RoleName.of(`${searchName(prefix)}-${part}`);
}

/** The bucket with the records that did not reach OpenSearch. It is none of the log buckets' family: Firehose writes with a role. */
export function searchBucketName(prefix: NamePrefix, account: AccountId): BucketName {
  return BucketName.of(`${monitoringNamePrefix(prefix)}${account}-search-failed`);
}

/** The alias of the key that encrypts these records and what the function and the stream say of themselves. */
export function searchKeyAlias(prefix: NamePrefix): string {
  return `alias/${searchName(prefix)}`;
}

/** The log group in which the function and the stream say what failed. */
export function searchLogGroupName(prefix: NamePrefix): string {
  return `/orgtrail/${prefix}/search`;
}

/** The domain of OpenSearch that orgtrail makes. OpenSearch Service takes 28 characters: there is no room for more of a name. */
export function searchDomainName(prefix: NamePrefix): string {
  return `${prefix}-search`;
}

/** The alias of the key that encrypts the domain and its logs. */
export function searchDomainKeyAlias(prefix: NamePrefix): string {
  return `${searchKeyAlias(prefix)}-domain`;
}

/** The log groups in which the domain says who used it, and what fails in it. */
export function searchDomainLogGroupNames(
  prefix: NamePrefix,
): Readonly<Record<"audit" | "application", string>> {
  const start = searchLogGroupName(prefix);
  return { audit: `${start}-audit`, application: `${start}-application` };
}

/** The collection of OpenSearch Serverless that orgtrail makes, its policies, its endpoint in a VPC and its identity provider: each takes 32 characters. */
export function searchCollectionName(prefix: NamePrefix): string {
  return `${prefix}-search`;
}

/** The alias of the key that encrypts the collection. */
export function searchCollectionKeyAlias(prefix: NamePrefix): string {
  return `${searchKeyAlias(prefix)}-collection`;
}

/** The security groups of what is made and of the stream's network interfaces, and the policy that lets a domain log. */
export function searchNetworkName(prefix: NamePrefix, part: "collection" | "domain" | "stream"): string {
  return `${searchName(prefix)}-${part}`;
}

/** What the names of indexes of events begin with. */
export function searchIndexName(prefix: NamePrefix): string {
  return `${prefix}-cloudtrail`;
}
