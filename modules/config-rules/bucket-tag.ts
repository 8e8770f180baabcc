import { BUCKET_TAG_KEY } from "../organization";
import type { Immutability } from "../immutability";

/** What of a bucket its tag says. */
type TaggedBucket =
  { readonly holds: "logs"; readonly immutability: Immutability } | { readonly holds: "access-logs" };

/** What is in the bucket, and what keeps it: buckets of one value are asked for the same. */
export function bucketTagValue(bucket: TaggedBucket): string {
  if (bucket.holds === "access-logs") return bucket.holds;
  const { immutability } = bucket;
  return immutability.kind === "object-lock" ? immutability.mode : immutability.kind;
}

/**
 * The tag by which rules know a bucket, where `taggedBuckets` asks for one rule for all. Its value is `mfa-delete`, `governance` or
 * `compliance` on a log bucket, and `access-logs` on a bucket of access logs.
 */
export function bucketTag(bucket: TaggedBucket): Readonly<Record<string, string>> {
  return { [BUCKET_TAG_KEY]: bucketTagValue(bucket) };
}
