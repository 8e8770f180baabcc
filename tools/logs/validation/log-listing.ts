import type { NamedLog } from "./digest";
import { dayFolder, folderOfLog, logTime, s3Address, type FilePlace } from "./names";
import { StoreError, type FileStore } from "./store";

/** A log file is named so long after its time at most, by the digest of the hour in which it was delivered. */
export const NAMED_WITHIN_MS = 2 * 3_600_000;

/** What becomes of files that are there. */
export interface LogVisitor {
  /** A file that no digest names. @param time when it was made @default - CloudTrail gives no file such a name */
  readonly onUnnamed: (file: FilePlace, time: number | undefined) => Promise<void>;
  /** A file of long before the hour of the digest that names it: it may have been called unnamed. */
  readonly onNamedLate: (file: FilePlace) => void;
  /** A folder that may not be listed. */
  readonly onUnlisted: (folder: FilePlace, why: string) => void;
}

interface Cursor {
  readonly folder: FilePlace;
  readonly keys: AsyncIterator<string>;
  /** Files of before are passed over. */
  readonly begin: number;
  next?: string | undefined;
}

/**
 * The log files that are there, compared with those that digests name, both in the order of time. What is held are the names of
 * some hours.
 */
export class LogListing {
  private readonly cursors = new Map<string, Cursor>();
  /** When the digest's hour ended that names the file. */
  private readonly named = new Map<string, number>();
  private readonly namedLate = new Set<string>();
  /** What digests name that are neither proven nor refuted. */
  private readonly claimed = new Set<string>();

  constructor(
    private readonly store: FileStore,
    private readonly visitor: LogVisitor,
  ) {}

  /** Begins to list a folder, unless it is begun. */
  begin(folder: FilePlace, begin: number): void {
    const id = s3Address(folder);
    if (this.cursors.has(id) || !Number.isFinite(begin)) return;
    const { bucket, key } = folder;
    const keys = this.store.keys(bucket, key, `${key}${dayFolder(begin)}`)[Symbol.asyncIterator]();
    this.cursors.set(id, { folder, keys, begin });
  }

  /** Notes what a digest names. @param late whether it is one of late deliveries, whose files are of any time */
  name(logs: readonly NamedLog[], time: number, late: boolean): void {
    for (const log of logs) {
      if (late) this.namedLate.add(s3Address(log));
      else this.named.set(s3Address(log), time);
      if (!late && (logTime(log.key) ?? time) < time - NAMED_WITHIN_MS) this.visitor.onNamedLate(log);
      // Insights and network events stand in folders of their own, of which only digests tell that they are validated.
      if (!late) this.begin({ bucket: log.bucket, key: folderOfLog(log) }, time - NAMED_WITHIN_MS);
    }
  }

  /** Notes what a digest names of which nobody knows whether CloudTrail made it. */
  claim(logs: readonly NamedLog[]): void {
    for (const log of logs) this.claimed.add(s3Address(log));
  }

  isClaimed(file: FilePlace): boolean {
    return this.claimed.has(s3Address(file));
  }

  /** Looks at the files up to a time. */
  async lookUntil(time: number): Promise<void> {
    for (const cursor of [...this.cursors.values()]) {
      try {
        await this.look(cursor, time);
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        this.visitor.onUnlisted(cursor.folder, error.message);
        this.cursors.set(s3Address(cursor.folder), { ...cursor, keys: NOTHING, next: undefined });
      }
    }
    for (const [file, named] of this.named) {
      if (named > time - 2 * NAMED_WITHIN_MS) break;
      this.named.delete(file);
    }
  }

  private async look(cursor: Cursor, until: number): Promise<void> {
    const { bucket } = cursor.folder;
    for (;;) {
      cursor.next ??= (await cursor.keys.next()).value as string | undefined;
      if (cursor.next === undefined) return;
      const time = logTime(cursor.next);
      if (time !== undefined && time > until) return;
      const file = { bucket, key: cursor.next };
      cursor.next = undefined;
      const id = s3Address(file);
      if (this.named.delete(id) || this.namedLate.has(id) || file.key.endsWith("/")) continue;
      if (time === undefined || time >= cursor.begin) await this.visitor.onUnnamed(file, time);
    }
  }
}

const NOTHING: AsyncIterator<string> = { next: () => Promise.resolve({ done: true, value: undefined }) };
