import type { SecurityControl } from "../security-control";

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html */
export const KEY_CONTROLS: readonly SecurityControl[] = [
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
