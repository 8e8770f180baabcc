import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BESIDE, type Beside } from "./folder-files";
import type { DigestRead, ReadFile, SavedKeys } from "./validation";

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

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
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
    // A key that leads elsewhere is none of CloudTrail's, and no evidence.
    if (bytes === undefined || name.key.split("/").includes("..")) return;
    this.write(`${name.bucket}/${name.key}`, bytes);
    if (signature === undefined) return;
    const kept: Beside = { signature, ...(generated !== undefined && { generated }) };
    this.write(`${name.bucket}/${name.key}${BESIDE}`, JSON.stringify(kept));
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
