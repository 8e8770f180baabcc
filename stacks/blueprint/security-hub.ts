import type {
  DelegatedService,
  FailedControlsRuleProps,
  SecurityHubOrganizationProps,
  SecurityHubProps,
} from "../../modules/compliance";
import type { Severity } from "../../modules/controls";
import type { AccountId } from "../../modules/organization";
import type { Configuration } from "../config";
import type { NotifierBlueprint } from "./watch";

/** What Security Hub does for the organization, in its administrator's account. */
export interface FindingsBlueprint extends NotifierBlueprint {
  /** Besides the administrator that is registered. */
  readonly organization: Omit<SecurityHubOrganizationProps, "administrator">;
  /** What tells of failed controls, by the topic of the severity. */
  readonly failedControls: Omit<FailedControlsRuleProps, "topicArn">;
  readonly severity: Severity;
}

/** The account that is registered for services. */
export interface DelegationBlueprint {
  readonly account: AccountId;
  readonly services: readonly DelegatedService[];
}

/** How urgent a failed control is: what has happened is hours ago, and alarms have told of it. */
const FAILED_CONTROLS_SEVERITY = "high";

/**
 * Security Hub in one of orgtrail's accounts. Controls are switched off for an account and Region, so each has its own:
 * what contradicts the protection of the log buckets is switched off where these stand.
 */
export function securityHubBlueprint(
  { archive, partition, homeRegion, securityHub }: Configuration,
  account: "management" | "logArchive" | "security",
): SecurityHubProps | undefined {
  if (securityHub === undefined) return undefined;
  const { standards, enable, disabledControls } = securityHub;
  const { everywhere, logArchive } = disabledControls;
  return {
    partition,
    region: account === "logArchive" ? archive.region : homeRegion,
    standards,
    // AWS enables it in the administrator's account when this is registered.
    enable: account !== "security" && enable.includes(account),
    disabledControls: account === "logArchive" ? [...everywhere, ...logArchive] : everywhere,
  };
}

/** What Security Hub does for the organization, and what tells of failed controls. */
export function findingsBlueprint({
  securityHub,
  terraform: { destroyProtection },
}: Configuration): FindingsBlueprint | undefined {
  if (securityHub === undefined) return undefined;
  const { newAccounts, members, aggregate, failedControls } = securityHub;
  const { place, keyAlias: alias, subscribers, logBuckets } = failedControls;
  return {
    organization: {
      account: place.account,
      members,
      ...(newAccounts && { newAccounts }),
      ...(aggregate && { aggregate }),
    },
    key: { place, alias, destroyProtection },
    topics: { place, severities: [FAILED_CONTROLS_SEVERITY], subscribers },
    failedControls: { place, logBuckets },
    severity: FAILED_CONTROLS_SEVERITY,
  };
}

/**
 * The security account, registered for what the security stack makes in it. Without one, the management account is Security
 * Hub's administrator, and AWS Config asks for none.
 */
export function delegationBlueprint({
  accounts,
  configRules,
  securityHub,
}: Configuration): DelegationBlueprint | undefined {
  const services: readonly DelegatedService[] = [
    ...(accounts.security !== undefined && configRules?.registerDelegatedAdministrator === true
      ? (["config"] as const)
      : []),
    ...(securityHub?.registerDelegatedAdministrator === true ? (["security-hub"] as const) : []),
  ];
  if (services.length === 0) return undefined;
  return { account: (accounts.security ?? accounts.management).id, services };
}
