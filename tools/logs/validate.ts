import type { LogSource } from "../../modules/log-validation";
import { homeRegionProblem, logShard, PARTITIONS } from "../../modules/organization";
import { awsSentence, errorCode, isSignedOut } from "../aws";
import { withHistories, type VersionedStore } from "./older-versions";
import {
  areaFolder,
  DIGEST_FOLDER,
  LOG_FOLDER,
  PublicKeys,
  s3Address,
  Slots,
  StoreError,
  validateArea,
  type AreaOptions,
  type AreaResult,
  type AreaState,
  type FileStore,
  type LogArea,
  type ReadFile,
  type SavedKeys,
  type UnlistedFolder,
} from "./validation";

export type { LogSource };

export interface ValidationOptions {
  readonly store: FileStore;
  readonly sources: readonly LogSource[];
  readonly keysOf: (region: string) => Promise<SavedKeys["regions"][string]>;
  readonly from?: number;
  readonly to: number;
  /** Which part of the accounts and Regions is validated: from 0. */
  readonly shard: { readonly index: number; readonly of: number };
  /** What an earlier run has validated. */
  readonly stateOf: (area: LogArea) => AreaState | undefined;
  readonly onArea: (result: AreaResult) => void;
  /** Hears how many digests of an account and Region are validated, of how many, and how many accounts and Regions there are. */
  readonly onProgress?: (area: LogArea, done: number, of: number, areas: number) => void;
  readonly onFile: (file: ReadFile) => void | Promise<void>;
  /** Where older versions of what was changed or deleted are looked for. @default - nowhere */
  readonly versions?: VersionedStore;
  /** How many files are read at the same time. */
  readonly files: number;
  /** The accounts and Regions that are validated. @default - all */
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  /** Whether log files are read that no digest names. @default false */
  readonly readsUnproven?: boolean;
  /** Whether something has changed so that an account and Region is to be validated once more. @default - never */
  readonly again?: (result: AreaResult) => boolean;
}

/** Accounts and Regions that are validated at the same time. */
const AREAS = 8;

/** What was found of all accounts and Regions. */
export interface LogsResult {
  /** By account and Region. */
  readonly areas: readonly AreaResult[];
  /** Buckets, and folders of accounts in them, that keep all that they have from being validated: each is told once. */
  readonly unlisted: readonly UnlistedBucket[];
}

export interface UnlistedBucket extends UnlistedFolder {
  /** Whether there is no bucket at all. */
  readonly isMissing: boolean;
}

/** Validates all accounts and Regions of all sources. */
export async function validateLogs(options: ValidationOptions): Promise<LogsResult> {
  const { sources, shard, keysOf, stateOf, onArea } = options;
  const areas: { readonly area: LogArea; readonly source: LogSource; readonly isEmpty: boolean }[] = [];
  const unlisted = new Map<string, UnlistedBucket>();
  for (const source of sources) {
    try {
      for (const [area, isEmpty] of await areasOf(source, options)) {
        if (logShard(area, shard.of) === shard.index) areas.push({ area, source, isEmpty });
      }
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      const { bucket, root } = source;
      const { message: why, bucketIsMissing: isMissing } = error;
      // Trails that share a bucket miss it together.
      const folder = { bucket, key: isMissing ? "" : root };
      unlisted.set(s3Address(folder), { folder, why, isMissing });
    }
  }
  const slots = new Slots(options.files);
  const places = new Slots(AREAS);
  const keys = new Map<string, Promise<PublicKeys>>();
  const keysFor = (region: string): Promise<PublicKeys> => {
    const found = keys.get(region) ?? askedKeys(region, keysOf);
    keys.set(region, found);
    return found;
  };
  const results = await Promise.all(
    areas.map(({ area, source, isEmpty }) =>
      places.run(async () => {
        const state = stateOf(area);
        const areaOptions: AreaOptions = {
          ...{ ...options, slots, keys: await keysFor(area.region) },
          onDigest: (done, of) => options.onProgress?.(area, done, of, areas.length),
          delivers: (trail) => source.trails?.includes(trail) ?? true,
          ...(state !== undefined && { state }),
        };
        let result = await validateArea(area, areaOptions);
        while (options.again?.(result) === true) result = await validateArea(area, areaOptions);
        const told = isEmpty ? withNoDigests(result) : result;
        onArea(told);
        return told;
      }),
    ),
  );
  const { versions } = options;
  const told =
    versions === undefined
      ? results
      : await withHistories(results, {
          ...{ store: versions, slots, keysFor },
          logsOf: (bucket) => logsOfOwner(sources, bucket),
        });
  return { areas: told, unlisted: [...unlisted.values()] };
}

/** The keys of a Region. Where CloudTrail does not answer, as in a Region that is not enabled, other Regions are validated. */
async function askedKeys(region: string, keysOf: ValidationOptions["keysOf"]): Promise<PublicKeys> {
  try {
    return new PublicKeys({ [region]: await keysOf(region) });
  } catch (error) {
    if (isSignedOut(error) || errorCode(error) === undefined) throw error;
    return new PublicKeys({}, `CloudTrail does not give its keys of ${region}: ${awsSentence(error)}`);
  }
}

/** Where trails record what is done to the files of a bucket: in the log files of the account that owns it. */
function logsOfOwner(sources: readonly LogSource[], bucket: string): readonly LogArea[] {
  const owner = sources.find((source) => source.bucket === bucket)?.owner;
  if (owner === undefined) return [];
  return sources
    .filter(({ root, accounts }) => isOrganization(root) || accounts.includes(owner.account))
    .map((source) => ({ bucket: source.bucket, root: source.root, ...owner }));
}

/** Whether the logs of an organization's trail stand below it: those of all its accounts. */
function isOrganization(root: string): boolean {
  return /\/o-[a-z0-9]+\/$/.test(`/${root}`);
}

/** The accounts and Regions of a source, and whether one has no digest at all, though it must. */
async function areasOf(
  source: LogSource,
  { store, accounts: asked, regions: askedRegions }: ValidationOptions,
): Promise<readonly (readonly [LogArea, boolean])[]> {
  const { bucket, root } = source;
  const ofOrganization = isOrganization(root);
  const found = (await store.folders(bucket, root)).filter((name) => /^\d{12}$/.test(name));
  const known = [...new Set([...found, ...source.accounts])].sort();
  // An account that is asked for is expected to be logged by the organization's trail.
  const accounts = asked?.filter((account) => ofOrganization || known.includes(account)) ?? known;
  const below = async (kind: string): Promise<ReadonlyMap<string, readonly string[]>> =>
    new Map(
      await Promise.all(
        accounts.map(
          async (account) => [account, await store.folders(bucket, `${root}${account}/${kind}/`)] as const,
        ),
      ),
    );
  const [digests, logs] = await Promise.all([below(DIGEST_FOLDER), below(LOG_FOLDER)]);
  // A trail of the organization has digests of every account in every Region that cannot be disabled.
  const expected = ofOrganization
    ? [...source.regions, ...[...digests.values()].flat().filter(isNeverDisabled)]
    : source.regions;
  return accounts.flatMap((account) => {
    const own = digests.get(account) ?? [];
    const regions = [...new Set([...own, ...(logs.get(account) ?? []), ...expected])].sort();
    return regions
      .filter((region) => askedRegions?.includes(region) ?? true)
      .map((region) => [{ bucket, root, account, region }, !own.includes(region)] as const);
  });
}

/** Whether a trail has digests of each of its accounts in the Region. */
export function isExpectedRegion({ root, regions }: LogSource, region: string): boolean {
  return regions.includes(region) || (isOrganization(root) && isNeverDisabled(region));
}

function isNeverDisabled(region: string): boolean {
  return PARTITIONS.some((partition) => homeRegionProblem(partition, region) === undefined);
}

function withNoDigests(result: AreaResult): AreaResult {
  const { account, region } = result.area;
  const file = { bucket: result.area.bucket, key: areaFolder(result.area, DIGEST_FOLDER) };
  return { ...result, findings: [{ kind: "no-digests", account, region, file }, ...result.findings] };
}
