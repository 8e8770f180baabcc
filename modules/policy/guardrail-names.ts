import { matchesWildcards, sorted } from "../kernel";
import {
  athenaDatabaseName,
  athenaWorkgroupName,
  keyAliasPatterns,
  monitoringNamePrefix,
  organizationTrailName,
  pipelineDeployRoleName,
  pipelinePlanRoleName,
  securityEventBusName,
  serviceRolePatterns,
  type AccountId,
  type NamePrefix,
  type OrganizationId,
  type Partition,
} from "../organization";
import type { Feature } from "./features";

/** What orgtrail makes, by name. All names that begin as orgtrail's do are meant. */
export interface NameFamilies {
  readonly partition: Partition;
  /** Starts the name of everything that orgtrail makes. */
  readonly name: NamePrefix;
  /** Names of trails that do not begin as orgtrail's do. @default - none */
  readonly trails?: readonly string[];
  /** Names of buckets with logs that do not begin as orgtrail's do. @default - none */
  readonly buckets?: readonly string[];
  /** Names of log groups that do not begin as orgtrail's do. @default - none */
  readonly logGroups?: readonly string[];
  /** The ARN of the destination, of another account, to which a log group of the account sends its events. @default - it sends them nowhere */
  readonly logDestination?: string;
  /** What is on of what an organization asks for: in the account, or of guardrails in the one that keeps the logs. @default - nothing */
  readonly features?: readonly Feature[];
}

/** What guardrails protect, and from whom. */
export interface GuardrailNames extends NameFamilies {
  readonly organization: OrganizationId;
  /**
   * Whom service control policies let through: ARNs of roles, or patterns of ARNs, in which `*` may stand for the account.
   * The roles themselves are protected, so that nobody makes one or takes one over.
   */
  readonly exempt: readonly string[];
  /** The account that keeps the logs: its buckets stay closed to the public. */
  readonly logArchive: AccountId;
  /**
   * Accounts with log buckets on which root is to enable S3's MFA delete, which nobody else can: their root users are let
   * through for that alone.
   * @default - none
   */
  readonly mfaDeleteAccounts?: readonly AccountId[];
  /** The account with the bus to which events are forwarded. @default - there is none */
  readonly eventBusAccount?: AccountId;
  /** ARNs of roles, or patterns of ARNs, that are protected and not exempt: the plan role. @default - none */
  readonly roles?: readonly string[];
  /**
   * The tag on Config rules and on the policies themselves, which have no name in their ARN.
   * @default - rules and policies are not protected
   */
  readonly tag?: { readonly key: string; readonly value: string };
}

/** The families, and the names that are of none. */
function withOthers(families: readonly string[], others: readonly string[] = []): readonly string[] {
  return [
    ...families,
    ...sorted(others).filter((name) => !families.some((family) => matchesWildcards(family, name, "*"))),
  ];
}

/** What makes guardrails larger: `40 buckets, 2 trails and 0 log groups named otherwise than orgtrail names them, and 3 roles let through`. */
export function guardrailBulk(names: GuardrailNames): string {
  const families = { ...names, trails: [], buckets: [], logGroups: [] };
  const named = (of: (names: NameFamilies) => readonly string[]): number =>
    of(names).length - of(families).length;
  return (
    `${named(guardedBuckets)} buckets, ${named(guardedTrails)} trails and ${named(guardedLogGroups) / 2} log groups ` +
    `named otherwise than orgtrail names them, and ${names.exempt.length} roles let through`
  );
}

/** The names of protected trails. */
export function guardedTrails({ name, trails }: NameFamilies): readonly string[] {
  return withOthers([organizationTrailName(name), `${name}-team-*`], trails);
}

/** The ARNs of protected buckets. */
export function guardedBuckets({ partition, name, buckets }: NameFamilies): readonly string[] {
  return withOthers([`${name}-cloudtrail-*`], buckets).map((bucket) => `arn:${partition}:s3:::${bucket}`);
}

/** The ARNs of the objects in protected buckets. */
export function guardedObjects(names: NameFamilies): readonly string[] {
  return guardedBuckets(names).map((bucket) => `${bucket}/*`);
}

/** The ARN of the workgroup of Athena. */
export function guardedWorkgroup({ partition, name }: NameFamilies): string {
  return `arn:${partition}:athena:*:*:workgroup/${athenaWorkgroupName(name)}`;
}

/** The ARNs of the database and the tables of log files. */
export function guardedTables({ partition, name }: NameFamilies): readonly string[] {
  const database = athenaDatabaseName(name);
  return [`database/${database}`, `table/${database}/*`].map((part) => `arn:${partition}:glue:*:*:${part}`);
}

/** The aliases of protected keys: those of logs, and those of log groups and topics. */
export function guardedAliases({ name }: NameFamilies): readonly string[] {
  return keyAliasPatterns(name);
}

/** The ARNs of protected log groups. The service authorizes with and without `:*` after the name. */
export function guardedLogGroups({ partition, name, logGroups }: NameFamilies): readonly string[] {
  return withOthers([`/orgtrail/${name}/*`], logGroups)
    .map((group) => `arn:${partition}:logs:*:*:log-group:${group}`)
    .flatMap((arn) => (arn.endsWith("*") ? [arn] : [arn, `${arn}:*`]));
}

/** The ARNs of roles that deliver, forward and remediate. */
export function ownRoles({ partition, name }: NameFamilies): readonly string[] {
  return serviceRolePatterns(name).map((role) => `arn:${partition}:iam::*:role/${role}`);
}

/** The ARNs of the pipeline's own roles. */
export function pipelineRoles({ partition, name }: NameFamilies): readonly string[] {
  return [pipelinePlanRoleName(name), pipelineDeployRoleName(name)].map(
    (role) => `arn:${partition}:iam::*:role/${role}`,
  );
}

/** The ARNs of the managed policies of the pipeline's roles. */
export function pipelinePolicies({ partition, name }: NameFamilies): string {
  return `arn:${partition}:iam::*:policy/${pipelineDeployRoleName(name)}-*`;
}

/** The ARNs of protected roles: orgtrail's, the pipeline's, and those that are let through. */
export function guardedRoles(names: GuardrailNames): readonly string[] {
  return sorted([...ownRoles(names), ...pipelineRoles(names), ...names.exempt, ...(names.roles ?? [])]);
}

/** The name of the protected event bus. */
export function guardedBus({ name }: NameFamilies): string {
  return securityEventBusName(name);
}

/** The ARNs of the protected conformance packs, and of rules and packs of the organization. */
export function guardedPacks(names: NameFamilies): readonly string[] {
  const prefix = guardedPrefix(names);
  return [
    `conformance-pack/${prefix}*`,
    `conformance-pack/${prefix.replace(/-$/, "")}/*`,
    `organization-config-rule/${prefix}*`,
    `organization-conformance-pack/${prefix}*`,
  ].map((pack) => `arn:${names.partition}:config:*:*:${pack}`);
}

/** Starts the names of protected alarms, rules, topics, queues, conformance packs and organization rules. */
export function guardedPrefix({ name }: NameFamilies): string {
  return monitoringNamePrefix(name);
}
