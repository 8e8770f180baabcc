import {
  advancedEventSelectors,
  cloudWatchLogs,
  insights,
  logArchiveAccount,
  logEncryption,
  logFileValidation,
  metricAlarms,
  organizationTrail,
  separateTrails,
} from "./trails";
import { configRemediation, configRulesPractice, securityHubPractice } from "./checks";
import { dataEventChecks, dataEvents } from "./data-events";
import { logBucketAccess, logBucketImmutable, logKey } from "./archive";
import { logFileChanges } from "./log-files";
import type { Practice } from "./practice";
import { searchAccess } from "./searches";

/** The titles of the eleven practices of CloudTrail, by number. */
export const PRACTICE_TITLES: Readonly<Record<number, string>> = {
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

/** What each practice asks for, by number. */
export const PRACTICES: readonly Practice[] = [
  organizationTrail,
  separateTrails,
  dataEvents,
  dataEventChecks,
  logFileChanges,
  logArchiveAccount,
  logBucketAccess,
  logBucketImmutable,
  logFileValidation,
  logEncryption,
  logKey,
  advancedEventSelectors,
  cloudWatchLogs,
  metricAlarms,
  searchAccess,
  insights,
  configRulesPractice,
  configRemediation,
  securityHubPractice,
];
