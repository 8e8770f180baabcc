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
export const MAX_INPUT_LENGTH = 8192;

/** What is validated, how far back, and by how many runs at the same time. */
export interface ValidationRange {
  readonly sources: readonly LogSource[];
  /** Hours that each run looks back. @default 24 */
  readonly lastHours?: number;
  /** How many runs share the accounts and Regions, side by side. @default 1 */
  readonly shards?: number;
}

export const DEFAULT_LAST_HOURS = 24;

/** The runs of an hour: as few as validate all sources, for each part of the accounts and Regions. */
export function validationJobs({
  sources,
  lastHours = DEFAULT_LAST_HOURS,
  shards = 1,
}: ValidationRange): readonly ValidationJob[] {
  const job = (some: readonly LogSource[], index: number): ValidationJob => ({
    sources: some,
    shard: { index, of: shards },
    lastHours,
  });
  const parts: LogSource[][] = [];
  for (const source of sources) {
    const last = parts.at(-1);
    // As long as its longest number makes it.
    const fits = last && JSON.stringify(job([...last, source], shards)).length <= MAX_INPUT_LENGTH;
    if (last && fits === true) last.push(source);
    else parts.push([source]);
  }
  return parts.flatMap((part) => Array.from({ length: shards }, (_, index) => job(part, index)));
}
