import type { SecurityControl } from "../security-control";

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html */
export const RECORDER_CONTROLS: readonly SecurityControl[] = [
  {
    id: "Config.1",
    title: "AWS Config records what controls look at, with its service-linked role",
    severity: "critical",
    checks: "recorder",
    foundationalBestPractices: true,
    cis: { "1.2.0": "2.5", "1.4.0": "3.5", "3.0.0": "3.3", "5.0.0": "3.3" },
  },
];
