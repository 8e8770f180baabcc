import { CONFIG_RULE_KINDS } from "../config-rules";
import { CIS_CONTROLS } from "../controls";
import { type CisVersion, securityControl } from "../security-hub";
import type { CisBenchmark, ComplianceTopic } from "./topic";
import { BUCKET_TOPICS } from "./topics/bucket";
import { CHECK_TOPICS } from "./topics/checks";
import { KEY_TOPICS } from "./topics/key";
import { MONITORING_TOPICS } from "./topics/monitoring";
import { TRAIL_TOPICS } from "./topics/trail";

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

/** A topic, with its numbers in each version of the benchmark. */
export interface MappedTopic extends ComplianceTopic {
  /** The numbers: none where the version does not ask for it. */
  readonly cis: Readonly<Record<CisBenchmark, readonly string[]>>;
}

/** Security Hub's name of each version. */
const SECURITY_HUB_VERSIONS: Readonly<Record<CisBenchmark, CisVersion>> = {
  "v1.4": "1.4.0",
  "v3.0": "3.0.0",
  "v5.0": "5.0.0",
};

/**
 * Every control of CIS v1.4, v3.0 and v5.0 and of Security Hub that concerns CloudTrail, its bucket, its key and its
 * monitoring, and what checks these: where orgtrail meets it, what is left to the user, and what cannot be met together.
 *
 * The numbers are those of the catalogues of controls, AWS Config rules and Security Hub's controls, and of topics that none of
 * them has: each stands once.
 */
export const COMPLIANCE_MAP: readonly MappedTopic[] = [
  ...TRAIL_TOPICS,
  ...BUCKET_TOPICS,
  ...KEY_TOPICS,
  ...MONITORING_TOPICS,
  ...CHECK_TOPICS,
].map((topic) => ({ ...topic, cis: cisNumbers(topic) }));

function cisNumbers(topic: ComplianceTopic): MappedTopic["cis"] {
  return {
    "v1.4": numbersIn(topic, "v1.4"),
    "v3.0": numbersIn(topic, "v3.0"),
    "v5.0": numbersIn(topic, "v5.0"),
  };
}

function numbersIn(topic: ComplianceTopic, benchmark: CisBenchmark): readonly string[] {
  const numbers = [
    topic.cisBesides?.[benchmark],
    ...topic.securityHub.map((id) => securityControl(id)?.cis[SECURITY_HUB_VERSIONS[benchmark]]),
    ...CONFIG_RULE_KINDS.filter(({ id }) => topic.configRules.includes(id)).map(({ standards = {} }) =>
      benchmark === "v1.4" ? standards.cis14 : standards.cis30To50,
    ),
    ...CIS_CONTROLS.filter(({ id }) => topic.controls.includes(id)).map(
      ({ standards = {} }) => standards.cis14To50,
    ),
  ];
  return [...new Set(numbers.filter((number) => number !== undefined))].sort(byNumber);
}

/** Orders `4.2` before `4.10`. */
export function byNumber(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}

/** The topics for which a benchmark has a number, in its order. */
export function topicsOf(benchmark: CisBenchmark): readonly MappedTopic[] {
  return COMPLIANCE_MAP.filter(({ cis }) => cis[benchmark].length > 0).sort((one, other) =>
    byNumber(one.cis[benchmark][0] ?? "", other.cis[benchmark][0] ?? ""),
  );
}
