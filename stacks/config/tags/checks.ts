import { BUCKET_TAG_KEY, OWN_TAG_KEYS } from "../../../modules/organization";
import type { Check } from "../draft";

/** Tags of one resource. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const MAX_TAGS = 50;

/**
 * There is room for all tags beside orgtrail's own, none takes the place of one of these, and no two are one to IAM, which makes no
 * difference of the case of keys.
 */
export const soundTags: Check = ({ organization: { file, value } }) => {
  const keys = Object.keys(value.tags ?? {});
  const added = value.configRules?.buckets === "tagged" ? [...OWN_TAG_KEYS, BUCKET_TAG_KEY] : OWN_TAG_KEYS;
  const most = MAX_TAGS - added.length;
  const tooMany = {
    what: `has ${keys.length} tags, and orgtrail adds ${added.join(" and ")}`,
    allowed: `at most ${most}`,
    remedy: "leave some out",
  };
  return [
    ...(keys.length <= most ? [] : [file.fault(["tags"], tooMany)]),
    ...keys.flatMap((key, index) => {
      const own = added.find((other) => isSame(other, key));
      const before = keys.slice(0, index).find((other) => isSame(other, key));
      if (own === undefined && before === undefined) return [];
      return [
        file.faultOfKey(["tags", key], {
          what:
            own === undefined
              ? `differs from ${String(before)} in the case of letters alone`
              : "is a tag that orgtrail itself sets",
          received: key,
          remedy: own === undefined ? "keep one of them" : "choose another key",
        }),
      ];
    }),
  ];
};

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
