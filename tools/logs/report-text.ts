import { amount, countText } from "../../modules/kernel";
import { styled, table, type Line } from "../terminal";
import { isProven, type AreaReport, type FindingReport, type ValidationReport } from "./report";
import { FINDING_KINDS } from "./validation";

/** For a person: accounts by Regions, what was found, and what all of it proves. */
export function validationLines(report: ValidationReport): readonly Line[] {
  const { areas } = report;
  const findings = [
    ...report.findings.map((each) => ["", each] as const),
    ...areas.flatMap(({ account, region, findings: own }) =>
      own.map((each) => [`${account} ${region}`, each] as const),
    ),
  ];
  if (areas.length === 0 && findings.length === 0) return ["There is no account with digests."];
  return [
    ...(areas.length === 0
      ? []
      : table(["Account", "Regions", "Digests", "Log files", "Proven from", "to", ""], areaRows(areas), {
          right: [2, 3],
          noun: "row",
        })),
    ...(findings.length === 0 ? [] : ["", styled("Findings", "bold"), ...findingLines(findings)]),
    ...areas
      .flatMap((area) => area.notes)
      .slice(0, 5)
      .map((note) => `Note: ${note}`),
    "",
    ...conclusion(report),
  ];
}

/** Regions of an account that are complete in the same way share a row. */
function areaRows(areas: readonly AreaReport[]): readonly (readonly (string | number)[])[] {
  const rows = new Map<string, { regions: string[]; digests: number; logs: number; area: AreaReport }>();
  for (const area of areas) {
    const { account, region, bucket, root, complete, proven, chains, logs } = area;
    const ends = `${shortTime(proven[0]?.from)} ${shortTime(proven.at(-1)?.to)}`;
    const id = [bucket, root, account, ...(complete ? [ends] : [region])].join(" ");
    const row = rows.get(id) ?? { regions: [], digests: 0, logs: 0, area };
    row.regions.push(region);
    row.digests += chains.reduce((sum, { digests }) => sum + digests, 0);
    row.logs += logs;
    rows.set(id, row);
  }
  return [...rows.values()].map(({ regions, digests, logs, area }) => [
    area.account,
    regions.length > 3 ? `${regions.length} Regions` : regions.join(" "),
    countText(digests),
    countText(logs),
    shortTime(area.proven[0]?.from),
    shortTime(area.proven.at(-1)?.to),
    verdictOf(area),
  ]);
}

function verdictOf({ complete, proven, findings, moreFindings, gaps }: AreaReport): string {
  if (complete) return "complete";
  if (proven.length === 0 && findings.length === 0 && gaps.length === 0) return "nothing to prove it by";
  const parts = [
    ...(findings.length === 0 ? [] : [amount(findings.length + moreFindings, "finding")]),
    ...gaps.slice(0, 3).map(({ from, to }) => `not ${shortTime(from)} to ${shortTime(to)}`),
    ...(gaps.length > 3 ? [`and ${amount(gaps.length - 3, "gap")} more`] : []),
  ];
  return parts.join(", ");
}

function shortTime(time = "never"): string {
  return time.replace("T", " ").replace(/:\d\dZ$/, "");
}

const MOST_LINES = 50;

function findingLines(
  findings: readonly (readonly [where: string, finding: FindingReport])[],
): readonly Line[] {
  const order = Object.keys(FINDING_KINDS);
  const sorted = [...findings].sort(
    ([, one], [, other]) => order.indexOf(one.kind) - order.indexOf(other.kind),
  );
  const lines = sorted
    .slice(0, MOST_LINES)
    .flatMap(([where, { meaning, file, files = 1, from, to, why, ...history }]): Line[] => [
      [styled(meaning, "red")],
      `  ${file ?? where}${files === 1 ? "" : ` and ${amount(files - 1, "file")} more`}${from === undefined ? "" : `  ${shortTime(from)} to ${shortTime(to)}`}`,
      ...(why === undefined ? [] : [`  ${why}`]),
      ...historyLines(history),
    ]);
  const more = sorted.length - MOST_LINES;
  return more > 0 ? [...lines, `… and ${amount(more, "finding")} more (--json lists all)`] : lines;
}

/** When it was changed and by whom, and how it is restored. */
function historyLines({
  deliveredVersion,
  replaced,
}: Pick<FindingReport, "deliveredVersion" | "replaced">): readonly Line[] {
  if (replaced === undefined) return [];
  const { at, isDeletion, by } = replaced;
  const who =
    by === undefined
      ? "by whom no log file says"
      : `by ${by.who} with ${by.action}${by.from === undefined ? "" : ` from ${by.from}`}, in ${by.recordedIn}`;
  const what = `  ${isDeletion ? "deleted" : "replaced"} ${shortTime(at)}, ${who}`;
  if (deliveredVersion === undefined) return [what, "  no older version is as CloudTrail delivered it"];
  const { since, read, restore } = deliveredVersion;
  return [
    what,
    `  read what CloudTrail delivered ${shortTime(since)}: ${read}`,
    `  restore it in the bucket: ${restore}`,
  ];
}

/** What is proven and what is not, in few sentences. */
function conclusion(report: ValidationReport): readonly Line[] {
  const { areas } = report;
  const accounts = new Set(areas.map(({ account }) => account)).size;
  const regions = new Set(areas.map(({ region }) => region)).size;
  const where = `${amount(accounts, "account")} and ${amount(regions, "Region")}`;
  const sum = (of: (area: AreaReport) => number): number =>
    areas.reduce((total, area) => total + of(area), 0);
  const relies = areas
    .flatMap((area) => area.reliesOn ?? [])
    .sort()
    .at(-1);
  const files = amount(
    sum(({ logs }) => logs),
    "log file",
  );
  return [
    isProven(report)
      ? `Proven, of ${where}: every file that CloudTrail delivered and signed for in these times is there and unchanged (${files} read).`
      : `Not all is proven, of ${where}: what is missing, changed or without proof stands above (${files} read).`,
    ...(relies === undefined
      ? []
      : [`For what is older than ${shortTime(relies)} this relies on the run that wrote the state.`]),
    `Not proven: what CloudTrail never delivered, what came before the first moment, and ${amount(
      sum(({ young }) => young),
      "log file",
    )} too young for a digest.`,
  ];
}
