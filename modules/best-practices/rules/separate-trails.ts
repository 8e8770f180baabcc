import type { Place, TrailFacts } from "../../facts";
import { allOf, type Flag } from "../../facts";
import { isSame } from "../references";
import { compliant, each, KNOWN_LATER, notApplicable, notCompliant, type BestPracticeRule } from "./rule";

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-multi-trail.html */
export const separateTrails: BestPracticeRule = {
  id: "separate-trails",
  practice: 2,
  title: "Each use case has a trail and a place for its logs of its own",
  remedy: "give each trail a bucket, or a prefix, of its own",
  check: ({ trails }) => {
    const uncertain = trails.filter(({ place }) => !isCertain(place));
    const byPlace = new Map<string, readonly TrailFacts[]>();
    for (const trail of trails) {
      const key = keyOf(trail.place);
      byPlace.set(key, [...(byPlace.get(key) ?? []), trail]);
    }
    return each(trails, ({ path, place }) => {
      if (trails.length === 1) return notApplicable("is the only trail in the tree");
      const others = (all: readonly TrailFacts[]): readonly TrailFacts[] =>
        all.filter((other) => other.path !== path);
      const [neighbour] = others(byPlace.get(keyOf(place)) ?? []);
      if (neighbour !== undefined) {
        return notCompliant(`delivers to the bucket and prefix of ${neighbour.path}`);
      }
      // Two places that are known are the same by their text alone.
      const candidates = others(isCertain(place) ? uncertain : trails);
      return candidates.some((other) => isSamePlace(place, other.place) !== false)
        ? KNOWN_LATER
        : compliant("delivers to a place of its own");
    });
  },
};

function keyOf({ kind, bucket, prefix }: Place): string {
  return JSON.stringify([kind, bucket.text, prefix.text]);
}

function isCertain({ bucket, prefix }: Place): boolean {
  return bucket.known && prefix.known;
}

function isSamePlace(one: Place, other: Place): Flag {
  // Two resources are two buckets, whatever their names turn out to be.
  const bothMade = one.kind === "resource" && other.kind === "resource";
  const bucket = bothMade ? one.bucket.text === other.bucket.text : isSame(one.bucket, other.bucket);
  return allOf([bucket, isSame(one.prefix, other.prefix)]);
}
