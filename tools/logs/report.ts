import { z } from "zod";
import { amount, countText, styled, table, type Line } from "../terminal";
import {
  FINDING_KINDS,
  gapsIn,
  s3Address,
  unionOf,
  within,
  type AreaResult,
  type FileHistory,
  type FindingKind,
  type Interval,
  type LogFinding,
} from "./validation";
import type { LogsResult, UnlistedBucket } from "./validate";

const iso = z.iso.datetime();
const hours = z.array(z.object({ from: iso, to: iso }));
const kind = z.enum(Object.keys(FINDING_KINDS) as [FindingKind, ...FindingKind[]]);
const count = z.int().min(0);
const finding = z.object({
  ...{ kind, meaning: z.string() },
  trail: z.string().optional(),
  file: z.string().optional(),
  /** Of what keeps files from being read: how many, from this one on. @default 1 */
  files: count.optional(),
  from: iso.optional(),
  to: iso.optional(),
  why: z.string().optional(),
  /** The SHA-256 of the text that CloudTrail delivered. */
  delivered: z.string().optional(),
  /** The version in the bucket that is as CloudTrail delivered it, since when, and the command that restores it. */
  deliveredVersion: z.object({ version: z.string(), since: iso, restore: z.string() }).optional(),
  /** When it was deleted, or another version took its place, and by whom, where an event says so. */
  replaced: z
    .object({
      ...{ at: iso, isDeletion: z.boolean() },
      by: z
        .object({ who: z.string(), action: z.string(), at: iso, recordedIn: z.string() })
        .extend({ from: z.string().optional(), program: z.string().optional() })
        .optional(),
    })
    .optional(),
});

/** What a run says, as `--json` prints it and `orgtrail logs merge` reads it. */
export const validationReport = z.object({
  /** The time that was asked for. @default - from the first digest on */
  from: iso.optional(),
  to: iso,
  /** What keeps a whole bucket from being validated. */
  findings: z.array(finding).default([]),
  areas: z.array(
    z.object({
      ...{ bucket: z.string(), root: z.string(), account: z.string(), region: z.string() },
      /** Whether all that was asked for is proven. */
      complete: z.boolean(),
      /** The times in which every file that a digest names is there and unchanged, and those between and around them. */
      ...{ proven: hours, gaps: hours },
      chains: z.array(
        z.object({ trail: z.string(), homeRegion: z.string(), backfill: z.boolean(), digests: count }),
      ),
      /** Log files that were read, that no digest can name yet, and that came while none proved anything. */
      ...{ logs: count, young: count, unproven: count },
      findings: z.array(finding),
      moreFindings: count,
      notes: z.array(z.string()),
      /** Until when an earlier run had validated, on which this one relies. */
      reliesOn: iso.optional(),
    }),
  ),
});

export type ValidationReport = z.infer<typeof validationReport>;
type AreaReport = ValidationReport["areas"][number];
type FindingReport = z.infer<typeof finding>;

/** Newest hours whose digest may not have been delivered yet. */
const TAIL_MS = 2 * 3_600_000;

/** @param from what was asked for, in milliseconds since 1970 @default - all that is there */
export function validationReportOf(
  { areas, unlisted }: LogsResult,
  from: number | undefined,
  to: number,
): ValidationReport {
  return {
    ...(from !== undefined && { from: isoTime(from) }),
    to: isoTime(to),
    findings: unlisted.map(bucketReport),
    areas: areas.map((result) => areaReport(result, from, to)),
  };
}

/** Whether all that was asked for is proven. */
export function isProven({ areas, findings }: ValidationReport): boolean {
  return areas.length > 0 && findings.length === 0 && areas.every(({ complete }) => complete);
}

function bucketReport({ folder, why, isMissing }: UnlistedBucket): FindingReport {
  const kind = isMissing ? "bucket-missing" : "unreadable";
  return { kind, meaning: FINDING_KINDS[kind], file: s3Address(folder), why };
}

function areaReport(result: AreaResult, from: number | undefined, to: number): AreaReport {
  const { area, chains, findings, moreFindings, logs, young, unproven, notes, reliesOn } = result;
  const hourly = chains.filter(({ backfill }) => !backfill);
  const proven = within(unionOf(hourly.map((chain) => chain.proven)), [from ?? -Infinity, to]);
  const last = proven.at(-1)?.[1] ?? to;
  const asked: Interval = [from ?? proven[0]?.[0] ?? to, to - last <= TAIL_MS ? last : to];
  const gaps = gapsIn(proven, asked);
  return {
    ...area,
    complete: findings.length === 0 && gaps.length === 0,
    ...{ proven: proven.map(period), gaps: gaps.map(period) },
    chains: chains.map(({ trail, homeRegion, backfill, digests }) => ({
      trail,
      homeRegion,
      backfill,
      digests,
    })),
    ...{ logs, young, unproven, findings: findings.map(findingReport), moreFindings, notes: [...notes] },
    ...(reliesOn !== undefined && Number.isFinite(reliesOn) && { reliesOn: isoTime(reliesOn) }),
  };
}

function findingReport({
  kind,
  trail,
  file,
  files,
  from,
  to,
  why,
  delivered,
  history,
}: LogFinding): FindingReport {
  return {
    ...{ kind, meaning: FINDING_KINDS[kind] },
    ...(trail !== undefined && { trail }),
    ...(file !== undefined && { file: s3Address(file) }),
    ...(files !== undefined && { files }),
    ...(from !== undefined && { from: isoTime(from) }),
    ...(to !== undefined && { to: isoTime(to) }),
    ...(why !== undefined && why !== "" && { why }),
    ...(delivered !== undefined && { delivered }),
    ...(history !== undefined && historyReport(history)),
  };
}

function historyReport({
  delivered,
  replaced,
  by,
  restore,
}: FileHistory): Pick<FindingReport, "deliveredVersion" | "replaced"> {
  return {
    ...(delivered !== undefined &&
      restore !== undefined && {
        deliveredVersion: { version: delivered.version, since: isoTime(delivered.since), restore },
      }),
    ...(replaced !== undefined && {
      replaced: {
        ...{ at: isoTime(replaced.at), isDeletion: replaced.isDeletion },
        ...(by !== undefined && {
          by: { ...by, at: isoTime(by.at), recordedIn: s3Address(by.recordedIn) },
        }),
      },
    }),
  };
}

function period([from, to]: Interval): { from: string; to: string } {
  return { from: isoTime(from), to: isoTime(to) };
}

function isoTime(time: number): string {
  return new Date(time).toISOString().replace(".000Z", "Z");
}

/** Reports of parts of one run as one. */
export function mergedValidation(reports: readonly ValidationReport[]): ValidationReport {
  const from = reports.flatMap((report) => report.from ?? []).sort()[0];
  const to =
    reports
      .map((report) => report.to)
      .sort()
      .at(-1) ?? isoTime(0);
  const areas = reports.flatMap((report) => report.areas);
  const place = ({ bucket, root, account, region }: AreaReport): string =>
    `${bucket}/${root}${account}/${region}`;
  areas.sort((one, other) => (place(one) < place(other) ? -1 : 1));
  // Each part has met the same buckets.
  const found = new Map(reports.flatMap(({ findings }) => findings.map((each) => [each.file, each])));
  return { ...(from !== undefined && { from }), to, findings: [...found.values()], areas };
}

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

function verdictOf({ complete, findings, moreFindings, gaps }: AreaReport): string {
  if (complete) return "complete";
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
  return [
    `  ${isDeletion ? "deleted" : "replaced"} ${shortTime(at)}, ${who}`,
    deliveredVersion === undefined
      ? "  no older version is as CloudTrail delivered it"
      : `  restore what CloudTrail delivered ${shortTime(deliveredVersion.since)}: ${deliveredVersion.restore}`,
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
