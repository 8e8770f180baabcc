import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import type { FilePlace, LogArea, FileStore, SavedKeys, StoredContent } from "../../../tools/logs/validation";

/** CloudTrail as far as log files and digests go: delivers to a bucket in memory, signed with keys of its own. */

export const HOUR = 3_600_000;

/** A file in the bucket, with what stands beside it. */
export interface Delivered {
  readonly bytes: Uint8Array;
  readonly signature?: string;
  readonly generated?: number;
  readonly why?: "archived" | "unreadable";
}

/** A bucket, or several. */
export class MemoryStore implements FileStore {
  readonly files = new Map<string, Delivered>();
  /** Buckets and folders that may not be listed. */
  readonly unlisted = new Set<string>();

  /** @param keepsSignatures whether what stands beside files is kept, as S3 does and a copy in a folder does not */
  constructor(
    private readonly keepsSignatures = true,
    /** How a store says that it may not list. */
    private readonly refusal: (why: string) => Error = (why) => new Error(why),
  ) {}

  put({ bucket, key }: FilePlace, file: Delivered): void {
    this.files.set(`${bucket}/${key}`, file);
  }

  copy(keepsSignatures = true): MemoryStore {
    const copy = new MemoryStore(keepsSignatures, this.refusal);
    for (const [key, file] of this.files) copy.files.set(key, file);
    return copy;
  }

  folders(bucket: string, prefix: string): Promise<readonly string[]> {
    if (this.unlisted.has(bucket)) return Promise.reject(this.refusal(`${bucket} may not be listed`));
    const start = `${bucket}/${prefix}`;
    const below = [...this.files.keys()]
      .filter((key) => key.startsWith(start))
      .map((key) => key.slice(start.length));
    return Promise.resolve(
      [...new Set(below.flatMap((key) => key.split("/").slice(0, -1).slice(0, 1)))].sort(),
    );
  }

  async *keys(bucket: string, prefix: string, after: string): AsyncGenerator<string> {
    await Promise.resolve();
    if (this.unlisted.has(bucket)) throw this.refusal(`${bucket} may not be listed`);
    const start = bucket.length + 1;
    for (const name of [...this.files.keys()].sort()) {
      const key = name.slice(start);
      if (name.startsWith(`${bucket}/${prefix}`) && key > after) yield key;
    }
  }

  read({ bucket, key }: FilePlace): Promise<StoredContent> {
    const file = this.files.get(`${bucket}/${key}`);
    if (file === undefined) return Promise.resolve({ kind: "missing" });
    const { bytes, signature, generated, why } = file;
    if (why !== undefined) return Promise.resolve({ kind: why, why: "by the test" });
    return Promise.resolve({
      kind: "content",
      size: bytes.length,
      whole: () => Promise.resolve(bytes),
      stream: async function* () {
        await Promise.resolve();
        yield bytes;
      },
      keepsSignatures: this.keepsSignatures,
      ...(this.keepsSignatures && signature !== undefined && { signature }),
      ...(this.keepsSignatures && generated !== undefined && { generated }),
    });
  }
}

interface SigningKey {
  readonly fingerprint: string;
  readonly privateKey: KeyObject;
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

/** The digest before, for the one that comes next. */
export interface Link extends FilePlace {
  readonly hash: string;
  readonly signature: string;
}

/** A chain as it goes on. */
export interface ChainPlan {
  readonly area: LogArea;
  readonly trail: string;
  /** When its first hour begins. */
  readonly from: number;
  readonly hours: number;
  readonly logsAnHour?: number;
  /** @default - the chain begins */
  readonly previous?: Link | undefined;
  readonly backfill?: boolean;
  /** The time of the log files, where it is not the hour's. */
  readonly logTime?: number;
  /** Folder of the log files. @default "CloudTrail" */
  readonly kind?: string;
}

const HOME = "us-east-1";

/** Making keys takes long: the first, second … of every CloudTrail are the same. */
const PAIRS: ReturnType<typeof makePair>[] = [];
const makePair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });

function keyPair(index: number): ReturnType<typeof makePair> {
  return (PAIRS[index] ??= makePair());
}

export class FakeCloudTrail {
  private readonly keys: SigningKey[] = [];
  private count = 0;

  /** @param content what a log file holds @default - one event */
  constructor(
    readonly store = new MemoryStore(),
    private readonly content = oneEvent,
  ) {}

  /** Signs with a new key from now on. */
  rotate(from: number, to: number): void {
    const { publicKey, privateKey } = keyPair(this.keys.length);
    const value = publicKey.export({ type: "pkcs1", format: "der" }).toString("base64");
    const fingerprint = createHash("md5").update(value).digest("hex");
    this.keys.push({ fingerprint, privateKey, value, from, to });
  }

  /** What ListPublicKeys answers. */
  savedKeys(...regions: readonly string[]): SavedKeys["regions"] {
    const keys = this.keys.map(({ fingerprint, value, from, to }) => ({
      fingerprint,
      value,
      validFrom: new Date(from).toISOString(),
      validTo: new Date(to).toISOString(),
    }));
    return Object.fromEntries(regions.map((region) => [region, keys]));
  }

  /** Delivers the hours of a chain. @returns the digests, in order, each as the next one names it */
  deliver({
    area,
    trail,
    from,
    hours,
    logsAnHour = 2,
    previous,
    backfill = false,
    logTime,
    kind,
  }: ChainPlan): readonly Link[] {
    const digests: Link[] = [];
    for (let hour = 0; hour < hours; hour++) {
      const start = from + hour * HOUR;
      const logs = Array.from({ length: logsAnHour }, (_, index) =>
        this.log(area, (logTime ?? start) + (index * HOUR) / (logsAnHour + 1) + 300_000, kind),
      );
      digests.push(this.digest(area, trail, start, logs, digests.at(-1) ?? previous, backfill));
    }
    return digests;
  }

  /** Delivers a log file. */
  log(
    { bucket, root, account, region }: LogArea,
    time: number,
    kind = "CloudTrail",
  ): FilePlace & { readonly hash: string } {
    const unique = String(++this.count).padStart(8, "0");
    const name = `${account}_${kind}_${region}_${stamp(time, "YYYYMMDDTHHmm")}_${unique}.json.gz`;
    const file = { bucket, key: `${root}${account}/${kind}/${region}/${day(time)}/${name}` };
    const { bytes, hash } = this.content(time, unique);
    this.store.put(file, { bytes });
    return { ...file, hash };
  }

  private digest(
    { bucket, root, account, region }: LogArea,
    trail: string,
    start: number,
    logs: readonly (FilePlace & { readonly hash: string })[],
    previous: Link | undefined,
    backfill: boolean,
  ): Link {
    const end = start + HOUR;
    const name = `${account}_CloudTrail-Digest_${region}_${trail}_${HOME}_${stamp(end, "YYYYMMDDTHHmmss")}${backfill ? "_backfill" : ""}.json.gz`;
    const key = `${root}${account}/CloudTrail-Digest/${region}/${day(end)}/${name}`;
    const signing = this.keys.at(-1);
    if (signing === undefined) throw new Error("no key to sign with");
    const digestEndTime = seconds(end);
    const text = JSON.stringify({
      awsAccountId: account,
      digestStartTime: seconds(start),
      digestEndTime,
      digestS3Bucket: bucket,
      digestS3Object: key,
      digestPublicKeyFingerprint: signing.fingerprint,
      digestSignatureAlgorithm: "SHA256withRSA",
      newestEventTime: logs.length === 0 ? null : seconds(end),
      oldestEventTime: logs.length === 0 ? null : seconds(start),
      previousDigestS3Bucket: previous?.bucket ?? null,
      previousDigestS3Object: previous?.key ?? null,
      previousDigestHashValue: previous?.hash ?? null,
      previousDigestHashAlgorithm: "SHA-256",
      previousDigestSignature: previous?.signature ?? null,
      logFiles: logs.map((log) => ({
        s3Bucket: log.bucket,
        s3Object: log.key,
        hashValue: log.hash,
        hashAlgorithm: "SHA-256",
        newestEventTime: seconds(end),
        oldestEventTime: seconds(start),
      })),
    });
    const hash = sha256(text);
    const signed = [digestEndTime, `${bucket}/${key}`, hash, previous?.signature ?? "null"].join("\n");
    const signature = sign("sha256", Buffer.from(signed), signing.privateKey).toString("hex");
    this.store.put(
      { bucket, key },
      { bytes: gzipSync(text), signature, ...(backfill && { generated: end }) },
    );
    return { bucket, key, hash, signature };
  }
}

function oneEvent(time: number, eventID: string): { readonly bytes: Uint8Array; readonly hash: string } {
  const text = JSON.stringify({ Records: [{ eventTime: new Date(time).toISOString(), eventID }] });
  return { bytes: gzipSync(text), hash: sha256(text) };
}

/** The text of a delivered file. */
export function textOfFile({ bytes }: Delivered): string {
  return gunzipSync(bytes).toString("utf8");
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function seconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+/, "");
}

function stamp(time: number, format: string): string {
  return `${seconds(time).replaceAll(/[-:Z]/g, "").slice(0, format.length)}Z`;
}

function day(time: number): string {
  return seconds(time).slice(0, 10).replaceAll("-", "/");
}
