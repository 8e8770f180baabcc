import type { SecurityControl } from "../security-control";

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
export const BUCKET_CONTROLS: readonly SecurityControl[] = ROWS.map((row) => ({ ...row, checks: "bucket" }));

/** Controls of Amazon S3 that look at what trails record. */
export const DATA_EVENT_CONTROLS: readonly SecurityControl[] = [
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
