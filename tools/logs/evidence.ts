import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BESIDE, pathBelow, type Beside } from "./folder-files";
import { StoreError, type DigestRead, type ReadFile, type SavedKeys } from "./validation";

/** The file that `orgtrail logs keys` and evidence have public keys in. */
export const KEYS_FILE = "public-keys.json";
const RESULTS = "files.jsonl";
const SUMS = "SHA256SUMS";

/**
 * What a run relied on, so that another can check its claim without us: each digest as it is stored, with its signature; the public
 * keys, when they were asked for and by whom; the hash of each log file that was read; and the report. `sha256sum -c` checks that
 * nothing of it was changed, and `orgtrail logs validate` reads the folder as a copy.
 */
export class Evidence {
  private lines: string[] = [];

  /** @throws StoreError where something is in the folder already: evidence of another run is not written over */
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).length > 0)
      throw new StoreError(`${folder} is not empty; name a folder for the evidence of this run alone`);
    for (const file of [RESULTS, SUMS]) writeFileSync(join(folder, file), "");
  }

  add({ bucket, key, hash, stored, length, digest }: ReadFile): void {
    if (digest !== undefined) this.addDigest(digest);
    this.lines.push(
      JSON.stringify({ bucket, key, sha256OfText: hash, storedBytes: stored, textBytes: length }),
    );
    if (this.lines.length >= 1000) this.flush();
  }

  /** Writes what is known at the end. */
  finish(keys: SavedKeys, report: unknown): void {
    this.flush();
    this.write(KEYS_FILE, JSON.stringify(keys, null, 2));
    this.write("report.json", JSON.stringify(report, null, 2));
    this.sum(RESULTS, readFileSync(join(this.folder, RESULTS)));
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

  private write(name: string, content: string | Uint8Array): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    this.sum(name, content);
  }

  private sum(name: string, content: string | Uint8Array): void {
    const hash = createHash("sha256").update(content).digest("hex");
    appendFileSync(join(this.folder, SUMS), `${hash}  ${name}\n`);
  }

  private flush(): void {
    if (this.lines.length > 0) appendFileSync(join(this.folder, RESULTS), `${this.lines.join("\n")}\n`);
    this.lines = [];
  }
}
