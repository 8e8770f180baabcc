import type { Construct } from "constructs";
import { FailedControlsRule, SecurityHub, SecurityHubOrganization } from "../modules/compliance";
import { AlarmTopics, MonitoringKey } from "../modules/monitoring";
import type { Configuration } from "./config";

/** Where Security Hub stands. */
export type SecurityHubAccount = "management" | "logArchive" | "security";

/**
 * Makes Security Hub in one of orgtrail's accounts. Controls are switched off for an account and Region, so each has its own:
 * what contradicts the protection of the log buckets is switched off where these stand.
 */
export function addSecurityHub(
  scope: Construct,
  { partition, homeRegion: region, securityHub }: Configuration,
  account: SecurityHubAccount,
): SecurityHub | undefined {
  if (securityHub === undefined) return undefined;
  const { standards, enable, disabledControls } = securityHub;
  const { everywhere, logArchive } = disabledControls;
  return new SecurityHub(scope, "security-hub", {
    partition,
    region,
    standards,
    // AWS enables it in the administrator's account when this is registered.
    enable: account !== "security" && enable.includes(account),
    disabledControls: account === "logArchive" ? [...everywhere, ...logArchive] : everywhere,
  });
}

/**
 * Makes what Security Hub does for the organization, and what tells of failed controls, in the administrator's account.
 * @param administrator the account that the management stack has registered @returns the ARN of the topic
 */
export function addSecurityHubOrganization(
  scope: Construct,
  { securityHub, terraform }: Configuration,
  administrator: string | undefined,
): string | undefined {
  if (securityHub === undefined) return undefined;
  const { newAccounts, members, aggregate, failedControls } = securityHub;
  const { place, keyAlias, subscribers, logBuckets } = failedControls;
  new SecurityHubOrganization(scope, "security-hub-organization", {
    account: place.account,
    members,
    ...(administrator !== undefined && { administrator }),
    ...(newAccounts && { newAccounts }),
    ...(aggregate && { aggregate }),
  });
  const { keyArn } = new MonitoringKey(scope, "findings-key", {
    place,
    alias: keyAlias,
    destroyProtection: terraform.destroyProtection,
  });
  const { topicArns } = new AlarmTopics(scope, "findings-topics", {
    place,
    keyArn,
    severities: [FAILED_CONTROLS_SEVERITY],
    subscribers,
  });
  const topicArn = topicArns[FAILED_CONTROLS_SEVERITY];
  if (topicArn !== undefined)
    new FailedControlsRule(scope, "failed-controls", { place, logBuckets, topicArn });
  return topicArn;
}

/** How urgent a failed control is: what has happened is hours ago, and alarms have told of it. */
const FAILED_CONTROLS_SEVERITY = "high";
