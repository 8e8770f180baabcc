import { MANAGED_TAG } from "../../../../modules/organization";
import { at, isKnown, shownChange, sidesOf } from "../attributes";
import type { VerdictRule } from "../verdict";

/** A resource is no longer marked as one of orgtrail's. */
export const guardTagRemoved: VerdictRule = {
  id: "guard-tag-removed",
  verdict: "blocked",
  title: "A resource is no longer tagged as one of orgtrail's",
  why: "Guardrails know AWS Config rules and the organization's policies, themselves among them, by this tag: without it, they protect them no more.",
  judge: (change) => {
    const sides = sidesOf(change);
    const { key, value } = MANAGED_TAG;
    const [before, after] = [at(sides?.before, "tags_all", key), at(sides?.after, "tags_all", key)];
    if (before !== value || after === value || !isKnown(at(sides?.after, "tags_all")) || !isKnown(after))
      return [];
    return [{ what: `the tag ${key} is taken away or another (${shownChange(before, after)})` }];
  },
};
