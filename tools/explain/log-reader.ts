import { closeSync, createReadStream, openSync, readSync, statSync } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { createGunzip, gunzipSync } from "node:zlib";
import { STANDARD_INPUT } from "./log-files";

/** Files below this size are read at once, which is quicker; compressed ones, which grow, up to a smaller one. */
const SMALL = 4 * 1024 * 1024;
const SMALL_COMPRESSED = 1024 * 1024;
/** What is read at once of a compressed file. One that grows beyond is streamed. */
const SMALL_CONTENT = 64 * 1024 * 1024;
const CHUNK = 1024 * 1024;

/** Reads one log file after the other. */
export class LogReader {
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
    if (small === undefined) yield* decompressed(createReadStream(path, { highWaterMark: CHUNK }));
    else yield small;
  }

  /** The content of a small file, unless it is, or grows, too large. */
  private contentOf(path: string): Buffer | undefined {
    const bytes = readAll(path, this.file);
    if (bytes === undefined || !isGzip(bytes)) return bytes;
    if (bytes.length > SMALL_COMPRESSED) return undefined;
    try {
      return gunzipSync(bytes, { maxOutputLength: SMALL_CONTENT, chunkSize: CHUNK });
    } catch {
      // Streaming yields what can be had of it before it fails with the reason.
      return undefined;
    }
  }
}

/** What the file holds, read into the memory, unless it fills this. */
function readAll(path: string, memory: Buffer): Buffer | undefined {
  const file = openSync(path, "r");
  try {
    let length = 0;
    while (length < memory.length) {
      const read = readSync(file, memory, length, memory.length - length, null);
      if (read === 0) return memory.subarray(0, length);
      length += read;
    }
    return undefined;
  } finally {
    closeSync(file);
  }
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
