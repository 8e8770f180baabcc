import { logShard } from "../organization";

/** Where a trail delivers. */
export interface LogSource {
  readonly bucket: string;
  /** What stands before the accounts, with a slash at its end. */
  readonly root: string;
  /** Accounts that are known to be logged there. */
  readonly accounts: readonly string[];
  /** Regions that are known to be logged there. */
  readonly regions: readonly string[];
  /** Whose account the bucket is in, and where: what is done to its files is recorded there. @default - it is not known */
  readonly owner?: { readonly account: string; readonly region: string };
  /** The trails whose newest digests are missed. @default - every one */
  readonly trails?: readonly string[];
}

/** What one run of the function validates. */
export interface ValidationJob {
  readonly sources: readonly LogSource[];
  /** Which part of the accounts and Regions: from 0. */
  readonly shard: { readonly index: number; readonly of: number };
  /** How many hours back. */
  readonly lastHours: number;
}

/** The longest input of a target. @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html */
const MAX_INPUT_LENGTH = 8192;

/** What is validated, how far back, and by how many runs at the same time. */
export interface ValidationRange {
  readonly sources: readonly LogSource[];
  /** Hours that each run looks back. @default 24 */
  readonly lastHours?: number;
  /** How many runs share the accounts and Regions, side by side. @default 1 */
  readonly shards?: number;
}

export const DEFAULT_LAST_HOURS = 24;

/**
 * The runs of an hour: as few as validate all sources, for each part of the accounts and Regions. A run is told the accounts of its
 * part alone, and a source of so many accounts that EventBridge would not take them has more parts than the others.
 */
export function validationJobs({
  sources,
  lastHours = DEFAULT_LAST_HOURS,
  shards = 1,
}: ValidationRange): readonly ValidationJob[] {
  const jobsOf = (some: readonly LogSource[], of: number): readonly ValidationJob[] => {
    const parts = some.map((source) => ({ source, accounts: accountsByShard(source, of) }));
    return Array.from({ length: of }, (_, index) => ({
      sources: parts.map(({ source, accounts }) => ({ ...source, accounts: accounts[index] ?? [] })),
      shard: { index, of },
      lastHours,
    }));
  };
  const longest = (jobs: readonly ValidationJob[]): number =>
    jobs.reduce((most, job) => Math.max(most, JSON.stringify(job).length), 0);
  const parts: LogSource[][] = [];
  for (const source of sources) {
    const last = parts.at(-1);
    if (last && longest(jobsOf([...last, source], shards)) <= MAX_INPUT_LENGTH) last.push(source);
    else parts.push([source]);
  }
  return parts.flatMap((part) => {
    const accounts = new Set(part.flatMap((source) => source.accounts));
    let jobs = jobsOf(part, shards);
    // An account more or less is in a part by chance: one part more is tried until all fit, or each has one account.
    for (let of = shards + 1; longest(jobs) > MAX_INPUT_LENGTH && of <= accounts.size; of += 1)
      jobs = jobsOf(part, of);
    return jobs;
  });
}

/** The accounts of each run: those of which it knows a Region that is in its part. */
function accountsByShard(source: LogSource, of: number): readonly (readonly string[])[] {
  const accounts = [...new Set(source.accounts)];
  if (of === 1) return [accounts];
  const shards = accounts.map((account) =>
    source.regions.map((region) => logShard({ ...source, account, region }, of)),
  );
  return Array.from({ length: of }, (_, index) =>
    accounts.filter((__, at) => shards[at]?.includes(index) === true),
  );
}
