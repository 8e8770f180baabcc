import { deletionTakesMfa } from "../deletion";
import type { BucketFacts } from "../../facts";
import { allOf, anyOf } from "../../facts";
import { compliant, each, KNOWN_LATER, notCompliant, type BestPracticeRule, type Judgement } from "./rule";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html */
export const logBucketImmutable: BestPracticeRule = {
  id: "log-bucket-immutable",
  practice: 5,
  title: "The log bucket keeps versions, and deletes none without MFA or before its lock ends",
  remedy: "enable versioning, and ask for MFA to delete versions or lock them with Object Lock",
  check: ({ logBuckets }) => each(logBuckets, judge),
};

function judge({ locked, lockMode, versioned, mfaDelete, policy }: BucketFacts): Judgement {
  // S3 lets no versioning be suspended in a bucket with a lock.
  if (locked === true) return compliant(`locks each version, mode ${lockMode ?? "unknown"}`);
  const takesMfa = deletionTakesMfa(policy);
  const keeps = anyOf([locked, allOf([versioned, anyOf([mfaDelete, takesMfa])])]);
  if (keeps === "unknown") return KNOWN_LATER;
  if (keeps) {
    return compliant(
      mfaDelete === true
        ? "keeps versions, with MFA delete"
        : "keeps versions, and its policy lets nobody delete one without MFA; root switches MFA delete on by hand",
    );
  }
  return notCompliant(
    versioned === false ? "keeps no versions" : "keeps versions that can be deleted without MFA",
  );
}
