import { gzipSync } from "node:zlib";
import {
  PublicKeys,
  Slots,
  StoreError,
  validateArea,
  type AreaOptions,
  type AreaResult,
  type FilePlace,
  type LogArea,
} from "../../../../tools/logs/validation";
import { FakeCloudTrail, HOUR, MemoryStore, textOfFile, type Delivered, type Link } from "../cloudtrail";

/** An account and Region with a chain of half a day, and ways to tamper with it. */

export const AREA: LogArea = {
  bucket: "acme-logs",
  root: "AWSLogs/o-abcdefghij/",
  account: "111111111111",
  region: "eu-west-1",
};
export const TRAIL = "acme_trail";
/** Midnight is among its hours. */
export const START = Date.parse("2026-03-01T20:14:00Z");
export const HOURS = 12;
export const END = START + HOURS * HOUR;

/** What CloudTrail delivered, before anybody touched it. */
export function delivered(): { readonly cloudtrail: FakeCloudTrail; readonly digests: readonly Link[] } {
  const cloudtrail = new FakeCloudTrail(new MemoryStore(true, (why) => new StoreError(why)));
  cloudtrail.rotate(START - 24 * HOUR, END + 24 * HOUR);
  return { cloudtrail, digests: cloudtrail.deliver({ area: AREA, trail: TRAIL, from: START, hours: HOURS }) };
}

export const WORLD = delivered();

/** What is validated. */
export const ASKED = {
  ...{ from: START, to: END, delivers: () => true, slots: new Slots(8) },
  keys: new PublicKeys(WORLD.cloudtrail.savedKeys(AREA.region)),
};

export async function validated(
  store: MemoryStore,
  more: Partial<AreaOptions> = {},
  cloudtrail = WORLD.cloudtrail,
): Promise<AreaResult> {
  const keys = new PublicKeys(cloudtrail.savedKeys(AREA.region));
  return await validateArea(AREA, { ...ASKED, store, keys, ...more });
}

/** Each finding as kind and file or hours. */
export function told({ findings }: Pick<AreaResult, "findings">): readonly string[] {
  const hours = (time = 0): number => (time - START) / HOUR;
  return findings
    .map(
      ({ kind, file, from, to }) =>
        `${kind} ${file === undefined ? `${hours(from)} to ${hours(to)}` : nameOf(file)}`,
    )
    .sort();
}

export function nameOf({ key }: FilePlace): string {
  return key.slice(key.lastIndexOf("/") + 1);
}

/** The digest of the hour, from 0. */
export function digest(hour: number): Link {
  return there(WORLD.digests[hour]);
}

/** The log files of the hour, by its digest. */
export function logs(hour: number, store = WORLD.cloudtrail.store): readonly FilePlace[] {
  const { logFiles } = JSON.parse(textOfFile(fileOf(store, digest(hour)))) as {
    logFiles: { s3Bucket: string; s3Object: string }[];
  };
  return logFiles.map(({ s3Bucket, s3Object }) => ({ bucket: s3Bucket, key: s3Object }));
}

export function log(hour: number, index = 0, store = WORLD.cloudtrail.store): FilePlace {
  return there(logs(hour, store)[index]);
}

export function fileOf(store: MemoryStore, { bucket, key }: FilePlace): Delivered {
  return there(store.files.get(`${bucket}/${key}`));
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("it was not delivered");
  return value;
}

export function remove(store: MemoryStore, { bucket, key }: FilePlace): void {
  store.files.delete(`${bucket}/${key}`);
}

/** Changes the text of a file, and leaves what stands beside it. */
export function edit(store: MemoryStore, file: FilePlace, change: (text: string) => string): void {
  const old = fileOf(store, file);
  store.put(file, { ...old, bytes: gzipSync(change(textOfFile(old))) });
}

export function otherName(file: FilePlace, from: string | RegExp, to: string): FilePlace {
  return { ...file, key: file.key.replace(from, to) };
}
