import { createHash } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { PassThrough, type Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { append, fileError, folderEntries, makeFolder, writePieces, writeWhole } from "../files";
import type { AwsAnswer } from "../aws";
import { BESIDE, pathBelow, type Beside } from "./folder-files";
import { faultsOf, Refusal } from "./refusal";
import { StoreError, type DigestRead, type ReadFile, type SavedKeys } from "./validation";

/** The file that `orgtrail logs keys` and evidence have public keys in. */
export const KEYS_FILE = "public-keys.json";
const SUMS = "SHA256SUMS";

/** What is known at the end of a run. */
interface RunEnd {
  readonly keys: SavedKeys;
  readonly report: unknown;
  /** What an earlier run has validated, where this one goes on from it. */
  readonly state: unknown;
}

/**
 * What a run relied on, so that another can check its claim without us: each digest as it is stored, with its signature; the public
 * keys, when they were asked for and by whom; each answer of AWS, lists of files among them; the hash of each log file that was
 * read; and the report. `sha256sum -c` checks that nothing of it was changed, and `orgtrail logs validate` reads the folder as a copy.
 */
export class Evidence {
  private readonly begun = new Date();
  private readonly files: LineFile;
  private readonly answers: LineFile;

  /** @throws StoreError where something is in the folder already: evidence of another run is not written over */
  constructor(private readonly folder: string) {
    makeFolder(folder);
    if (folderEntries(folder).length > 0)
      throw new StoreError(`${folder} is not empty; name a folder for the evidence of this run alone`);
    this.files = new LineFile(folder, "files.jsonl", () => new PassThrough());
    this.answers = new LineFile(folder, "answers.jsonl.gz", createGzip);
  }

  async add({ bucket, key, hash, stored, length, digest }: ReadFile): Promise<void> {
    if (digest !== undefined) this.addDigest(digest);
    await this.files.add({ bucket, key, sha256OfText: hash, storedBytes: stored, textBytes: length });
  }

  /** Notes what AWS has answered, and when. */
  async addAnswer(answer: AwsAnswer): Promise<void> {
    await this.answers.add({ at: new Date().toISOString(), ...answer });
  }

  /** Writes what is known at the end. @param asked what the run was asked for */
  async finish(asked: object, { keys, report, state }: RunEnd): Promise<void> {
    this.writeJson(KEYS_FILE, keys);
    this.writeJson("report.json", report);
    if (state !== undefined) this.writeJson("earlier-state.json", state);
    this.writeJson("run.json", { asked, begun: this.begun, ended: new Date() });
    for (const lines of [this.files, this.answers]) this.sum(lines.name, await lines.close());
  }

  private addDigest({ name, bytes, signature, generated }: DigestRead): void {
    const place = `${name.bucket}/${name.key}`;
    // What leads elsewhere, or to another line of the sums, is none of CloudTrail's, and no evidence.
    if (bytes === undefined || pathBelow(this.folder, place) === undefined) return;
    this.write(place, bytes);
    if (signature === undefined) return;
    const kept: Beside = { signature, ...(generated !== undefined && { generated }) };
    this.write(`${place}${BESIDE}`, JSON.stringify(kept));
  }

  private writeJson(name: string, value: unknown): void {
    this.write(name, `${JSON.stringify(value, null, 2)}\n`);
  }

  private write(name: string, content: string | Uint8Array): void {
    const path = join(this.folder, name);
    writeWhole(path, content);
    this.sum(name, createHash("sha256").update(content).digest("hex"));
  }

  private sum(name: string, hash: string): void {
    append(join(this.folder, SUMS), `${hash}  ${name}\n`);
  }
}

/** A file of values in JSON, a line each, of any length: what is held of it is what the disk has not taken yet. */
class LineFile {
  private readonly hash = createHash("sha256");
  private stream: Duplex | undefined;
  private written: Promise<void> | undefined;
  private room: Promise<unknown> | undefined;

  /** @param encoder what stands between the lines and the file. The file is made with the first line. */
  constructor(
    private readonly folder: string,
    readonly name: string,
    private readonly encoder: () => Duplex,
  ) {}

  /** @throws Refusal where it cannot be written */
  async add(value: object): Promise<void> {
    const stream = this.opened();
    try {
      if (stream.write(`${JSON.stringify(value, bytesInBase64)}\n`)) return;
      // What the disk has refused never drains.
      if (stream.destroyed) await this.written;
      this.room ??= once(stream, "drain").finally(() => {
        this.room = undefined;
      });
      await this.room;
    } catch {
      await this.written;
    }
  }

  /** @returns the SHA-256 of the file */
  async close(): Promise<string> {
    this.opened().end();
    await this.written;
    return this.hash.digest("hex");
  }

  private opened(): Duplex {
    if (this.stream !== undefined) return this.stream;
    const stream = this.encoder();
    const path = join(this.folder, this.name);
    const { hash } = this;
    this.stream = stream;
    this.written = pipeline(
      stream,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      writePieces(path, "wx"),
    ).catch((error: unknown) => {
      // Not of any file of CloudTrail's: nothing is to be said of these.
      throw new Refusal(faultsOf(fileError(error, path) ?? error));
    });
    // Who adds or closes hears of it.
    this.written.catch(() => undefined);
    stream.on("error", () => undefined);
    return stream;
  }
}

function bytesInBase64(_name: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}
