import type { AccountId, Partition } from "../organization";
import type { Problem } from "../validation";

/** An ARN in parts: partition, Region and account. No alias: S3 would look for one in the account of whoever writes. */
const KEY_ARN = /^arn:([a-z-]+):kms:([a-z0-9-]+):(\d{12}):key\/[A-Za-z0-9-]{1,128}$/;

/**
 * Why logs cannot be encrypted with the key: it must be in the Region of their bucket, and may be of any account.
 * @param region that of the bucket @default - any
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
 */
export function existingKeyProblem(
  arn: string,
  partition: Partition,
  region: string | undefined,
): Problem | undefined {
  const [whole, of, keyRegion] = KEY_ARN.exec(arn) ?? [];
  const isIn = region === undefined || keyRegion === region;
  if (whole !== undefined && of === partition && isIn) return undefined;
  return {
    what:
      whole === undefined
        ? "is not the ARN of a KMS key"
        : isIn
          ? `is a key of partition ${of ?? ""}, not of ${partition}`
          : "is a key in another Region than the bucket",
    received: arn,
    allowed: `arn:${partition}:kms:${region ?? "REGION"}:ACCOUNT:key/ID`,
    remedy:
      whole !== undefined && !isIn
        ? "name a key of that Region: a replica of a multi-Region key is one"
        : "copy the whole ARN of the key, not that of an alias",
  };
}

/** Whose key it is. @param arn one that has no problem */
export function keyOwner(arn: string): AccountId {
  return (KEY_ARN.exec(arn)?.[3] ?? "") as AccountId;
}
