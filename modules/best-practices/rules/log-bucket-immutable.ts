import type { BucketFacts, Statement } from "../facts";
import { covers } from "../statements";
import { compliant, each, KNOWN_LATER, notCompliant, type BestPracticeRule, type Judgement } from "./rule";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html */
export const logBucketImmutable: BestPracticeRule = {
  id: "log-bucket-immutable",
  practice: 5,
  title: "The log bucket keeps versions, and deletes none without MFA or before its lock ends",
  remedy: "enable versioning, and ask for MFA to delete versions or lock them with Object Lock",
  check: ({ logBuckets }) => each(logBuckets, judge),
};

function judge(bucket: BucketFacts): Judgement {
  // S3 lets no versioning be suspended in a bucket with a lock.
  if (bucket.lockMode !== undefined) return compliant(`locks each version, mode ${bucket.lockMode}`);
  if (bucket.versioned === "unknown") return KNOWN_LATER;
  if (!bucket.versioned) return notCompliant("keeps no versions");
  if (bucket.mfaDelete === true) return compliant("keeps versions, with MFA delete");
  if (bucket.policy === "unknown" || bucket.mfaDelete === "unknown") return KNOWN_LATER;
  return (bucket.policy ?? []).some(asksForMfa)
    ? compliant(
        "keeps versions, and its policy asks for MFA to delete one; root switches MFA delete on by hand",
      )
    : notCompliant("keeps versions that can be deleted without MFA");
}

/** Long-term keys carry no MFA keys at all: a condition that is silent then lets them through. */
function asksForMfa({ effect, principals, actions, conditions }: Statement): boolean {
  return (
    effect === "Deny" &&
    principals.includes("*") &&
    actions.some((action) => covers(action, "s3:DeleteObjectVersion")) &&
    conditions.some(
      ({ key, operator }) =>
        key.startsWith("aws:multifactorauth") && (operator.endsWith("IfExists") || operator === "Null"),
    )
  );
}
