import { verify } from "node:crypto";
import * as z from "zod";
import { contentText } from "./content";
import type { FindingKind } from "./findings";
import type { PublicKeys } from "./keys";
import { s3Address, type DigestName, type FilePlace, type FileVersion } from "./names";
import type { FileStore } from "./store";

const time = z.iso.datetime();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html */
const digestText = z.object({
  digestStartTime: time,
  digestEndTime: time,
  digestS3Bucket: z.string(),
  digestS3Object: z.string(),
  digestPublicKeyFingerprint: z.string(),
  digestSignatureAlgorithm: z.literal("SHA256withRSA"),
  previousDigestS3Bucket: z.string().nullable(),
  previousDigestS3Object: z.string().nullable(),
  previousDigestHashValue: sha256.nullable(),
  previousDigestSignature: z.string().nullable(),
  logFiles: z.array(
    z.object({
      s3Bucket: z.string(),
      s3Object: z.string(),
      hashValue: sha256,
      hashAlgorithm: z.literal("SHA-256"),
    }),
  ),
});

/** A log file, as a digest names it, with the SHA-256 of its text. */
export interface NamedLog extends FilePlace {
  readonly hash: string;
}

/** What a digest says. */
export interface Digest {
  readonly start: number;
  readonly end: number;
  readonly fingerprint: string;
  /** The digest before. @default - a chain begins with this one */
  readonly previous?: NamedLog & { readonly signature: string };
  readonly logs: readonly NamedLog[];
  /** The text that its signature is over. */
  readonly signed: string;
}

/** A digest as it was read. What it says is certain only once it is verified. */
export interface DigestRead {
  readonly name: DigestName;
  /** @default - it says nothing, for the fault */
  readonly digest?: Digest;
  readonly fault?: DigestFault;
  /** SHA-256 of its text. @default - it could not be read */
  readonly hash?: string;
  /** As it is stored. */
  readonly bytes?: Uint8Array;
  readonly signature?: string | undefined;
  /** Whether a signature that is not there was taken away, and not lost in copying. */
  readonly keepsSignatures: boolean;
  readonly generated?: number | undefined;
}

/** Why a digest proves nothing. */
export interface DigestFault {
  readonly kind: FindingKind;
  readonly why: string;
}

/** Reads a digest, and what it says of itself. */
export async function readDigest(store: FileStore, name: DigestName & FileVersion): Promise<DigestRead> {
  const content = await contentText(store, name);
  const fault = (kind: FindingKind, why: string): DigestRead => ({
    name,
    keepsSignatures: true,
    fault: { kind, why },
  });
  switch (content.kind) {
    case "missing":
      return fault("digest-deleted", "it went while it was to be read");
    case "archived":
      return fault("must-be-restored", content.why);
    case "unreadable":
      return fault("unreadable", content.why);
    case "broken":
      return fault("digest-changed", content.why);
    case "content": {
      const { hash, bytes, file } = content;
      const { signature, keepsSignatures, generated } = file;
      const read = { name, hash, bytes, signature, keepsSignatures, generated };
      const said = parsed(content.text);
      if (typeof said === "string") return { ...read, fault: { kind: "digest-changed", why: said } };
      const { digestS3Bucket: bucket, digestS3Object: key } = said;
      if (bucket !== name.bucket || key !== name.key)
        return { ...read, fault: { kind: "moved", why: `it says of itself ${s3Address({ bucket, key })}` } };
      return { ...read, digest: digestOf(said, hash) };
    }
  }
}

/** @returns why it is no digest, as a sentence */
function parsed(text: string): z.infer<typeof digestText> | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return "it is no JSON";
  }
  const { data, error } = digestText.safeParse(json);
  if (data !== undefined) return data;
  const path = error.issues[0]?.path.join(".") ?? "";
  return `it has no sound ${path === "" ? "members" : path}`;
}

function digestOf(said: z.infer<typeof digestText>, hash: string): Digest {
  const { previousDigestS3Bucket: bucket, previousDigestS3Object: key } = said;
  return {
    start: Date.parse(said.digestStartTime),
    end: Date.parse(said.digestEndTime),
    fingerprint: said.digestPublicKeyFingerprint,
    ...(bucket !== null &&
      key !== null && {
        previous: {
          bucket,
          key,
          hash: said.previousDigestHashValue ?? "",
          signature: said.previousDigestSignature ?? "",
        },
      }),
    logs: said.logFiles.map((log) => ({ bucket: log.s3Bucket, key: log.s3Object, hash: log.hashValue })),
    signed: [
      said.digestEndTime,
      `${said.digestS3Bucket}/${said.digestS3Object}`,
      hash,
      said.previousDigestSignature ?? "null",
    ].join("\n"),
  };
}

/**
 * Whether CloudTrail signed the digest. Its signature stands beside it, and in the digest after it: wherever it comes from, one
 * that fits was made by who has the private key.
 * @param elsewhere what the digest after it says that its signature is @default - it is not known
 */
export function signatureFault(
  { name, digest, fault, signature, keepsSignatures, generated }: DigestRead,
  elsewhere: string | undefined,
  keys: PublicKeys,
  region: string,
): DigestFault | undefined {
  if (digest === undefined) return fault;
  // Digests of late deliveries are signed when these come, not in their hour.
  const key = keys.find(region, digest.fingerprint, name.backfill ? generated : digest.end);
  if (typeof key === "string") return { kind: "key-unknown", why: key };
  const own = keepsSignatures || signature !== undefined ? (signature ?? "") : elsewhere;
  if (own === undefined)
    return { kind: "signature-unknown", why: "the copy has neither its signature nor the digest after it" };
  const fits = verify("sha256", Buffer.from(digest.signed), key, Buffer.from(own, "hex"));
  if (fits && /^([0-9a-f]{2})+$/i.test(own)) return undefined;
  return { kind: "signature-wrong", why: own === "" ? "it has none" : "" };
}
