import type { ValidationJob } from "../../modules/log-validation";
import { isExpectedRegion, validateLogs, type LogSource, type ValidationOptions } from "./validate";
import { FINDING_KINDS, s3Address, type AreaResult, type LogFinding } from "./validation";

/** What the hourly validation says of a run, a line each: of every finding, and one of all. */
export type HourlyLine =
  | (Partial<Record<"file" | "from" | "to" | "why" | "trail", string>> & {
      /** What the alarm counts. */
      readonly finding: LogFinding["kind"];
      readonly meaning: string;
      readonly account: string;
      readonly region: string;
    })
  | {
      /** Accounts and Regions that were validated. The alarm on silence counts lines that have this. */
      readonly areas: number;
      readonly digests: number;
      readonly logs: number;
      /** Hours of which digests prove what there is, of all accounts and Regions together. */
      readonly hours: number;
      readonly findings: number;
      readonly from: string;
      readonly to: string;
    };

const HOUR_MS = 3_600_000;
/** Files that are read at the same time: more than are waited for. */
const FILES = 64;
/** Of many findings these are told; the last line says how many there are. */
const MOST_LINES = 1000;
/** Digests of an hour come within the next; the first ones of an account not all at once. */
const NEW_MS = 4 * HOUR_MS;

/**
 * Validates the newest hours of what a run has to. What is found is told as soon as it is: a run may be cut off before its end.
 * @param now in milliseconds since 1970 @param tell gets each line
 */
export async function validateRecent(
  { sources, shard, lastHours }: ValidationJob,
  { store, keysOf }: Pick<ValidationOptions, "store" | "keysOf">,
  now: number,
  tell: (line: HourlyLine) => void,
): Promise<void> {
  const from = now - lastHours * HOUR_MS;
  let findings = 0;
  const tellOf = (some: readonly LogFinding[]): void => {
    some.slice(0, Math.max(0, MOST_LINES - findings)).forEach((finding) => {
      tell(lineOf(finding));
    });
    findings += some.length;
  };
  const { areas, unlisted } = await validateLogs({
    ...{ store, sources, keysOf, shard, from, to: now, files: FILES },
    stateOf: () => undefined,
    // Whether digests are missed of a Region, its account's other Regions say.
    onArea: (result) => {
      tellOf(result.findings.filter(({ kind }) => kind !== "no-digests"));
    },
    onFile: () => undefined,
  });
  tellOf([
    ...unlisted.map(({ folder, why, isMissing }): LogFinding => {
      const kind = isMissing ? "bucket-missing" : "unreadable";
      return { kind, account: "", region: "", file: folder, why };
    }),
    ...areas.flatMap((result) =>
      result.findings.filter(({ kind }) => kind === "no-digests" && !isNew(result, areas, now)),
    ),
    ...silent(areas, sources, [from, now]),
  ]);
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
  tell({
    areas: areas.length,
    digests: sum(areas.flatMap(({ chains }) => chains.map(({ digests }) => digests))),
    logs: sum(areas.map(({ logs }) => logs)),
    hours: Math.floor(sum(areas.flatMap(intervals).map(([begin, end]) => end - begin)) / HOUR_MS),
    findings: findings + sum(areas.map(({ moreFindings }) => moreFindings)),
    from: isoTime(from),
    to: isoTime(now),
  });
}

function intervals({ chains }: AreaResult): AreaResult["chains"][number]["proven"] {
  return chains.flatMap(({ proven }) => proven);
}

/** Whether the account is so new that not every Region has a digest yet. */
function isNew({ area }: AreaResult, areas: readonly AreaResult[], now: number): boolean {
  const begins = areas
    .filter((other) => other.area.account === area.account)
    .flatMap(intervals)
    .map(([begin]) => begin);
  return begins.length > 0 && Math.min(...begins) > now - NEW_MS;
}

/**
 * Accounts and Regions of which nothing is left in all these hours, so that no chain says that it ends: in an account that is known
 * or that delivers elsewhere, and a Region in which the trail must. A closed account falls silent in all of them, and is no finding.
 */
function silent(
  areas: readonly AreaResult[],
  sources: readonly LogSource[],
  [from, to]: readonly [number, number],
): readonly LogFinding[] {
  const alive = new Set(
    areas.filter((result) => intervals(result).length > 0).map(({ area }) => area.account),
  );
  return areas.flatMap(({ area, chains, findings }) => {
    const source = sources.find(({ bucket, root }) => bucket === area.bucket && root === area.root);
    const { account, region } = area;
    const isExpected =
      source !== undefined &&
      (alive.has(account) || source.accounts.includes(account)) &&
      isExpectedRegion(source, region);
    if (!isExpected || chains.length > 0 || findings.length > 0) return [];
    return [
      { kind: "newest-missing", account, region, from, to, why: "no digest of all these hours is there" },
    ];
  });
}

function lineOf({ kind, account, region, trail, file, from, to, why }: LogFinding): HourlyLine {
  return {
    ...{ finding: kind, meaning: FINDING_KINDS[kind], account, region },
    ...(trail !== undefined && { trail }),
    ...(file !== undefined && { file: s3Address(file) }),
    ...(from !== undefined && Number.isFinite(from) && { from: isoTime(from) }),
    ...(to !== undefined && { to: isoTime(to) }),
    ...(why !== undefined && { why }),
  };
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}
