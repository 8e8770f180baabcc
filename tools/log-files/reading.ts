import { statSync } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { constants, createGunzip, gunzipSync } from "node:zlib";
import { fileError, readInto, readPieces } from "../files";
import { isEventTime, logValue, type LogEvent } from "./log-event";
import { logFiles, STANDARD_INPUT, type Found } from "./log-files";
import { isSpace, RecordSplitter } from "./record-splitter";

/** Files below this size are read at once, which is quicker; compressed ones, which grow, up to a smaller one. */
const SMALL = 4 * 1024 * 1024;
const SMALL_COMPRESSED = 1024 * 1024;
/** What is read at once of a compressed file. One that grows beyond is streamed. */
const SMALL_CONTENT = 64 * 1024 * 1024;
const CHUNK = 1024 * 1024;

/** Reads one log file after the other. */
class LogReader {
  /** Holds one small file: new memory for each would be freed late. */
  private readonly file = Buffer.alloc(SMALL);

  /** @param standardInput what `-` stands for */
  constructor(private readonly standardInput: Readable) {}

  /**
   * The bytes of a file, or of standard input, decompressed if they start as gzip does, whatever the name says. They
   * stand until the next file is read.
   */
  async *bytesOf(path: string): AsyncGenerator<Buffer> {
    if (path === STANDARD_INPUT) {
      yield* decompressed(this.standardInput);
      return;
    }
    const stats = statSync(path);
    const small = stats.isFile() && stats.size < SMALL ? this.contentOf(path) : undefined;
    if (small === undefined) yield* decompressed(readPieces(path, CHUNK));
    else if (small instanceof Uint8Array) yield small;
    else yield* soundPart(small);
  }

  /** The content of a small file, unless it is, or grows, too large; of one that is damaged, what it is and why. */
  private contentOf(path: string): Buffer | Damaged | undefined {
    const bytes = readInto(path, this.file);
    if (bytes === undefined || !isGzip(bytes)) return bytes;
    if (bytes.length > SMALL_COMPRESSED) return undefined;
    try {
      return gunzipSync(bytes, { maxOutputLength: SMALL_CONTENT, chunkSize: CHUNK });
    } catch (why) {
      return (why as NodeJS.ErrnoException).code === "Z_DATA_ERROR" ? { bytes, why } : undefined;
    }
  }
}

/** Why a file cannot be read to its end. @throws what is a fault of ours */
function unreadable(error: unknown, path: string): string {
  const { code = "" } = error as NodeJS.ErrnoException;
  if (code.startsWith("Z_")) return DAMAGED[code] ?? "is not gzip, though it begins so; fetch it again";
  const refused = fileError(error, path);
  if (refused === undefined) throw error;
  return `${refused.what}; ${refused.remedy}`;
}

/** @see https://nodejs.org/docs/latest-v20.x/api/zlib.html#zlib-constants */
const DAMAGED: Readonly<Record<string, string>> = {
  Z_BUF_ERROR: "is cut short: its gzip has no end; fetch it again",
  Z_DATA_ERROR: "is damaged: its gzip does not hold together; fetch it again",
};

/** Compressed bytes that do not hold together, or have something else behind their end. */
interface Damaged {
  readonly bytes: Buffer;
  readonly why: unknown;
}

/** What can be had of damaged bytes: the content of the longest beginning that can be decompressed. @throws why there is no more */
function* soundPart({ bytes, why }: Damaged): Generator<Buffer> {
  let [sound, damaged, content] = [0, bytes.length, Buffer.alloc(0)];
  while (damaged - sound > 1) {
    const middle = (sound + damaged) >> 1;
    try {
      content = gunzipSync(bytes.subarray(0, middle), {
        ...{ finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: SMALL_CONTENT },
      });
      sound = middle;
    } catch {
      damaged = middle;
    }
  }
  if (content.length > 0) yield content;
  throw why;
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function* decompressed(source: Readable): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const { done, value } = await chunks.next();
    if (done === true) break;
    head = Buffer.concat([head, value]);
  }
  const all = prepended(head, chunks);
  yield* isGzip(head) ? gunzipped(all) : all;
}

async function* prepended(head: Buffer, rest: AsyncIterator<Buffer, undefined>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  for (;;) {
    const { done, value } = await rest.next();
    if (done === true) return;
    yield value;
  }
}

async function* gunzipped(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK / 4 });
  // What fails, fails the iteration below: the pipeline destroys gunzip with the error.
  pipeline(Readable.from(source), gunzip, () => undefined);
  yield* gunzip as AsyncIterable<Buffer>;
}

/** How other forms begin, and what is to be done with them. */
const FORMS: readonly (readonly [start: string, what: string])[] = [
  [
    "<",
    "is HTML or XML, such as S3 answers where it has no file for you; look what it says, and fetch the file again",
  ],
  ["PK\u0003\u0004", "is a zip file; unpack it: unzip -p FILE | npx orgtrail explain -"],
  ["BZh", "is bzip2, and not gzip; unpack it: bunzip2 -c FILE | npx orgtrail explain -"],
  ["\u00fd7zXZ", "is xz, and not gzip; unpack it: xz -dc FILE | npx orgtrail explain -"],
  ["(\u00b5/\u00fd", "is zstd, and not gzip; unpack it: zstd -dc FILE | npx orgtrail explain -"],
  ["\u001f\u008b", "is gzip within gzip; unpack it once: gunzip -c FILE | npx orgtrail explain -"],
  ["PAR1", "is Parquet, and no log file; give the log files: npx orgtrail logs fetch brings them"],
];

/** Where a tar archive says that it is one. */
const TAR_MARK = 257;

/** What is to be said of a file that begins as another form than JSON does, in which people have events too. */
function otherForm(bytes: Buffer): string | undefined {
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return "is UTF-16, and CloudTrail writes UTF-8; convert it: iconv -f UTF-16 -t UTF-8";
  }
  // Without a mark: what JSON begins with takes one byte, and here two.
  if (bytes.length > 1 && first !== 0 && second === 0)
    return "is UTF-16, and CloudTrail writes UTF-8; convert it: iconv -f UTF-16LE -t UTF-8";
  const begin = bytes.toString("latin1", 0, 4096);
  const form = FORMS.find(([start]) => begin.trimStart().startsWith(start));
  if (form !== undefined) return form[1];
  if (begin.startsWith("ustar", TAR_MARK))
    return "is a tar archive; unpack it: tar -xf FILE -C FOLDER, and give the folder";
  // The header of a table has no sign of JSON in it, but for quotes.
  return /^"?[@\w.]+"?(?:,"?[@\w. ]+"?)+\r?\n/.test(begin)
    ? "is a table (CSV), as queries give it; give the log files: npx orgtrail logs fetch brings them"
    : undefined;
}

/** How many files are named. A log archive of which every file is broken must not fill memory. */
const MAX_FILES = 10_000;

/** Collects what could not be read, by file. */
export class FailureLog {
  private readonly byFile = new Map<string, { count: number; readonly first: string }>();
  private unnamed = 0;

  add(file: string, what: string, count = 1): void {
    const failure = this.byFile.get(file);
    if (failure !== undefined) failure.count += count;
    else if (this.byFile.size < MAX_FILES) this.byFile.set(file, { count, first: what });
    else this.unnamed += count;
  }

  all(): readonly UnreadRecords[] {
    const named = [...this.byFile].map(([file, failure]) => ({ file, ...failure }));
    if (this.unnamed === 0) return named;
    return [...named, { file: "other files", count: this.unnamed, first: "as those above" }];
  }
}

/** What could not be read of a file. */
export interface UnreadRecords {
  readonly file: string;
  /** How many of its records, or 1 if it is about the file. */
  readonly count: number;
  /** What was wrong with the first. */
  readonly first: string;
}

/** Who hears of what is read. */
export interface Listening {
  /** What `-` stands for. @default - standard input is none of the files */
  readonly standardInput?: Readable;
  /** Hears of each event, in order. */
  readonly onEvent: (event: LogEvent) => void;
  /** Is called after each piece of input; reading goes on when it is done. @default - nobody is */
  readonly afterChunk?: (files: number, bytes: number) => Promise<void> | void;
}

/** What is read, and who hears of it. */
export interface ReadingOptions extends Listening {
  /** Files, folders, and `-` for standard input. */
  readonly inputs: readonly string[];
}

/** What was read, and what could not be. */
export interface ReadLogs {
  readonly files: {
    readonly read: number;
    readonly bytes: number;
    readonly digests: number;
    readonly others: number;
    readonly again: number;
  };
  readonly failures: readonly UnreadRecords[];
}

/** Reads the events of logs, in whatever form people have them. Memory does not grow with the logs. What cannot be read is in the result, and stops nothing. */
export async function readLogs({ inputs, ...listening }: ReadingOptions): Promise<ReadLogs> {
  return allRead(inputs, [await readFound(logFiles(inputs), listening)]);
}

/** What was read of the inputs, in parts, as one. */
export function allRead(inputs: readonly string[], parts: readonly ReadLogs[]): ReadLogs {
  const failures = new FailureLog();
  const files = { read: 0, bytes: 0, digests: 0, others: 0, again: 0 };
  for (const part of parts) {
    for (const key of Object.keys(files) as (keyof typeof files)[]) files[key] += part.files[key];
    for (const { file, first, count } of part.failures) failures.add(file, first, count);
  }
  if (files.read === 0 && files.digests === 0 && failures.all().length === 0)
    failures.add(inputs.join(", "), "holds no log files (.json, .json.gz, .gz, .jsonl, .ndjson)");
  return { files, failures: failures.all() };
}

/** Reads the events of some of the files that were found. */
export async function readFound(
  found: Iterable<Found>,
  { standardInput = Readable.from([]), onEvent, afterChunk }: Listening,
): Promise<ReadLogs> {
  const failures = new FailureLog();
  const reader = new LogReader(standardInput);
  const files = { read: 0, bytes: 0, digests: 0, others: 0, again: 0 };

  const told = async (): Promise<void> => afterChunk?.(files.read, files.bytes);
  const take = (file: string, value: unknown, number: number): void => {
    const found = logValue(value);
    const events = found.kind === "event" ? [found.event] : found.kind === "wrapped" ? found.events : [];
    for (const event of events) {
      onEvent(event);
      if (event.eventTime !== undefined && !isEventTime(event.eventTime))
        failures.add(file, `record ${number} has no time in its eventTime`);
    }
    if (events.length > 0) return;
    if (found.kind === "digest") files.digests++;
    else if (found.kind === "other") {
      const why = found.remedy ?? "it has no eventVersion";
      failures.add(file, `record ${number} is no CloudTrail event: ${why}`);
    }
  };

  const readFile = async (path: string): Promise<void> => {
    const name = path === STANDARD_INPUT ? "standard input" : path;
    const splitter = new RecordSplitter({
      record: (value, number) => {
        take(name, value, number);
      },
      malformed: (what, number) => {
        failures.add(name, `record ${number} ${what}`);
      },
    });
    files.read++;
    let isBlank = true;
    const before = files.bytes;
    try {
      for await (const chunk of reader.bytesOf(path)) {
        const form = files.bytes === before ? otherForm(chunk) : undefined;
        if (form !== undefined) {
          failures.add(name, form);
          return;
        }
        files.bytes += chunk.length;
        isBlank &&= chunk.every(isSpace);
        splitter.push(chunk);
        await told();
      }
      splitter.end();
      if (isBlank) failures.add(name, "is empty: whatever was to write it wrote nothing");
    } catch (error) {
      failures.add(name, unreadable(error, path));
    }
    await told();
  };

  for (const each of found) {
    if (each.kind === "log") await readFile(each.path);
    else if (each.kind === "digest") files.digests++;
    else if (each.kind === "other") files.others++;
    else if (each.kind === "again") files.again++;
    else failures.add(each.path, each.what);
  }
  return { files, failures: failures.all() };
}
