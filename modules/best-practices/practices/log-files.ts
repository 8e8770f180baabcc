import {
  advancedSelectors,
  recordsLogFileChanges,
  type AdvancedEventSelector,
  type DataSelector,
  type TrailSelectors,
} from "../../event-selectors";
import { everyFlag, someFlag, type BucketFacts, type Flag, type TrailFacts } from "../../facts";
import { isExpression } from "../expression";
import { records } from "../recorded";
import {
  compliant,
  judgeEach,
  KNOWN_LATER,
  notApplicable,
  notCompliant,
  ONLY_PART,
  type Practice,
} from "./practice";

/**
 * That somebody deleted, overwrote, re-encrypted, unlocked or opened a log file is an event of the bucket's data, which no trail records
 * unless a selector asks for it.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export const logFileChanges: Practice = {
  id: "log-file-changes",
  practice: 3,
  title: "What is done to log files is recorded",
  remedy:
    "select data events of AWS::S3::Object in the log bucket, by eventName: DeleteObject, CopyObject, PutObjectAcl, PutObjectRetention and the like; CloudTrail delivers by PutObject, which stays out",
  check: ({ trails, logBuckets, whole }) => {
    // The organization's first: mostly it records them for all.
    const first = trails.filter(({ organization }) => organization === true);
    const asked = [...first, ...trails.filter((trail) => !first.includes(trail))];
    return judgeEach(logBuckets, (bucket) => {
      if (trails.length === 0) return notApplicable("stands in a tree without trails");
      const recorded = someOf(asked, (trail) => recordsChangesIn(trail, bucket));
      if (recorded === true) return compliant("has a trail that records what is done to its files");
      if (!whole) return ONLY_PART;
      return recorded === "unknown"
        ? KNOWN_LATER
        : notCompliant("has no trail that records all of what may be done to its files");
    });
  },
};

/** Whether something is so of any trail. The first of which it is ends the search: there may be thousands. */
function someOf(trails: readonly TrailFacts[], flagOf: (trail: TrailFacts) => Flag): Flag {
  let answer: Flag = false;
  for (const trail of trails) {
    const flag = flagOf(trail);
    if (flag === true) return true;
    answer = someFlag([answer, flag]);
  }
  return answer;
}

function recordsChangesIn(trail: TrailFacts, bucket: BucketFacts): Flag {
  const bounds = boundsFor(trail, bucket);
  return everyFlag([
    trail.made,
    trail.logging,
    // Of which Region the bucket is, the tree does not say.
    trail.multiRegion === true ? true : "unknown",
    someFlag([trail.organization, isOfAccount(trail, bucket)]),
    records(bounds, (selectors) => recordsLogFileChanges(selectors, bucket.name.text)),
  ]);
}

function isOfAccount(trail: TrailFacts, bucket: BucketFacts): Flag {
  if (trail.account === undefined || bucket.account === undefined) return "unknown";
  return trail.account === bucket.account;
}

interface Bounds {
  readonly atLeast: TrailSelectors;
  readonly atMost: TrailSelectors;
}

/** By trail, for all buckets whose names are known. */
const known = new WeakMap<TrailFacts, Bounds>();

/** What a trail records of a bucket for sure, and what it may record where an ARN is an expression, or the bucket's name is. */
function boundsFor(trail: TrailFacts, { name }: BucketFacts): Bounds {
  const found = name.known ? known.get(trail) : undefined;
  if (found !== undefined) return found;
  const isOpen = (arn: string): boolean => isExpression(arn) || (!name.known && !arn.includes(name.text));
  const bound = (trailSelectors: TrailSelectors, may: boolean): TrailSelectors => ({
    kind: "advanced",
    selectors: advancedSelectors(trailSelectors).flatMap((selector) => bounded(selector, isOpen, may)),
  });
  const bounds = {
    atLeast: bound(trail.recorded.atLeast, false),
    atMost: bound(trail.recorded.atMost, true),
  };
  if (name.known) known.set(trail, bounds);
  return bounds;
}

/** The selector as it is for sure, or as it may be. */
function bounded(
  selector: AdvancedEventSelector,
  isOpen: (arn: string) => boolean,
  may: boolean,
): readonly DataSelector[] {
  if (selector.category !== "Data") return [];
  const { resourceArn, ...rest } = selector;
  if (resourceArn === undefined) return [selector];
  // A bucket's name is of one partition alone, whichever: the question is asked in one.
  const entries = Object.entries(resourceArn as Readonly<Record<string, readonly string[]>>).map(
    ([operator, arns]) => [operator, arns.map((arn) => arn.replace(/^arn:[^:]+:/, "arn:aws:"))] as const,
  );
  const excludes = entries.filter(([operator]) => operator.startsWith("not"));
  const selects = entries.filter(([operator]) => !operator.startsWith("not"));
  if (!may && excludes.some(([, arns]) => arns.some(isOpen))) return [];
  const closed = excludes.map(([operator, arns]) => [operator, arns.filter((arn) => !isOpen(arn))] as const);
  // What one of the ARNs may turn out to be, all may.
  const taken = may && selects.some(([, arns]) => arns.some(isOpen)) ? [] : selects;
  const conditions = [...taken, ...closed].filter(([, arns]) => arns.length > 0);
  return [conditions.length === 0 ? rest : { ...rest, resourceArn: Object.fromEntries(conditions) }];
}
