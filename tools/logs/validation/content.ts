import { createHash, webcrypto } from "node:crypto";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { createGunzip, gunzip, gunzipSync, type Gunzip, type ZlibOptions } from "node:zlib";
import type { FileStore, StoredFile } from "./store";
import type { FileVersion } from "./names";

/** The text of a file, inflated. */
export interface Content {
  readonly kind: "content";
  /** SHA-256 in hexadecimal: what digests say of logs, and of each other. */
  readonly hash: string;
  /** How many bytes are stored, and how many the text has. */
  readonly stored: number;
  readonly length: number;
}

/** Why a file has no content. */
export type NoContent =
  | { readonly kind: "missing" }
  | { readonly kind: "archived" | "unreadable" | "broken"; readonly why: string };

/** Files up to this size are inflated and hashed at once: to hand them to another thread takes longer. */
export const TINY = 256 * 1024;
/** Files up to this size are inflated whole, by the threads of libuv. What is larger, or grows larger, is streamed. */
const SMALL = 2 * 1024 * 1024;
const SMALL_TEXT = 48 * 1024 * 1024;
const CHUNK = 1024 * 1024;

/** CloudTrail's files have up to 50 MB before they are compressed, and a digest of as many logs as there are is far below. */
const LONGEST_DIGEST = 256 * 1024 * 1024;

const BEHIND = "bytes stand behind its end";

/** Reads a file and hashes what it says. Nothing of it is held, but while it is small. */
export async function contentHash(store: FileStore, file: FileVersion): Promise<Content | NoContent> {
  return await reading(store, file, async (stored) => {
    if (stored.size > SMALL) return await streamed(stored.stream());
    const bytes = await stored.whole();
    const inflated = await inflatedWhole(bytes, SMALL_TEXT);
    if (inflated === undefined) return await streamed(Readable.from([bytes]));
    return await measured(inflated);
  });
}

/** Reads a file, what it says, and what stands beside it. */
export async function contentText(
  store: FileStore,
  file: FileVersion,
): Promise<
  (Content & { readonly text: string; readonly bytes: Uint8Array; readonly file: StoredFile }) | NoContent
> {
  const tooLong = "it has more than a digest can have";
  return await reading(store, file, async (stored) => {
    if (stored.size > LONGEST_DIGEST) throw new BrokenFile(tooLong);
    const bytes = await stored.whole();
    const inflated = await inflatedWhole(bytes, LONGEST_DIGEST);
    if (inflated === undefined) throw new BrokenFile(tooLong);
    return { ...(await measured(inflated)), text: inflated.toString("utf8"), bytes, file: stored };
  });
}

class BrokenFile extends Error {}

async function reading<T extends Pick<Content, "hash" | "length">>(
  store: FileStore,
  file: FileVersion,
  read: (stored: StoredFile) => Promise<T>,
): Promise<(T & Content) | NoContent> {
  const stored = await store.read(file);
  if (stored.kind !== "content") return stored;
  try {
    return { kind: "content", stored: stored.size, ...(await read(stored)) };
  } catch (error) {
    if (error instanceof BrokenFile) return { kind: "broken", why: error.message };
    return { kind: "unreadable", why: error instanceof Error ? error.message : String(error) };
  }
}

/** @returns undefined where it has more than may be held */
async function inflatedWhole(bytes: Uint8Array, most: number): Promise<Buffer | undefined> {
  const options = { info: true, maxOutputLength: most, chunkSize: chunkFor(bytes) } as ZlibOptions;
  try {
    const result = bytes.length <= TINY ? gunzipSync(bytes, options) : await gunzipAsync(bytes, options);
    // With `info` the result has the inflater too, which knows how much of the file it took.
    const { buffer, engine } = result as unknown as { buffer: Buffer; engine: Gunzip };
    if (engine.bytesWritten === bytes.length) return buffer;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") return undefined;
    throw new BrokenFile(`it is no whole gzip file: ${message}`);
  }
  throw new BrokenFile(BEHIND);
}

const gunzipAsync = promisify<Uint8Array, ZlibOptions, Buffer>(gunzip);

/** Room for what the file says that its text has, so that it is inflated into one piece. What it says may be wrong. */
function chunkFor(bytes: Uint8Array): number {
  const said =
    bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
  return Math.min(CHUNK, Math.max(said + 64, 1024));
}

/** Hashed by libuv's threads where that is worth it, as inflating is: several files at once take several cores. */
async function measured(text: Uint8Array): Promise<Pick<Content, "hash" | "length">> {
  const small = text.length < CHUNK;
  const hash = small
    ? createHash("sha256").update(text).digest("hex")
    : Buffer.from(await webcrypto.subtle.digest("SHA-256", text)).toString("hex");
  return { hash, length: text.length };
}

async function streamed(source: AsyncIterable<Uint8Array>): Promise<Pick<Content, "hash" | "length">> {
  const inflater = createGunzip({ chunkSize: CHUNK });
  const hash = createHash("sha256");
  const failed: { source?: Error } = {};
  let taken = 0;
  let length = 0;
  const counted = Readable.from(counting());
  async function* counting(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      taken += chunk.length;
      yield chunk;
    }
  }
  counted.on("error", (error: Error) => {
    failed.source = error;
    inflater.destroy(error);
  });
  counted.pipe(inflater);
  try {
    for await (const chunk of inflater as AsyncIterable<Buffer>) {
      hash.update(chunk);
      length += chunk.length;
    }
  } catch (error) {
    if (failed.source !== undefined) throw failed.source;
    throw new BrokenFile(
      `it is no whole gzip file: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (inflater.bytesWritten !== taken) throw new BrokenFile(BEHIND);
  return { hash: hash.digest("hex"), length };
}
