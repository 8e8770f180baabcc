import { HOUR_MS } from "./chain";
import { readDigest } from "./digest";
import {
  areaFolder,
  chainOf,
  dayFolder,
  digestName,
  DIGEST_FOLDER,
  rootOf,
  type DigestName,
  type FilePlace,
  type LogArea,
} from "./names";
import { readAhead, type Slots } from "./slots";
import { StoreError, type FileStore, type UnlistedFolder } from "./store";

/** The digests of an area. */
export interface DigestListing {
  /** By time. */
  readonly names: readonly DigestName[];
  /** Files that stand among them, and have no name of a digest. */
  readonly strays: readonly FilePlace[];
  /** Folders that may not be listed. */
  readonly unlisted: readonly UnlistedFolder[];
}

const AHEAD = 8;

/**
 * Lists the digests of an area whose hours end after a time and until another. Where the trail's bucket or prefix was changed, those of
 * the earlier places too: the first digest after a hole says where the one before it is.
 */
export async function listDigests(
  area: LogArea,
  store: FileStore,
  slots: Slots,
  [from, to]: readonly [from: number, to: number],
): Promise<DigestListing> {
  const names: DigestName[] = [];
  const strays: FilePlace[] = [];
  const unlisted: UnlistedFolder[] = [];
  const places = [area];
  for (const place of places) {
    const folder = { bucket: place.bucket, key: areaFolder(place, DIGEST_FOLDER) };
    const after = `${folder.key}${Number.isFinite(from) ? dayFolder(from) : ""}`;
    const found: DigestName[] = [];
    try {
      for await (const key of store.keys(folder.bucket, folder.key, after)) {
        const file = { bucket: folder.bucket, key };
        const name = digestName(place, file);
        if (name !== undefined && name.time > from && name.time <= to) found.push(name);
        else if (name === undefined && !key.endsWith("/")) strays.push(file);
      }
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      unlisted.push({ folder, why: error.message });
    }
    names.push(...found);
    const read = (name: DigestName): ReturnType<typeof readDigest> =>
      slots.run(() => readDigest(store, name));
    for await (const { digest } of readAhead(behindHoles(found, from), AHEAD, read)) {
      const { previous } = digest ?? {};
      const root = previous === undefined ? undefined : rootOf(area, previous.key);
      if (previous === undefined || root === undefined) continue;
      const { bucket } = previous;
      if (!places.some((each) => each.bucket === bucket && each.root === root))
        places.push({ ...area, bucket, root });
    }
  }
  return { names: names.sort(byTime), strays, unlisted };
}

/** The first digest of each chain, and each before which one seems to be missing. */
function behindHoles(names: readonly DigestName[], from: number): readonly DigestName[] {
  return [...byChain(names).values()].flatMap((chain) =>
    chain.filter(({ time }, index) => time - (chain[index - 1]?.time ?? from) > 1.5 * HOUR_MS),
  );
}

/** Digests by their chain, each by time. */
export function byChain(names: readonly DigestName[]): ReadonlyMap<string, readonly DigestName[]> {
  const chains = new Map<string, DigestName[]>();
  for (const name of [...names].sort(byTime)) {
    const chain = chains.get(chainOf(name));
    if (chain === undefined) chains.set(chainOf(name), [name]);
    else chain.push(name);
  }
  return chains;
}

function byTime(one: DigestName, other: DigestName): number {
  return one.time - other.time;
}
