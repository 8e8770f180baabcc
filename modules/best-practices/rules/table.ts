import { advancedEventSelectors } from "./advanced-event-selectors";
import { cloudWatchLogs } from "./cloudwatch-logs";
import { configRemediation } from "./config-remediation";
import { configRules } from "./config-rules";
import { dataEventChecks } from "./data-event-checks";
import { dataEvents } from "./data-events";
import { insights } from "./insights";
import { logArchiveAccount } from "./log-archive-account";
import { logBucketAccess } from "./log-bucket-access";
import { logBucketImmutable } from "./log-bucket-immutable";
import { logEncryption } from "./log-encryption";
import { logFileValidation } from "./log-file-validation";
import { logKey } from "./log-key";
import { metricAlarms } from "./metric-alarms";
import { organizationTrail } from "./organization-trail";
import type { BestPracticeRule } from "./rule";
import { securityHub } from "./security-hub";
import { separateTrails } from "./separate-trails";

/** The eleven practices, by number. */
export const BEST_PRACTICES: Readonly<Record<number, string>> = {
  1: "A trail of all accounts and Regions",
  2: "Separate trails for separate use cases",
  3: "Data events, and what checks them",
  4: "Logs in an account of their own",
  5: "MFA delete and versioning, or Object Lock",
  6: "Log file validation",
  7: "Encryption with KMS",
  8: "Advanced event selectors",
  9: "CloudWatch Logs and alarms",
  10: "CloudTrail Insights",
  11: "AWS Config and Security Hub",
};

/** All rules, by practice. */
export const BEST_PRACTICE_RULES: readonly BestPracticeRule[] = [
  organizationTrail,
  separateTrails,
  dataEvents,
  dataEventChecks,
  logArchiveAccount,
  logBucketAccess,
  logBucketImmutable,
  logFileValidation,
  logEncryption,
  logKey,
  advancedEventSelectors,
  cloudWatchLogs,
  metricAlarms,
  insights,
  configRules,
  configRemediation,
  securityHub,
];
