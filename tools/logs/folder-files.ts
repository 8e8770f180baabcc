import { existsSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { gunzipSync } from "node:zlib";
import * as z from "zod";
import {
  folderEntries,
  fileError,
  FileError,
  onFile,
  readBytes,
  readBytesMeanwhile,
  readPieces,
} from "../files";
import {
  digestTime,
  DIGEST_FOLDER,
  StoreError,
  TINY,
  type FilePlace,
  type FileStore,
  type StoredContent,
} from "./validation";

/** What stands beside an object in S3 and not in it: evidence keeps it in a file of this ending. */
export const BESIDE = ".signature.json";
const beside = z.object({ signature: z.string(), generated: z.number().optional() });
export type Beside = z.infer<typeof beside>;

/** A folder that has what a bucket has below a root. */
interface Root {
  readonly folder: string;
  readonly bucket: string;
  readonly root: string;
}

/** What leads to another place, or is another name in another system. */
const ELSEWHERE = /(^|[/\\])\.{0,2}([/\\]|$)|\\|\p{Cc}/u;

/**
 * Where a file is kept in a folder. Its name is text of whoever wrote the digest, or the file.
 * @returns undefined where no file of CloudTrail's has such a name, and it would stand outside or in the place of another
 */
export function pathBelow(folder: string, name: string): string | undefined {
  return ELSEWHERE.test(name) ? undefined : join(folder, name);
}

const ACCOUNT = /^\d{12}$/;
/** Digests of a folder that are asked where they come from: most of them are right. */
const SAMPLES = 5;
const SAMPLE_LENGTH = 64 * 1024 * 1024;

/**
 * A copy of log files in a folder, such as `aws s3 sync` makes: of a whole bucket, or of any folder above accounts. Where it
 * was copied from, digests say.
 */
export class FolderFiles implements FileStore {
  readonly roots: readonly Root[];

  /** @throws StoreError where there is no digest in the folder, or two folders in it have what one bucket has at one place */
  constructor(folder: string) {
    this.roots = accountFolders(folder).map((each) => rootOf(folder, each));
    if (this.roots.length === 0)
      throw new StoreError(
        `${folder} has no folder ACCOUNT/${DIGEST_FOLDER}: name a folder that has accounts, such as a copy of AWSLogs`,
      );
    for (const [index, { bucket, root, folder: other }] of this.roots.entries()) {
      const same = this.roots.slice(0, index).find((each) => each.bucket === bucket && each.root === root);
      if (same !== undefined)
        throw new StoreError(
          `${same.folder} and ${other} are both of s3://${bucket}/${root}: name one of them, or put them into one folder`,
        );
    }
  }

  /** When the hour of the newest digest ended, in milliseconds since 1970: a copy is as old as that. */
  newest(): number {
    let newest = 0;
    for (const { folder } of this.roots)
      for (const digests of digestFolders(folder))
        for (const key of keysBelow(digests, "", "")) newest = Math.max(newest, digestTime(key) ?? 0);
    return newest;
  }

  folders(bucket: string, prefix: string): Promise<readonly string[]> {
    const path = this.pathOf({ bucket, key: prefix });
    if (path === undefined || !isSeen(path)) return Promise.resolve([]);
    return Promise.resolve(entriesOf(path).flatMap((entry) => (entry.isFolder ? [entry.name] : [])));
  }

  async *keys(bucket: string, prefix: string, after: string): AsyncGenerator<string> {
    await Promise.resolve();
    const path = this.pathOf({ bucket, key: prefix });
    if (path === undefined) throw new StoreError(`the copy has nothing of s3://${bucket}/${prefix}`);
    if (isSeen(path)) yield* keysBelow(path, prefix, after);
  }

  read(file: FilePlace): Promise<StoredContent> {
    const path = this.pathOf(file);
    return Promise.resolve(path === undefined ? { kind: "missing" } : fileAt(path));
  }

  /** Where a file of a bucket is. @returns undefined where the copy has nothing of its place */
  private pathOf({ bucket, key }: FilePlace): string | undefined {
    const [found] = this.roots
      .filter((each) => each.bucket === bucket && key.startsWith(each.root))
      .sort((one, other) => other.root.length - one.root.length);
    const inCopy = found === undefined ? "" : key.slice(found.root.length).replace(/\/$/, "");
    if (found === undefined || inCopy === "") return found?.folder;
    return pathBelow(found.folder, inCopy);
  }
}

/** What stands at a path, with what was kept beside it. */
export function fileAt(path: string): StoredContent {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return { kind: "missing" };
    if (!stats.isFile()) return { kind: "unreadable", why: "it is no file" };
    const kept = besideOf(path);
    return {
      kind: "content",
      size: stats.size,
      whole: () => (stats.size <= TINY ? readNow(path) : readBytesMeanwhile(path)),
      stream: () => readPieces(path) as AsyncIterable<Uint8Array>,
      keepsSignatures: kept !== undefined,
      ...(kept !== undefined && { signature: kept.signature }),
      ...(kept?.generated !== undefined && { generated: kept.generated }),
    };
  } catch (error) {
    return { kind: "unreadable", why: whyUnreadable(error) };
  }
}

/** Why a file cannot be read or kept, in words. */
export function whyUnreadable(error: unknown): string {
  const refused = fileError(error);
  if (refused !== undefined) return `it ${refused.what}; ${refused.remedy}`;
  return error instanceof Error ? error.message : String(error);
}

/** Another thread would take longer to be asked than a small file takes to be read. */
function readNow(path: string): Promise<Uint8Array> {
  return new Promise((resolve) => {
    resolve(readBytes(path));
  });
}

function besideOf(path: string): Beside | undefined {
  if (!path.includes(DIGEST_FOLDER) || !existsSync(`${path}${BESIDE}`)) return undefined;
  const kept = beside.safeParse(gentleJson(`${path}${BESIDE}`));
  return kept.data ?? { signature: "" };
}

/** Folders that have folders of accounts with digests. */
function accountFolders(folder: string): readonly string[] {
  const entries = entriesOf(folder).filter(({ isFolder }) => isFolder);
  const own = digestFolders(folder).length > 0 ? [folder] : [];
  const others = entries.filter(({ name }) => !ACCOUNT.test(name));
  return [...own, ...others.flatMap(({ name }) => accountFolders(join(folder, name)))];
}

/** The folders of digests of the accounts in a folder. */
function digestFolders(folder: string): readonly string[] {
  return entriesOf(folder)
    .filter(({ name }) => ACCOUNT.test(name))
    .map(({ name }) => join(folder, name, DIGEST_FOLDER))
    .filter(isSeen);
}

/** Where the files of a folder come from: what most of some of its digests say. */
function rootOf(copy: string, folder: string): Root {
  const said = new Map<string, number>();
  for (const digests of digestFolders(folder)) {
    const account = basename(dirname(digests));
    let samples = 0;
    for (const key of keysBelow(digests, "", "")) {
      const place = placeIn(join(digests, key), `${account}/${DIGEST_FOLDER}/`);
      if (place !== undefined) said.set(place, (said.get(place) ?? 0) + 1);
      if (++samples === SAMPLES) break;
    }
  }
  const [most] = [...said].sort(([, one], [, other]) => other - one);
  const inCopy = relative(copy, folder).split(sep).join("/");
  const [bucket = "", root = ""] = (most?.[0] ?? `copy\n${inCopy === "" ? "" : `${inCopy}/`}`).split("\n");
  return { folder, bucket, root };
}

/** A bucket's name, older ones among them, which were less strict. What else a digest says is the text of whoever wrote it. */
const BUCKET = /^[\w.-]{3,255}$/;

/** The bucket and root that a digest says of itself, in two lines. */
function placeIn(path: string, account: string): string | undefined {
  const { digestS3Bucket: bucket, digestS3Object: key } = (gentleJson(path) ?? {}) as Record<string, unknown>;
  if (typeof bucket !== "string" || !BUCKET.test(bucket) || typeof key !== "string") return undefined;
  const at = key.indexOf(account);
  return at < 0 ? undefined : `${bucket}\n${key.slice(0, at)}`;
}

/** What a file says, if it is JSON. */
function gentleJson(path: string): unknown {
  try {
    if (statSync(path).size > SAMPLE_LENGTH) return undefined;
    const bytes = readBytes(path);
    const text = path.endsWith(".gz") ? gunzipSync(bytes, { maxOutputLength: SAMPLE_LENGTH }) : bytes;
    return JSON.parse(text.toString("utf8"));
  } catch {
    return undefined;
  }
}

function* keysBelow(path: string, prefix: string, after: string): Generator<string> {
  for (const entry of entriesOf(path)) {
    const key = `${prefix}${entry.name}`;
    if (entry.isFolder) {
      // All below comes before, unless what it comes after is there too.
      if (`${key}/` >= after || after.startsWith(`${key}/`))
        yield* keysBelow(join(path, entry.name), `${key}/`, after);
    } else if (key > after && !key.endsWith(BESIDE)) yield key;
  }
}

interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** In the order of keys, in which a folder has a slash behind its name. Links are what they lead to. @throws StoreError where one leads nowhere */
function entriesOf(folder: string): readonly Entry[] {
  const order = ({ name, isFolder }: Entry): string => (isFolder ? `${name}/` : name);
  const found = told(() => folderEntries(folder)).map((entry): Entry => {
    const { name } = entry;
    if (!entry.isSymbolicLink()) return { name, isFolder: entry.isDirectory() };
    const path = join(folder, name);
    const isFolder = told(() => onFile(path, () => statSync(path))).isDirectory();
    if (isFolder) assertNoCircle(folder, name);
    return { name, isFolder };
  });
  return found.sort((one, other) => (order(one) < order(other) ? -1 : 1));
}

/** @throws StoreError where the link leads to a folder that it stands in */
function assertNoCircle(folder: string, name: string): void {
  const place = `${realpathSync(folder)}${sep}`;
  if (place.startsWith(`${realpathSync(join(folder, name))}${sep}`))
    throw new StoreError(`${join(folder, name)} is a link to a folder that it stands in; take it away`);
}

/** Whether there is something at a path. @throws StoreError where that cannot be seen: what is not seen is not validated */
function isSeen(path: string): boolean {
  return told(() => onFile(path, () => statSync(path, { throwIfNoEntry: false }))) !== undefined;
}

/** @throws StoreError where the file system refuses it */
function told<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof FileError ? new StoreError(error.message) : error;
  }
}
