import { createHash } from "node:crypto";

/**
 * The part, from 0, to which the log files of an account and Region belong where several share the work: the same on every machine,
 * and each part has about as many.
 * @param root what stands before the account: `[prefix/]AWSLogs/[organization/]`
 */
export function logShard(
  area: Readonly<Record<"bucket" | "root" | "account" | "region", string>>,
  parts: number,
): number {
  const text = `s3://${area.bucket}/${area.root} ${area.account} ${area.region}`;
  return createHash("sha256").update(text).digest().readUInt32BE() % parts;
}
