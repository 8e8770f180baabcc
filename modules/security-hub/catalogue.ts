import type { SecurityControl } from "./security-control";

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html */
const TRAIL_CONTROLS: readonly SecurityControl[] = [
  {
    id: "CloudTrail.1",
    title: "A trail of all Regions records management events, read and write",
    severity: "high",
    checks: "trail",
    foundationalBestPractices: true,
    cis: { "1.2.0": "2.1", "1.4.0": "3.1", "3.0.0": "3.1", "5.0.0": "3.1" },
  },
  {
    id: "CloudTrail.2",
    title: "Trails encrypt log files with a KMS key",
    severity: "medium",
    checks: "trail",
    foundationalBestPractices: true,
    cis: { "1.2.0": "2.7", "1.4.0": "3.7", "3.0.0": "3.5", "5.0.0": "3.5" },
  },
  {
    id: "CloudTrail.3",
    title: "There is a trail that logs",
    severity: "high",
    checks: "trail",
    foundationalBestPractices: false,
    cis: {},
  },
  {
    id: "CloudTrail.4",
    title: "Trails have log file validation",
    severity: "low",
    checks: "trail",
    foundationalBestPractices: true,
    cis: { "1.2.0": "2.2", "1.4.0": "3.2", "3.0.0": "3.2", "5.0.0": "3.2" },
  },
  {
    id: "CloudTrail.5",
    title: "Trails deliver to CloudWatch Logs",
    severity: "medium",
    checks: "monitoring",
    foundationalBestPractices: true,
    cis: { "1.2.0": "2.4", "1.4.0": "3.4" },
  },
  {
    id: "CloudTrail.6",
    title: "The bucket of a trail is not public",
    severity: "critical",
    checks: "bucket",
    foundationalBestPractices: false,
    cis: { "1.2.0": "2.3", "1.4.0": "3.3" },
  },
  {
    id: "CloudTrail.7",
    title: "The bucket of a trail has server access logging",
    severity: "low",
    checks: "bucket",
    foundationalBestPractices: false,
    cis: { "1.2.0": "2.6", "1.4.0": "3.6", "3.0.0": "3.4", "5.0.0": "3.4" },
  },
  {
    id: "CloudTrail.9",
    title: "Trails have tags",
    severity: "low",
    checks: "trail",
    foundationalBestPractices: false,
    cis: {},
  },
];

type Row = Pick<SecurityControl, "id" | "title" | "severity" | "foundationalBestPractices" | "cis">;

const ROWS: readonly Row[] = [
  {
    id: "S3.1",
    title: "The account blocks public access to S3",
    severity: "medium",
    foundationalBestPractices: true,
    cis: { "1.4.0": "2.1.5", "3.0.0": "2.1.4", "5.0.0": "2.1.4" },
  },
  {
    id: "S3.2",
    title: "Buckets block public read access",
    severity: "critical",
    foundationalBestPractices: true,
    cis: {},
  },
  {
    id: "S3.3",
    title: "Buckets block public write access",
    severity: "critical",
    foundationalBestPractices: true,
    cis: {},
  },
  {
    id: "S3.5",
    title: "Buckets require TLS",
    severity: "medium",
    foundationalBestPractices: true,
    cis: { "1.4.0": "2.1.2", "3.0.0": "2.1.1", "5.0.0": "2.1.1" },
  },
  {
    id: "S3.6",
    title: "Bucket policies do not let other accounts change the bucket",
    severity: "high",
    foundationalBestPractices: true,
    cis: {},
  },
  {
    id: "S3.7",
    title: "Buckets replicate to another Region",
    severity: "low",
    foundationalBestPractices: false,
    cis: {},
  },
  {
    id: "S3.8",
    title: "Buckets block public access",
    severity: "high",
    foundationalBestPractices: true,
    cis: { "1.4.0": "2.1.5", "3.0.0": "2.1.4", "5.0.0": "2.1.4" },
  },
  {
    id: "S3.9",
    title: "Buckets have server access logging",
    severity: "medium",
    foundationalBestPractices: true,
    cis: {},
  },
  {
    id: "S3.10",
    title: "Buckets with versioning have a lifecycle",
    severity: "medium",
    foundationalBestPractices: false,
    cis: {},
  },
  {
    id: "S3.11",
    title: "Buckets have event notifications",
    severity: "medium",
    foundationalBestPractices: false,
    cis: {},
  },
  {
    id: "S3.12",
    title: "ACLs grant no access to buckets",
    severity: "medium",
    foundationalBestPractices: true,
    cis: {},
  },
  {
    id: "S3.13",
    title: "Buckets have a lifecycle",
    severity: "low",
    foundationalBestPractices: true,
    cis: {},
  },
  {
    id: "S3.14",
    title: "Buckets have versioning",
    severity: "low",
    foundationalBestPractices: false,
    cis: {},
  },
  {
    id: "S3.15",
    title: "Buckets have Object Lock",
    severity: "medium",
    foundationalBestPractices: false,
    cis: {},
  },
  {
    id: "S3.17",
    title: "Buckets are encrypted with a KMS key",
    severity: "medium",
    foundationalBestPractices: false,
    cis: {},
  },
  {
    id: "S3.20",
    title: "Buckets have MFA delete",
    severity: "low",
    foundationalBestPractices: false,
    cis: { "1.4.0": "2.1.3", "3.0.0": "2.1.2", "5.0.0": "2.1.2" },
  },
];

/** Controls that look at buckets. @see https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html */
const BUCKET_CONTROLS: readonly SecurityControl[] = ROWS.map((row) => ({ ...row, checks: "bucket" }));

/** Controls of Amazon S3 that look at what trails record. */
const DATA_EVENT_CONTROLS: readonly SecurityControl[] = [
  {
    id: "S3.22",
    title: "A trail records all writes of objects",
    severity: "medium",
    checks: "trail",
    foundationalBestPractices: false,
    cis: { "3.0.0": "3.8", "5.0.0": "3.8" },
  },
  {
    id: "S3.23",
    title: "A trail records all reads of objects",
    severity: "medium",
    checks: "trail",
    foundationalBestPractices: false,
    cis: { "3.0.0": "3.9", "5.0.0": "3.9" },
  },
];

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html */
const KEY_CONTROLS: readonly SecurityControl[] = [
  {
    id: "KMS.1",
    title: "No managed policy lets somebody decrypt with all keys",
    severity: "medium",
    checks: "key",
    foundationalBestPractices: true,
    cis: {},
  },
  {
    id: "KMS.2",
    title: "No inline policy lets somebody decrypt with all keys",
    severity: "medium",
    checks: "key",
    foundationalBestPractices: true,
    cis: {},
  },
  {
    id: "KMS.3",
    title: "No key is about to be deleted",
    severity: "critical",
    checks: "key",
    foundationalBestPractices: true,
    cis: {},
  },
  {
    id: "KMS.4",
    title: "Keys are rotated",
    severity: "medium",
    checks: "key",
    foundationalBestPractices: false,
    cis: { "1.2.0": "2.8", "1.4.0": "3.8", "3.0.0": "3.6", "5.0.0": "3.6" },
  },
  {
    id: "KMS.5",
    title: "Keys are not public",
    severity: "critical",
    checks: "key",
    foundationalBestPractices: true,
    cis: {},
  },
];

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
const MONITORING_CONTROLS: readonly SecurityControl[] = [
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

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html */
const RECORDER_CONTROLS: readonly SecurityControl[] = [
  {
    id: "Config.1",
    title: "AWS Config records what controls look at, with its service-linked role",
    severity: "critical",
    checks: "recorder",
    foundationalBestPractices: true,
    cis: { "1.2.0": "2.5", "1.4.0": "3.5", "3.0.0": "3.3", "5.0.0": "3.3" },
  },
];

/** The controls of Security Hub that check part of an audit log: trail, buckets, keys and monitoring; and what checks these. */
export const SECURITY_CONTROLS: readonly SecurityControl[] = [
  ...TRAIL_CONTROLS,
  ...BUCKET_CONTROLS,
  ...DATA_EVENT_CONTROLS,
  ...KEY_CONTROLS,
  ...MONITORING_CONTROLS,
  ...RECORDER_CONTROLS,
];

/** The control with this id, such as `CloudTrail.1`. @returns undefined for one that checks no part of an audit log */
export function securityControl(id: string): SecurityControl | undefined {
  return SECURITY_CONTROLS.find((control) => control.id === id);
}
