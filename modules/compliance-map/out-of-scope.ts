import type { CisBenchmark } from "./topic";

/** What a standard asks for near the audit log, and why it is not in the map. */
export interface OutOfScope {
  /** What is asked for, as a sentence. */
  readonly title: string;
  /** The numbers in the benchmark. @default - it does not ask */
  readonly cis?: Readonly<Partial<Record<CisBenchmark, string>>>;
  /** The controls of Security Hub. @default - none */
  readonly securityHub?: readonly string[];
  readonly reason: string;
}

/** Controls of the same sections and services that concern no part of an audit log that orgtrail makes. */
export const OUT_OF_SCOPE: readonly OutOfScope[] = [
  {
    title: "Data in S3 is discovered and classified",
    cis: { "v1.4": "2.1.4", "v3.0": "2.1.3", "v5.0": "2.1.3" },
    reason: "It is about what other buckets hold: log buckets hold log files of CloudTrail and nothing else.",
  },
  {
    title: "VPCs have flow logs",
    cis: { "v1.4": "3.9", "v3.0": "3.7", "v5.0": "3.7" },
    reason: "Flow logs record packets and not calls: they are no part of CloudTrail.",
  },
  {
    title: "Event data stores of CloudTrail Lake are encrypted with a KMS key",
    securityHub: ["CloudTrail.10"],
    reason: "orgtrail makes none: CloudTrail Lake has taken no new customers since 2026-05-31.",
  },
];
