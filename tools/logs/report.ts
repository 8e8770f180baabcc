import * as z from "zod";
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
import type { LogsResult, UnlistedBucket, ValidationOptions } from "./validate";

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
  /** The version in the bucket that is as CloudTrail delivered it, since when, and the commands that read and restore it. */
  deliveredVersion: z
    .object({ version: z.string(), since: iso, read: z.string(), restore: z.string() })
    .optional(),
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
  /** Which part of the accounts and Regions it is about. @default - all of them */
  part: z
    .string()
    .regex(/^\d+\/\d+$/)
    .optional(),
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
export type AreaReport = ValidationReport["areas"][number];
export type FindingReport = z.infer<typeof finding>;

/** Newest hours whose digest may not have been delivered yet. */
const TAIL_MS = 2 * 3_600_000;

/** @param from what was asked for, in milliseconds since 1970 @default - all that is there */
export function validationReportOf(
  { areas, unlisted }: LogsResult,
  from: number | undefined,
  to: number,
  part: ValidationOptions["shard"] = { index: 0, of: 1 },
): ValidationReport {
  return {
    ...(from !== undefined && { from: isoTime(from) }),
    to: isoTime(to),
    ...(part.of > 1 && { part: `${part.index + 1}/${part.of}` }),
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
  const proven = within(provenOfAll(hourly), [from ?? -Infinity, to]);
  const last = proven.at(-1)?.[1] ?? to;
  const asked: Interval = [from ?? proven[0]?.[0] ?? to, to - last <= TAIL_MS ? last : to];
  const gaps = gapsIn(proven, asked);
  return {
    ...area,
    // Of what has no digest at all then, nothing is proven.
    complete: findings.length === 0 && gaps.length === 0 && proven.length > 0,
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

/** The times of which each chain that goes on proves its files: another trail's chain proves its own alone. */
function provenOfAll(chains: AreaResult["chains"]): readonly Interval[] {
  const all = unionOf(chains.map(({ proven }) => proven));
  const holes = chains.map(({ proven, head }) => gapsIn(proven, [proven[0]?.[0] ?? head.end, head.end]));
  const [begin = 0, end = 0] = [all[0]?.[0], all.at(-1)?.[1]];
  return gapsIn(unionOf([...holes, gapsIn(all, [begin, end])]), [begin, end]);
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
  read,
  restore,
}: FileHistory): Pick<FindingReport, "deliveredVersion" | "replaced"> {
  return {
    ...(delivered !== undefined &&
      read !== undefined &&
      restore !== undefined && {
        deliveredVersion: { version: delivered.version, since: isoTime(delivered.since), read, restore },
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

/** Why reports are not the parts of one run, as sentences. */
export function faultsOfParts(reports: readonly ValidationReport[]): readonly string[] {
  const parts = reports.flatMap(({ part }) => part ?? []);
  const counts = [...new Set(parts.map((part) => part.split("/")[1] ?? ""))];
  if (counts.length > 1)
    return [`the reports are of runs in ${counts.sort().join(" and in ")} parts: name those of one run`];
  const begins = [...new Set(reports.map(({ from }) => from ?? "the first digest"))];
  if (begins.length > 1)
    return [`the reports are of runs from ${begins.sort().join(" and from ")}: name those of one run`];
  const there = (number: number): number => parts.filter((part) => part.startsWith(`${number}/`)).length;
  const faults = Array.from({ length: Number(counts[0] ?? 0) }, (_, index) => index + 1).flatMap((number) => {
    const part = `${number}/${counts[0] ?? ""}`;
    if (there(number) === 1) return [];
    return there(number) === 0
      ? `part ${part} is missing: what it would have found is not known; run validate --shard ${part} --json`
      : `part ${part} is there ${there(number)} times: name one report of it`;
  });
  if (faults.length > 0) return faults;
  const places = reports.flatMap(({ areas }) => areas.map(placeOf));
  const seen = new Set<string>();
  const twice = places.filter((place) => seen.size === seen.add(place).size);
  return [...new Set(twice)].map((place) => `s3://${place} is in two reports: name those of one run`);
}

function placeOf({ bucket, root, account, region }: AreaReport): string {
  return `${bucket}/${root}${account}/${region}`;
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
  areas.sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
  // Each part has met the same buckets.
  const found = new Map(reports.flatMap(({ findings }) => findings.map((each) => [each.file, each])));
  return { ...(from !== undefined && { from }), to, findings: [...found.values()], areas };
}
