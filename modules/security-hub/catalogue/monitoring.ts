import type { SecurityControl } from "../security-control";

/** What the metric filter and the alarm are about, and the numbers in CIS v1.2 and v1.4; Security Hub leaves two out of v1.4. */
const FILTERS: readonly (readonly [about: string, cis12: string, cis14?: string])[] = [
  ["use of root", "3.3", "4.3"],
  ["unauthorized API calls", "3.1"],
  ["sign-in without MFA", "3.2"],
  ["changes of IAM policies", "3.4", "4.4"],
  ["changes of CloudTrail's configuration", "3.5", "4.5"],
  ["failures to sign in", "3.6", "4.6"],
  ["keys that are disabled or scheduled for deletion", "3.7", "4.7"],
  ["changes of bucket policies", "3.8", "4.8"],
  ["changes of AWS Config's configuration", "3.9", "4.9"],
  ["changes of security groups", "3.10", "4.10"],
  ["changes of network ACLs", "3.11", "4.11"],
  ["changes of network gateways", "3.12", "4.12"],
  ["changes of route tables", "3.13", "4.13"],
  ["changes of VPCs", "3.14", "4.14"],
];

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html */
export const MONITORING_CONTROLS: readonly SecurityControl[] = [
  ...FILTERS.map(([about, cis12, cis14], index): SecurityControl => ({
    id: `CloudWatch.${index + 1}`,
    title: `A metric filter and an alarm watch for ${about}`,
    severity: "low",
    checks: "monitoring",
    foundationalBestPractices: false,
    cis: { "1.2.0": cis12, ...(cis14 !== undefined && { "1.4.0": cis14 }) },
  })),
  {
    id: "CloudWatch.15",
    title: "Alarms have an action",
    severity: "high",
    checks: "monitoring",
    foundationalBestPractices: false,
    cis: {},
  },
  {
    id: "CloudWatch.16",
    title: "Log groups keep events for a year",
    severity: "medium",
    checks: "monitoring",
    foundationalBestPractices: false,
    cis: {},
  },
  {
    id: "CloudWatch.17",
    title: "Alarms have their actions switched on",
    severity: "high",
    checks: "monitoring",
    foundationalBestPractices: false,
    cis: {},
  },
];
