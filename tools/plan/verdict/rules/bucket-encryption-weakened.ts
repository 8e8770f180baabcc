import { at, isKnown, isNothing, shownChange, sidesOf, textAt } from "../attributes";
import { leavesItsBucket } from "../bucket-parts";
import type { VerdictRule } from "../verdict";

const DEFAULT = ["rule", "apply_server_side_encryption_by_default"] as const;

/** What S3 encrypts with, the weakest first. */
const STRENGTH = ["AES256", "aws:kms", "aws:kms:dsse"];

/** A bucket encrypts less well, or under another key. */
export const bucketEncryptionWeakened: VerdictRule = {
  id: "bucket-encryption-weakened",
  verdict: "blocked",
  title: "A bucket's encryption is weakened",
  why: "Without the key, whoever may read the bucket reads the logs; under another key, those who should read them may not.",
  judge: (change, { plan }) => {
    if (change.type !== "aws_s3_bucket_server_side_encryption_configuration") return [];
    const key = textAt(change.before, ...DEFAULT, "kms_master_key_id");
    if (leavesItsBucket(change, plan)) {
      // S3 then encrypts with a key of its own, which is what the configuration said.
      return textAt(change.before, ...DEFAULT, "sse_algorithm") === "AES256"
        ? []
        : [{ what: "the bucket no longer encrypts with its key" }];
    }
    const sides = sidesOf(change);
    if (sides === undefined) return [];
    const [before, after] = [sides.before, sides.after].map((side) =>
      textAt(side, ...DEFAULT, "sse_algorithm"),
    );
    const weaker = before !== undefined && STRENGTH.indexOf(after ?? "") < STRENGTH.indexOf(before);
    if (weaker && isKnown(at(sides.after, ...DEFAULT, "sse_algorithm"))) {
      return [{ what: `the bucket's encryption is weakened (sse_algorithm: ${shownChange(before, after)})` }];
    }
    const newKey = at(sides.after, ...DEFAULT, "kms_master_key_id");
    if (key === undefined || key === newKey || !isKnown(newKey)) return [];
    // Without a name, S3 takes the key of AWS itself, whose policy nobody can write.
    const which = isNothing(newKey) ? "AWS's own key" : "another key";
    return [{ what: `the bucket encrypts with ${which} (kms_master_key_id: ${shownChange(key, newKey)})` }];
  },
};
