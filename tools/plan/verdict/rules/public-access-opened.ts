import type { ResourceChange } from "../../change";
import { foreignGrants } from "../acl-grants";
import { at, isKnown, shownChange, sidesOf } from "../attributes";
import { goesElsewhere, leavesItsBucket } from "../bucket-parts";
import type { Observation, VerdictRule } from "../verdict";

const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];
const BLOCK_TYPES = ["aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block"];

/** Something that keeps a bucket from the public is taken away. */
export const publicAccessOpened: VerdictRule = {
  id: "public-access-opened",
  verdict: "blocked",
  title: "A bucket's public-access block is weakened, or an access control list opens it",
  why: "One mistake in a policy or an ACL then opens the logs to everybody.",
  judge: (change, { plan }) => {
    if (BLOCK_TYPES.includes(change.type)) {
      return leavesItsBucket(change, plan)
        ? [{ what: "the public-access block is removed" }]
        : openedBlocks(change);
    }
    if (change.type === "aws_s3_bucket_ownership_controls") {
      if (leavesItsBucket(change, plan)) return [{ what: "the bucket takes access control lists again" }];
      const sides = sidesOf(change);
      const [before, after] = [sides?.before, sides?.after].map((side) =>
        at(side, "rule", "object_ownership"),
      );
      return before === "BucketOwnerEnforced" && after !== before && isKnown(after)
        ? [{ what: `access control lists count again (object_ownership: ${shownChange(before, after)})` }]
        : [];
    }
    return change.type === "aws_s3_bucket_acl" ? openedList(change) : [];
  },
};

function openedList(change: ResourceChange): readonly Observation[] {
  if (change.action === "forget") return [];
  const before = goesElsewhere(change) ? [] : foreignGrants(change.before);
  return foreignGrants(change.after)
    .filter((grant) => !before.includes(grant))
    .map((grant) => ({ what: `an access control list opens the bucket (${grant})` }));
}

function openedBlocks(change: ResourceChange): readonly Observation[] {
  const sides = sidesOf(change);
  return BLOCKS.flatMap((block) => {
    const [before, after] = [at(sides?.before, block), at(sides?.after, block)];
    return before === true && after !== true && isKnown(after)
      ? [{ what: `the public-access block is weakened (${block}: ${shownChange(before, after)})` }]
      : [];
  });
}
