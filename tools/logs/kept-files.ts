import { existsSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { makeFolder, rename, writePieces, writeWhole } from "../files";
import { BESIDE, fileAt, pathBelow, whyUnreadable, type Beside } from "./folder-files";
import {
  digestTime,
  type AreaResult,
  type FilePlace,
  type FileStore,
  type StoredContent,
} from "./validation";

/** A file that is being written: it is given its name once it is whole. */
const PART = ".part";

/**
 * The files of a store, each kept in a folder when it is first read, at `BUCKET/KEY`, and read from there. What an earlier run has
 * kept is not read again: a run that was ended goes on.
 */
export class KeptFiles implements FileStore {
  /** What was read from the store. */
  readonly fetched = { files: 0, bytes: 0 };
  private readonly begun = Date.now();
  private readonly coming = new Map<string, Promise<StoredContent>>();

  constructor(
    private readonly store: FileStore,
    private readonly folder: string,
  ) {}

  folders(bucket: string, prefix: string): Promise<readonly string[]> {
    return this.store.folders(bucket, prefix);
  }

  keys(bucket: string, prefix: string, after: string): AsyncIterable<string> {
    return this.store.keys(bucket, prefix, after);
  }

  async read(file: FilePlace): Promise<StoredContent> {
    const path = this.pathOf(file);
    if (path === undefined)
      return {
        kind: "unreadable",
        why: "its name leads to another place than its own, so that it is not kept",
      };
    if (existsSync(path)) return fileAt(path);
    const coming = this.coming.get(path) ?? this.fetch(file, path);
    this.coming.set(path, coming);
    try {
      return await coming;
    } finally {
      this.coming.delete(path);
    }
  }

  /**
   * Lets files go that an earlier run has kept and about which something was found, so that they are fetched again: they may have
   * been changed since, and the bucket has the last word.
   * @returns whether there are any
   */
  letGo({ findings }: Pick<AreaResult, "findings">): boolean {
    const old = findings.flatMap(({ file }) => {
      const path = file === undefined ? undefined : this.pathOf(file);
      const kept = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
      return path !== undefined && kept?.isFile() === true && kept.mtimeMs < this.begun ? [path] : [];
    });
    for (const path of old) rmSync(path);
    return old.length > 0;
  }

  private async fetch(file: FilePlace, path: string): Promise<StoredContent> {
    const stored = await this.store.read(file);
    if (stored.kind !== "content") return stored;
    try {
      makeFolder(dirname(path));
      await pipeline(stored.stream(), writePieces(`${path}${PART}`, "w"));
      // A digest without a signature has had it taken away: that is kept too.
      const { signature = "", generated } = stored;
      const beside: Beside = { signature, ...(generated !== undefined && { generated }) };
      if (stored.keepsSignatures && digestTime(file.key) !== undefined)
        writeWhole(`${path}${BESIDE}`, JSON.stringify(beside));
      rename(`${path}${PART}`, path);
    } catch (error) {
      return { kind: "unreadable", why: whyUnreadable(error) };
    }
    this.fetched.files++;
    this.fetched.bytes += stored.size;
    return fileAt(path);
  }

  /** @returns undefined where it would stand in the place of something else */
  private pathOf({ bucket, key }: FilePlace): string | undefined {
    return key.endsWith(BESIDE) || key.endsWith(PART)
      ? undefined
      : pathBelow(this.folder, `${bucket}/${key}`);
  }
}
