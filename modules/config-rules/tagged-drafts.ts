import { BUCKET_TAG_KEY } from "../organization";
import { bucketTagValue } from "./bucket-tag";
import type { Remediation } from "./config-rule";
import type { ConfigRuleDraft, DraftedConfigRule } from "./kind";
import { remediationPermissions } from "./remediation";
import type { ConfigRuleBucket, TaggedBuckets } from "./scope";

/** A bucket, and the rule of a kind that it would have for itself. */
export interface BucketDraft {
  readonly bucket: ConfigRuleBucket;
  readonly draft: ConfigRuleDraft;
}

/**
 * One rule for all buckets of a kind, or one for each value of their tag where not all have the rule. So the number of rules is
 * the same for one team and for thousands.
 */
export function taggedDrafts(
  tagged: TaggedBuckets,
  drafts: readonly BucketDraft[],
): readonly ConfigRuleDraft[] {
  const values = [...new Set(drafts.map(({ bucket }) => bucketTagValue(bucket)))];
  const byValue = values.map((value) => ({
    value,
    drafts: drafts.filter(({ bucket }) => bucketTagValue(bucket) === value).map(({ draft }) => draft),
  }));
  const groups = byValue.map(({ value, drafts: all }) => ({ value, made: all.flatMap(made) }));
  if (groups.every((group) => group.made.length > 0)) {
    return [
      merged(
        tagged,
        { key: BUCKET_TAG_KEY },
        groups.flatMap((group) => group.made),
      ),
    ];
  }
  return byValue.map(({ value, drafts: all }): ConfigRuleDraft => {
    const rules = all.flatMap(made);
    const [omitted = ""] = all.flatMap((draft) => ("omitted" in draft ? [draft.omitted] : []));
    return rules.length === 0
      ? { subject: value, omitted }
      : { subject: value, ...merged(tagged, { key: BUCKET_TAG_KEY, value }, rules) };
  });
}

function made(draft: ConfigRuleDraft): readonly DraftedConfigRule[] {
  return "omitted" in draft ? [] : [draft];
}

/** The rule asks of all what it would ask of each. */
function merged(
  tagged: TaggedBuckets,
  tag: NonNullable<DraftedConfigRule["tag"]>,
  rules: readonly DraftedConfigRule[],
): DraftedConfigRule {
  const remediation = mergedRemediation(
    tagged,
    rules.flatMap((rule) => rule.remediation ?? []),
  );
  const [first, ...others] = rules.map(({ parameters = {} }) => parameters);
  const reach = rules[0]?.reach;
  return {
    owner: rules.some(({ owner }) => owner === "logArchive") ? "logArchive" : "team",
    ...(reach && { reach }),
    parameters: Object.fromEntries(
      Object.entries(first ?? {}).filter(([key, value]) => others.every((other) => other[key] === value)),
    ),
    tag,
    ...(remediation && { remediation }),
  };
}

/** The role of one bucket names it; that of several names families, so that its policy does not grow with teams. */
function mergedRemediation(
  { arns }: TaggedBuckets,
  remediations: readonly Remediation[],
): Remediation | undefined {
  const [first, ...others] = remediations;
  if (first === undefined || others.length === 0) return first;
  const permissions = remediationPermissions(remediations);
  return { ...first, permissions: permissions.map((statement) => ({ ...statement, Resource: arns })) };
}
