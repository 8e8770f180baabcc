import type { VerdictRuleId } from "../../../../stacks/config";
import type { VerdictRule } from "../verdict";
import { accessLoggingOff } from "./access-logging-off";
import { accessLost } from "./access-lost";
import { accessWidened } from "./access-widened";
import { alarmChanged } from "./alarm-changed";
import { alarmRemoved } from "./alarm-removed";
import { bucketDestroyable } from "./bucket-destroyable";
import { bucketDestroyed } from "./bucket-destroyed";
import { bucketEncryptionWeakened } from "./bucket-encryption-weakened";
import { bucketVersioningWeakened } from "./bucket-versioning-weakened";
import { decryptAccess } from "./decrypt-access";
import { delegatedAdministratorAdded } from "./delegated-administrator-added";
import { delegatedAdministratorRemoved } from "./delegated-administrator-removed";
import { deliveryNotificationRemoved } from "./delivery-notification-removed";
import { deliveryRefused } from "./delivery-refused";
import { destructiveAccess } from "./destructive-access";
import { detectionRemoved } from "./detection-removed";
import { encryptionChanged } from "./encryption-changed";
import { fewerEvents } from "./fewer-events";
import { globalServicesOff } from "./global-services-off";
import { guardTagRemoved } from "./guard-tag-removed";
import { guardrailWeakened } from "./guardrail-weakened";
import { insightsChanged } from "./insights-changed";
import { keyAliasChanged } from "./key-alias-changed";
import { keyDeletionSooner } from "./key-deletion-sooner";
import { keyDestroyed } from "./key-destroyed";
import { keyDisabled } from "./key-disabled";
import { keyRotatedLess } from "./key-rotated-less";
import { keyRotationOff } from "./key-rotation-off";
import { logGroupRetentionShortened } from "./log-group-retention-shortened";
import { logPrefixChanged } from "./log-prefix-changed";
import { loggingStopped } from "./logging-stopped";
import { logsExpireSooner } from "./logs-expire-sooner";
import { managementEventsLost } from "./management-events-lost";
import { moreEvents } from "./more-events";
import { multiRegionOff } from "./multi-region-off";
import { notificationRemoved } from "./notification-removed";
import { objectLockWeakened } from "./object-lock-weakened";
import { organizationOff } from "./organization-off";
import { policyNotJudged } from "./policy-not-judged";
import { proofBroken } from "./proof-broken";
import { protectionForgotten } from "./protection-forgotten";
import { publicAccessOpened } from "./public-access-opened";
import { setTwice } from "./set-twice";
import { trailDestination } from "./trail-destination";
import { trailDestroyed } from "./trail-destroyed";
import { typeNotJudged } from "./type-not-judged";
import { validationOff } from "./validation-off";
import { valueHidden } from "./value-hidden";
import { valueNotKnown } from "./value-not-known";
import { weakFromTheStart } from "./weak-from-the-start";

/** A rule for each id that a configuration may name. */
const RULES_BY_ID = {
  "trail-destroyed": trailDestroyed,
  "logging-stopped": loggingStopped,
  "validation-off": validationOff,
  "multi-region-off": multiRegionOff,
  "organization-off": organizationOff,
  "global-services-off": globalServicesOff,
  "trail-destination": trailDestination,
  "management-events-lost": managementEventsLost,
  "bucket-destroyed": bucketDestroyed,
  "bucket-destroyable": bucketDestroyable,
  "bucket-versioning-weakened": bucketVersioningWeakened,
  "bucket-encryption-weakened": bucketEncryptionWeakened,
  "public-access-opened": publicAccessOpened,
  "access-logging-off": accessLoggingOff,
  "object-lock-weakened": objectLockWeakened,
  "logs-expire-sooner": logsExpireSooner,
  "log-group-retention-shortened": logGroupRetentionShortened,
  "key-destroyed": keyDestroyed,
  "key-disabled": keyDisabled,
  "key-rotation-off": keyRotationOff,
  "key-alias-changed": keyAliasChanged,
  "encryption-changed": encryptionChanged,
  "destructive-access": destructiveAccess,
  "decrypt-access": decryptAccess,
  "proof-broken": proofBroken,
  "delivery-refused": deliveryRefused,
  "guardrail-weakened": guardrailWeakened,
  "guard-tag-removed": guardTagRemoved,
  "alarm-removed": alarmRemoved,
  "notification-removed": notificationRemoved,
  "set-twice": setTwice,
  "value-hidden": valueHidden,
  "access-widened": accessWidened,
  "access-lost": accessLost,
  "delegated-administrator-added": delegatedAdministratorAdded,
  "delegated-administrator-removed": delegatedAdministratorRemoved,
  "policy-not-judged": policyNotJudged,
  "value-not-known": valueNotKnown,
  "type-not-judged": typeNotJudged,
  "protection-forgotten": protectionForgotten,
  "weak-from-the-start": weakFromTheStart,
  "log-prefix-changed": logPrefixChanged,
  "key-deletion-sooner": keyDeletionSooner,
  "key-rotated-less": keyRotatedLess,
  "alarm-changed": alarmChanged,
  "detection-removed": detectionRemoved,
  "delivery-notification-removed": deliveryNotificationRemoved,
  "fewer-events": fewerEvents,
  "more-events": moreEvents,
  "insights-changed": insightsChanged,
} as const satisfies Readonly<Record<VerdictRuleId, VerdictRule>>;

/** Every rule: what is blocked first, then what is to be reviewed. */
export const RULES: readonly VerdictRule[] = Object.values(RULES_BY_ID).sort((one, other) =>
  one.verdict.localeCompare(other.verdict, "en"),
);
