import {
  CIS_BENCHMARKS,
  COMPLIANCE_MAP,
  OUT_OF_SCOPE,
  type CisBenchmark,
  type MappedTopic,
} from "../../modules/compliance-map";
import { markdownTable } from "./markdown-table";

const numbers = ({ cis }: MappedTopic, benchmark: CisBenchmark): string => cis[benchmark].join(", ");
const code = (texts: readonly string[]): string =>
  [...new Set(texts)].map((text) => `\`${text}\``).join(", ");

/** Every topic with its numbers, what meets it, and what checks it. */
export function complianceMapTable(): string {
  return markdownTable(
    ["Asked for", "CIS v1.4", "v3.0", "v5.0", "Security Hub", "Made by", "Argument", "Config rules", "Alarm"],
    COMPLIANCE_MAP.map((topic) => [
      topic.title,
      numbers(topic, "v1.4"),
      numbers(topic, "v3.0"),
      numbers(topic, "v5.0"),
      topic.securityHub.join(", "),
      topic.metBy.length === 0 ? "you" : code(topic.metBy.map(({ construct }) => construct)),
      code(topic.metBy.map(({ resource, argument }) => `${resource}.${argument}`)),
      code(topic.configRules),
      code(topic.controls),
    ]),
  );
}

/** What a person does, once for all topics that need it. */
export function leftToYouTable(): string {
  return textsTable(["For", "Security Hub", "What you do"], ({ leftToYou }) => leftToYou);
}

/** What cannot be met together, and why. */
export function conflictsTable(): string {
  return textsTable(["Asked for", "Security Hub", "What excludes it"], ({ conflict }) => conflict);
}

/** What standards ask for near the audit log and the map does not have, and why. */
export function outOfScopeTable(): string {
  return markdownTable(
    [
      "Asked for",
      ...CIS_BENCHMARKS.map((benchmark) => `CIS ${benchmark}`),
      "Security Hub",
      "Not here, because",
    ],
    OUT_OF_SCOPE.map(({ title, cis = {}, securityHub = [], reason }) => [
      title,
      ...CIS_BENCHMARKS.map((benchmark) => cis[benchmark] ?? ""),
      securityHub.join(", "),
      reason,
    ]),
  );
}

function textsTable(head: readonly string[], textOf: (topic: MappedTopic) => string | undefined): string {
  const texts = [...new Set(COMPLIANCE_MAP.flatMap((topic) => textOf(topic) ?? []))];
  return markdownTable(
    head,
    texts.map((text) => {
      const topics = COMPLIANCE_MAP.filter((topic) => textOf(topic) === text);
      return [
        topics.length > 3
          ? `${topics.length} metric filters and alarms`
          : topics.map(({ title }) => title).join("; "),
        topics.flatMap(({ securityHub }) => securityHub).join(", "),
        text,
      ];
    }),
  );
}
