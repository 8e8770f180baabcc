import type { Partition } from "../../organization";
import { exactPrefixes, unexcluded } from "../log-buckets";
import type { TrailSelectors } from "../selectors";
import type { PlacedProblem, SelectorConstraint, SelectorPath } from "../problems";
import { placedValues } from "./texts";

const RESOURCE_TYPE = /^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/;

/** A resource type has the shape of one. Which types exist is not checked: AWS adds to them monthly. */
export const resourceTypeShape: SelectorConstraint = (trail) =>
  trail.kind === "basic"
    ? []
    : trail.selectors.flatMap((selector, index) =>
        selector.category !== "Data" || RESOURCE_TYPE.test(selector.resourceType)
          ? []
          : [
              {
                path: [index, "resourceType"],
                problem: {
                  what: "is not a resource type",
                  received: selector.resourceType,
                  allowed: "AWS::Service::Type, in letters and digits",
                  remedy: "copy it from CloudTrail's table of data events",
                },
              },
            ],
      );

/** `Equals` on an S3 object names a whole object: a bucket's ARN would match nothing. */
export const wholeObjects: SelectorConstraint = (trail) =>
  trail.kind === "basic"
    ? []
    : trail.selectors.flatMap((selector, index) =>
        selector.category !== "Data" || selector.resourceType !== "AWS::S3::Object"
          ? []
          : placedValues(selector, index)
              .filter(
                ({ field, operator, value }) =>
                  field === "resourceArn" && operator === "equals" && isBucket(value),
              )
              .map(({ value, path }) => ({
                path,
                problem: {
                  what: "is a bucket, and no object has this ARN",
                  received: value,
                  allowed: "the ARN of one object",
                  remedy: `for all objects of the bucket, use startsWith: ["${value.replace(/\/?$/, "/")}"]`,
                },
              })),
      );

function isBucket(arn: string): boolean {
  return /^arn:[^:]*:s3:::[^/]*\/?$/.test(arn);
}

/** An ARN of another partition never matches: a condition on it selects, or excludes, nothing. */
export const samePartition: SelectorConstraint = (trail, { partition }) => {
  if (partition === undefined) return [];
  return arnValues(trail).flatMap(({ value, path }) => {
    const other = /^arn:([^:]+):/.exec(value)?.[1];
    if (other === undefined || other === partition) return [];
    return [{ path, problem: partitionProblem(value, partition) }];
  });
};

function partitionProblem(received: string, partition: Partition): PlacedProblem["problem"] {
  return {
    what: "is in another partition than the trail, and never matches",
    received,
    allowed: `arn:${partition}:…`,
    remedy: "correct the partition in the ARN",
  };
}

function arnValues(
  trail: TrailSelectors,
): readonly { readonly value: string; readonly path: SelectorPath }[] {
  if (trail.kind === "advanced") {
    return trail.selectors.flatMap((selector, index) =>
      placedValues(selector, index).filter(
        ({ field, operator }) =>
          field.endsWith("Arn") && operator !== "endsWith" && operator !== "notEndsWith",
      ),
    );
  }
  return trail.selectors.flatMap(({ dataResources = [] }, index) =>
    dataResources.flatMap(({ values }, at) =>
      values.map((value, place) => ({ value, path: [index, "dataResources", at, "values", place] })),
    ),
  );
}

/** No selector records a log bucket. Advanced selectors pass through `excludeLogBuckets` first. */
export const noLogBuckets: SelectorConstraint = (trail, { logBuckets }) => {
  if (logBuckets === undefined) return [];
  const prefixes = exactPrefixes(logBuckets);
  return unexcluded(trail, prefixes).map(({ path, prefix }) => ({
    path,
    problem: {
      what: `records the log bucket ${prefix.slice(prefix.lastIndexOf(":") + 1, -1)}: each log file would log its own delivery`,
      allowed: "selectors that leave the log buckets out",
      remedy:
        trail.kind === "basic"
          ? "name the buckets to record; or use advanced selectors, which can leave buckets out"
          : "exclude the log buckets with resourceArn.notStartsWith",
    },
  }));
};
