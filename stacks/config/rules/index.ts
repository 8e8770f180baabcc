import { acceptedChanges } from "./accepted-changes";
import { accountsAreDistinct, accountsAreKnown } from "./accounts";
import { administrators } from "./administrators";
import { alarmNamesAreDistinct } from "./alarm-names";
import { derivedBucketNames } from "./bucket-names";
import { configRuleLimits, disabledRules, recorderAccounts, remediationStart } from "./config-rules";
import { controlLimits } from "./control-limits";
import { guardrails } from "./guardrails";
import { immutability } from "./immutability";
import { forwardingAccount, logGroupsAreDistinct, monitoringTopics, rulesAreDistinct } from "./monitoring";
import { subscribersAreDistinct } from "./notify";
import { principals } from "./principals";
import { providerVersions } from "./provider-versions";
import { regions } from "./regions";
import type { OutcomeRule, Rule } from "./rule";
import { ruleTargets } from "./rule-targets";
import { securityHub } from "./security-hub";
import { teamAlarms } from "./team-alarms";
import { trailQuota } from "./trail-quota";
import { selectors } from "./selectors";
import { bucketsAreDistinct, teamsAreDistinct, trailsAreDistinct } from "./unique-names";

/** Every rule over several values. */
export const RULES: readonly Rule[] = [
  regions,
  accountsAreDistinct,
  accountsAreKnown,
  teamsAreDistinct,
  trailsAreDistinct,
  bucketsAreDistinct,
  derivedBucketNames,
  trailQuota,
  acceptedChanges,
  administrators,
  principals,
  immutability,
  providerVersions,
  selectors,
  monitoringTopics,
  subscribersAreDistinct,
  forwardingAccount,
  ruleTargets,
  logGroupsAreDistinct,
  rulesAreDistinct,
  teamAlarms,
  guardrails,
  securityHub,
  recorderAccounts,
  disabledRules,
  remediationStart,
];

/** Every rule over what follows from the whole configuration. */
export const OUTCOME_RULES: readonly OutcomeRule[] = [configRuleLimits, controlLimits, alarmNamesAreDistinct];
