import { type NamePrefix, RoleName, type TeamName } from "../ids";
import type { Region } from "../regions";

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
