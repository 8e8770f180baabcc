import { soundAcceptedChanges } from "./accepted-changes/checks";
import { athenaPolicySizes, soundAthena } from "./analytics/checks";
import {
  administrators,
  archiveStacksAreSmall,
  bucketsHaveRoom,
  ownSidsAreDistinct,
  principals,
  soundImmutability,
  soundOwnStatements,
  validationIsHeard,
} from "./archive/checks";
import { consumersAreHeard, soundConsumers } from "./consumers/checks";
import { existingKeys } from "./archive/existing-keys";
import { logPolicySizes } from "./archive/policy-sizes";
import {
  configRuleLimits,
  disabledRules,
  mendedAlike,
  mendingRoleSizes,
  recorderAccounts,
  remediationStart,
} from "./config-rules/checks";
import type { OutcomeCheck } from "./configuration";
import type { Check } from "./draft";
import { guardrailSize, soundGuardrails } from "./guardrails/checks";
import { alarmNamesAreDistinct, teamAlarms } from "./monitoring/alarm-checks";
import {
  forwardingAccount,
  logGroupsAreDistinct,
  monitoringTopics,
  rulesAreDistinct,
  ruleTargets,
  subscribersAreDistinct,
} from "./monitoring/checks";
import { controlLimits } from "./monitoring/control-limits";
import { bucketsAreDistinct, derivedBucketNames, teamsAreDistinct, trailsAreDistinct } from "./names/checks";
import {
  accountsAreDistinct,
  accountsAreKnown,
  regions,
  regionsAreKnown,
  rolesAreBounded,
} from "./organization/checks";
import { pipelinePolicySizes, soundPipeline } from "./pipeline/checks";
import { replicaIsApart, replicaIsHeard, soundReplica } from "./replica/checks";
import { searchIsHeard, soundSearch } from "./search/checks";
import { soundSecurityHub } from "./security-hub/checks";
import { archiveStacksAreThere, teamAccounts, trailQuota } from "./teams/checks";
import { soundTags } from "./tags/checks";
import { providerVersions, stateArns, stateRoleReachesBucket } from "./terraform/checks";
import { selectors } from "./trail/checks";
import { soundDeliveryTopic } from "./trail/delivery-topic";

/** Every check of several values. */
export const CHECKS: readonly Check[] = [
  regions,
  accountsAreDistinct,
  accountsAreKnown,
  teamAccounts,
  teamsAreDistinct,
  trailsAreDistinct,
  bucketsAreDistinct,
  derivedBucketNames,
  trailQuota,
  archiveStacksAreThere,
  soundAcceptedChanges,
  administrators,
  principals,
  validationIsHeard,
  soundImmutability,
  soundOwnStatements,
  existingKeys,
  soundConsumers,
  soundReplica,
  providerVersions,
  stateArns,
  stateRoleReachesBucket,
  soundPipeline,
  soundTags,
  selectors,
  soundDeliveryTopic,
  monitoringTopics,
  subscribersAreDistinct,
  forwardingAccount,
  ruleTargets,
  logGroupsAreDistinct,
  rulesAreDistinct,
  teamAlarms,
  soundAthena,
  soundSearch,
  soundGuardrails,
  soundSecurityHub,
  recorderAccounts,
  disabledRules,
  remediationStart,
];

/** Every check of what follows from the whole configuration. */
export const OUTCOME_CHECKS: readonly OutcomeCheck[] = [
  ownSidsAreDistinct,
  replicaIsApart,
  logPolicySizes,
  configRuleLimits,
  mendedAlike,
  mendingRoleSizes,
  controlLimits,
  alarmNamesAreDistinct,
  athenaPolicySizes,
  guardrailSize,
  pipelinePolicySizes,
];

/** What is allowed and worth knowing, of what follows from the whole configuration. */
export const WARNINGS: readonly OutcomeCheck[] = [
  regionsAreKnown,
  rolesAreBounded,
  archiveStacksAreSmall,
  bucketsHaveRoom,
  consumersAreHeard,
  replicaIsHeard,
  searchIsHeard,
];
