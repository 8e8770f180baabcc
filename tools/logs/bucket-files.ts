import { buffer } from "node:stream/consumers";
import { awsSentence, errorCode, isSignedOut, type S3Reader, type S3Object } from "../aws";
import type { StoredVersion, VersionedStore } from "./older-versions";
import { unarchiveCommand } from "./told-commands";
import { StoreError, type FilePlace, type FileVersion, type StoredContent } from "./validation";

/** A connection may break in the middle of a file: so often it is read again. */
const READINGS = 3;

/** Log files where CloudTrail delivers them. Where the credentials have expired, nothing is told of any file: what throws is that. */
export class BucketFiles implements VersionedStore {
  constructor(private readonly s3: S3Reader) {}

  async folders(bucket: string, prefix: string): Promise<readonly string[]> {
    try {
      return [...(await this.s3.folders(bucket, prefix))].sort();
    } catch (error) {
      throw unlisted(bucket, `${prefix} cannot be listed`, error);
    }
  }

  async *keys(bucket: string, prefix: string, after: string): AsyncGenerator<string> {
    try {
      yield* this.s3.keys(bucket, prefix, after);
    } catch (error) {
      throw unlisted(bucket, `${prefix} cannot be listed`, error);
    }
  }

  async versions({ bucket, key }: FilePlace): Promise<readonly StoredVersion[]> {
    try {
      return await this.s3.versions(bucket, key);
    } catch (error) {
      throw unlisted(bucket, "older versions were not looked for", error);
    }
  }

  async read({ bucket, key, version }: FileVersion): Promise<StoredContent> {
    const open = (): Promise<S3Object> => this.s3.read(bucket, key, version);
    try {
      const first = await open();
      const { signature, "backfill-generation-timestamp": generated } = first.metadata;
      return {
        kind: "content",
        size: first.size,
        whole: () => buffer(contentOf(first, open)),
        stream: () => contentOf(first, open),
        keepsSignatures: true,
        ...(signature !== undefined && { signature }),
        ...(generated !== undefined && { generated: Date.parse(generated) }),
      };
    } catch (error) {
      const code = errorCode(error);
      if (isSignedOut(error)) throw error;
      if (code === "NoSuchKey" || code === "NotFound") return { kind: "missing" };
      if (code === "InvalidObjectState")
        return { kind: "archived", why: `restore it with: ${unarchiveCommand({ bucket, key })}` };
      return { kind: "unreadable", why: awsSentence(error) };
    }
  }
}

/** @throws what is no answer about the bucket */
function unlisted(bucket: string, what: string, error: unknown): StoreError {
  if (isSignedOut(error)) throw error;
  return errorCode(error) === "NoSuchBucket"
    ? new StoreError(`s3://${bucket}: there is no such bucket`, true)
    : new StoreError(`s3://${bucket}: ${what}: ${awsSentence(error)}`);
}

/** What an object has, though the connection may break: then it is read again, and what is known of it is passed over. */
async function* contentOf(first: S3Object, again: () => Promise<S3Object>): AsyncGenerator<Uint8Array> {
  let taken = 0;
  for (let reading = 1, object = first; ; reading++, object = await again()) {
    let passed = 0;
    try {
      for await (const chunk of object.body as AsyncIterable<Uint8Array>) {
        const fresh = chunk.subarray(Math.max(0, taken - passed));
        passed += chunk.length;
        taken += fresh.length;
        if (fresh.length > 0) yield fresh;
      }
      return;
    } catch (error) {
      if (reading === READINGS) throw error;
    }
  }
}
