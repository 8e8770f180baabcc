import { setTimeout as wait } from "node:timers/promises";
import { dayOf, daysAfter, dollarText } from "../../modules/kernel";
import { parseArn } from "../../modules/policy-evaluation";
import {
  athenaPrice,
  kindsAsked,
  partitionDay,
  sqlQuery,
  tablesAsked,
  type AskedQuestion,
  type LogFolder,
} from "../../modules/questions";
import { blueprintOf } from "../../stacks/blueprint";
import type { AthenaSettings, Configuration } from "../../stacks/config";
import { AthenaQuery, caller, S3Reader, type AwsSettings } from "../aws";
import { inParallel, SIGNALS } from "../terraform";
import { SqlError, type QueryResult } from "./event-store";

/** How often Athena is asked whether it is done, and how many lists of files are read at once. */
const POLL_MS = 1000;
const LISTS = 16;

/** Where Athena is asked, with what, and as whom. */
export interface AskedAthena {
  readonly athena: AthenaSettings;
  readonly settings: AwsSettings;
  /** The files of the organization's events, or of a team's. */
  readonly folder: LogFolder;
}

/** What is asked for besides the question. */
export interface AthenaSpan {
  /** The first moment, and the one at which it ends, as records have them. */
  readonly from: string;
  readonly to: string;
  /** @default - all that the configuration knows */
  readonly account?: string;
}

/**
 * Where the configuration has Athena asked. The role that asks is taken first, unless whoever runs this has it.
 * @param team whose log bucket is asked @default - the organization's
 * @returns why it cannot be asked, as a sentence
 */
export async function athenaPlace(
  configuration: Configuration,
  { team, role }: { readonly team?: string; readonly role?: string },
): Promise<AskedAthena | string> {
  const asked = blueprintOf(configuration).analytics?.athena;
  const { athena } = configuration.analytics ?? {};
  if (asked === undefined || athena === undefined)
    return "the configuration asks no Athena; add analytics: { athena: … } and deploy it, or leave --athena out";
  const name = team === undefined ? "organization" : `team_${team.replaceAll("-", "_")}`;
  const folder = asked.folders.find((each) => each.name === name);
  if (folder === undefined) return `--team ${team ?? ""}: has no log bucket of its own; leave it out`;
  const { region } = asked;
  const reader = role ?? `arn:${asked.partition}:iam::${asked.account}:role/${athena.roleName}`;
  const { account, resource = "" } = parseArn(await caller({ region })) ?? {};
  const { account: own, resource: taken = "" } = parseArn(reader) ?? {};
  const isTaken = account === own && resource.startsWith(`assumed-role/${taken.split("/").at(-1) ?? ""}/`);
  return { athena, folder, settings: { region, ...(!isTaken && { role: reader }) } };
}

/** The accounts that are asked of, and the days on which their files may have been delivered. */
function partitionsOf({ athena, folder }: AskedAthena, { from, to, account }: AthenaSpan) {
  const known = folder.accounts === "injected" ? athena.knownAccounts : folder.accounts;
  // A file comes some minutes after its events, so on the next day too.
  const days = { first: dayOf(Date.parse(from)), last: daysAfter(dayOf(Date.parse(to)), 1) };
  return { accounts: account === undefined ? known : [account], days };
}

/** The question, of the files in which its answer can be. */
export function athenaSql(question: AskedQuestion, place: AskedAthena, span: AthenaSpan): string {
  return sqlQuery(question, {
    ...{ engine: "athena", tables: tablesAsked(question, place.folder), ...span },
    partitions: partitionsOf(place, span),
  });
}

/** How much a question will read, by the sizes of the files. */
export async function scanOf(
  question: AskedQuestion,
  place: AskedAthena,
  span: AthenaSpan,
  onProgress: (files: number) => void,
): Promise<{ readonly files: number; readonly bytes: number }> {
  const { accounts, days } = partitionsOf(place, span);
  const { bucket, root, regions } = place.folder;
  const s3 = new S3Reader(place.settings);
  const found = { files: 0, bytes: 0 };
  const prefixes = kindsAsked(question).flatMap((kind) =>
    accounts.flatMap((account) => regions.map((region) => `${root}${account}/${kind.folder}/${region}/`)),
  );
  await inParallel(prefixes, LISTS, async (prefix) => {
    const end = `${prefix}${partitionDay(daysAfter(days.last, 1))}`;
    for await (const { key, size } of s3.listed(bucket, prefix, `${prefix}${partitionDay(days.first)}`)) {
      if (key >= end) break;
      found.files++;
      found.bytes += size;
      onProgress(found.files);
    }
  });
  return found;
}

/** Runs the query to its end, and has its answer. @throws SqlError where Athena does not take it, or stops it */
export async function askAthena(
  { athena, settings }: AskedAthena,
  sql: string,
  onProgress: (scannedBytes: number) => void,
): Promise<QueryResult & { readonly scannedBytes: number }> {
  const query = await AthenaQuery.start(settings, athena, sql);
  // What nobody waits for any more costs nothing more.
  const stop = (): void => {
    void query.stop().finally(() => process.exit(INTERRUPTED));
  };
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    for (;;) {
      const { state, reason = "it does not say why", scannedBytes } = await query.progress();
      if (state === "failed") throw new SqlError(`Athena answers: ${reason}`);
      if (state === "cancelled")
        throw new SqlError(
          `it was stopped: ${reason}. Narrow it by --from, --to and --account, or raise scanLimitGb`,
        );
      if (state === "succeeded") return { ...(await query.rows()), scannedBytes };
      onProgress(scannedBytes);
      await wait(POLL_MS);
    }
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, stop);
  }
}

const INTERRUPTED = 130;

/** How much is read, and what it costs, for a person. */
export function scanText(bytes: number): string {
  const size = bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
  return `${size}, ${dollarText(athenaPrice(bytes))} at list price`;
}
