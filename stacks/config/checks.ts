import { acceptedChanges } from "./accepted-changes/checks";
import { accountsAreDistinct, accountsAreKnown } from "./organization/accounts";
import { administrators } from "./archive/administrators";
import { alarmNamesAreDistinct } from "./monitoring/alarm-names";
import { derivedBucketNames } from "./names/bucket-names";
import { configRuleLimits, disabledRules, recorderAccounts, remediationStart } from "./config-rules/checks";
import { controlLimits } from "./monitoring/control-limits";
import { guardrails } from "./guardrails/checks";
import { immutability } from "./archive/immutability-checks";
import {
  forwardingAccount,
  logGroupsAreDistinct,
  monitoringTopics,
  rulesAreDistinct,
} from "./monitoring/checks";
import { subscribersAreDistinct } from "./monitoring/notify";
import { principals } from "./archive/principals";
import { providerVersions } from "./terraform/checks";
import { regions } from "./organization/regions";
import type { OutcomeCheck, Check } from "./check";
import { ruleTargets } from "./monitoring/rule-targets";
import { securityHub } from "./security-hub/checks";
import { teamAlarms } from "./monitoring/team-alarms";
import { trailQuota } from "./teams/trail-quota";
import { selectors } from "./trail/checks";
import { bucketsAreDistinct, teamsAreDistinct, trailsAreDistinct } from "./names/checks";

/** Every check over several values. */
export const CHECKS: readonly Check[] = [
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

/** Every check over what follows from the whole configuration. */
export const OUTCOME_CHECKS: readonly OutcomeCheck[] = [
  configRuleLimits,
  controlLimits,
  alarmNamesAreDistinct,
];
