import type { SecurityControl } from "../security-control";

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html */
export const TRAIL_CONTROLS: readonly SecurityControl[] = [
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
