import { compliant, each, notApplicable, notCompliant, type BestPracticeRule } from "./rule";

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-multi-trail.html */
export const separateTrails: BestPracticeRule = {
  id: "separate-trails",
  practice: 2,
  title: "Each use case has a trail and a place for its logs of its own",
  remedy: "give each trail a bucket, or a prefix, of its own",
  check: ({ trails }) => {
    const places = new Map<string, readonly string[]>();
    for (const { path, deliversTo } of trails) {
      places.set(deliversTo, [...(places.get(deliversTo) ?? []), path]);
    }
    return each(trails, ({ path, deliversTo }) => {
      if (trails.length === 1) return notApplicable("is the only trail in the tree");
      const other = places.get(deliversTo)?.find((neighbour) => neighbour !== path);
      return other === undefined
        ? compliant("delivers to a place of its own")
        : notCompliant(`delivers to the bucket and prefix of ${other}`);
    });
  },
};
