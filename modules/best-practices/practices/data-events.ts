import {
  dataEventCoverage,
  isWhole,
  type DataEventCoverage,
  type ResourceCoverage,
} from "../../event-selectors";
import { everyFlag, someFlag, not, type Flag, type TrailFacts } from "../../facts";
import { records } from "../recorded";
import {
  compliant,
  judgeEach,
  isGeneral,
  KNOWN_LATER,
  notApplicable,
  notCompliant,
  ONLY_PART,
  type Evaluation,
  type Practice,
} from "./practice";

const WANTED = ["AWS::S3::Object", "AWS::Lambda::Function"] as const;
const SIDES = ["reads", "writes"] as const;

type Wanted = (typeof WANTED)[number];

/**
 * A trail that records everything else records all data events of S3 and Lambda too, but those of resources that it leaves out
 * by their ARN, as it must leave out log buckets. One for a use case records what that is about.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export const dataEvents: Practice = {
  id: "data-events",
  practice: 3,
  title: "Data events of S3 and Lambda are recorded",
  remedy:
    "select data events of AWS::S3::Object and AWS::Lambda::Function, reads and writes, of every resource but log buckets",
  check: ({ trails, whole }) =>
    judgeEach(trails, (trail) => {
      const own = ofTypes((type) => everyFlag(SIDES.map((side) => recordsAll(trail, type, side))));
      if (own.missing.length + own.open.length === 0) {
        return compliant(`records data events of S3 and Lambda${leavingOut(trail)}`);
      }
      const general = isGeneral(trail);
      if (general === "unknown") return KNOWN_LATER;
      if (!general) return ofUseCase(trail, own);
      const others = whole ? trails.filter((other) => other !== trail) : [];
      const together = ofTypes((type) =>
        everyFlag(
          SIDES.map((side) =>
            someFlag([
              recordsAll(trail, type, side),
              ...others.map((other) =>
                everyFlag([recordsAccountsOf(other, trail), recordsAll(other, type, side)]),
              ),
            ]),
          ),
        ),
      );
      if (together.missing.length > 0) {
        return whole || trail.organization === true
          ? notCompliant(`${shortOf(trail, together.missing)}, and no other trail has them`)
          : ONLY_PART;
      }
      return together.open.length > 0
        ? KNOWN_LATER
        : compliant(
            "stands beside trails of the same accounts that record the data events which it leaves out",
          );
    }),
};

/** The wanted types, by whether something is so of them. */
interface ByType {
  readonly met: readonly Wanted[];
  readonly missing: readonly Wanted[];
  readonly open: readonly Wanted[];
}

function ofTypes(flagOf: (type: Wanted) => Flag): ByType {
  const flags = new Map(WANTED.map((type) => [type, flagOf(type)]));
  const those = (flag: Flag): readonly Wanted[] => WANTED.filter((type) => flags.get(type) === flag);
  return { met: those(true), missing: those(false), open: those("unknown") };
}

/** Whether a trail records all reads, or all writes, of a type of resources. */
function recordsAll({ recorded }: TrailFacts, type: Wanted, side: (typeof SIDES)[number]): Flag {
  return records(recorded, (selectors) => isWhole(dataEventCoverage(selectors, type)[side]));
}

/** Whether one trail records the accounts and Regions of another. */
function recordsAccountsOf(other: TrailFacts, trail: TrailFacts): Flag {
  const ofOneAccount = trail.organization === true ? false : shareAccount(other, trail);
  return everyFlag([
    other.made,
    other.logging,
    someFlag([other.organization, ofOneAccount]),
    someFlag([other.multiRegion, not(trail.multiRegion)]),
  ]);
}

function shareAccount(one: TrailFacts, other: TrailFacts): Flag {
  if (one.provider === other.provider) return true;
  if (one.account === undefined || other.account === undefined) return "unknown";
  return one.account === other.account;
}

function ofUseCase(trail: TrailFacts, { met, missing, open }: ByType): Evaluation {
  const narrowed = narrowedOf(trail, missing);
  if (met.length > 0) {
    return compliant(`records data events of ${[...met, ...narrowed].join(", ")}${leavingOut(trail)}`);
  }
  if (open.length > 0) return KNOWN_LATER;
  return notApplicable(
    narrowed.length > 0
      ? `is for a use case: it records data events of ${narrowed.join(", ")}`
      : "is for a use case without data events of S3 and Lambda",
  );
}

/** How a trail falls short of all data events of some types, as a clause. */
function shortOf(trail: TrailFacts, types: readonly Wanted[]): string {
  const narrowed = narrowedOf(trail, types);
  const none = types.filter((type) => !hasAny(dataEventCoverage(trail.recorded.atMost, type)));
  return [
    ...(none.length > 0 ? [`leaves out data events of ${none.join(", ")}`] : []),
    ...(narrowed.length > 0 ? [`records data events of ${narrowed.join(", ")}`] : []),
  ].join(" and ");
}

/** Those of some types of which a trail records a part of the data events, and which part. */
function narrowedOf({ recorded }: TrailFacts, types: readonly Wanted[]): readonly string[] {
  return types.flatMap((type) => {
    const coverage = dataEventCoverage(recorded.atMost, type);
    if (!hasAny(coverage)) return [];
    const sides = SIDES.filter((side) => coverage[side].extent !== "none");
    const fields = new Set(SIDES.flatMap((side) => coverage[side].narrowedBy));
    const how = [
      ...(sides.length === 1 ? [`to ${sides.join()}`] : []),
      ...(fields.size > 0 ? [`by ${[...fields].sort().join(" and ")}`] : []),
    ];
    return [`${type} narrowed ${how.join(" and ")}`];
  });
}

function hasAny({ reads, writes }: DataEventCoverage): boolean {
  return reads.extent !== "none" || writes.extent !== "none";
}

/** What a trail leaves out of all resources, in a clause that says how much. */
function leavingOut({ recorded }: TrailFacts): string {
  const arns = WANTED.flatMap((type) =>
    SIDES.flatMap((side) => dataEventCoverage(recorded.atLeast, type)[side].leftOut),
  );
  const count = new Set(arns).size;
  return count === 0 ? "" : `, but for ${count === 1 ? "one ARN" : `${count} ARNs`} that it leaves out`;
}

/** Config rules that are about data events of S3. There is none for Lambda. */
const CHECKS = [
  "CLOUDTRAIL_S3_DATAEVENTS_ENABLED",
  "CLOUDTRAIL_ALL_READ_S3_DATA_EVENT_CHECK",
  "CLOUDTRAIL_ALL_WRITE_S3_DATA_EVENT_CHECK",
];

/** Whether all calls on all buckets, or on some, are recorded: of named calls alone no rule of AWS Config knows. */
function isOfBuckets({ extent, starts, narrowedBy }: ResourceCoverage): boolean {
  return extent !== "none" && (extent !== "part" || starts.length > 0 || !narrowedBy.includes("eventName"));
}

/** @see https://docs.aws.amazon.com/config/latest/developerguide/cloudtrail-s3-dataevents-enabled.html */
export const dataEventChecks: Practice = {
  id: "data-event-checks",
  practice: 3,
  title: "AWS Config checks that data events of S3 are recorded",
  remedy: "deploy one of these Config rules, or a conformance pack with it: " + CHECKS.join(", "),
  check: ({ trails, checks, whole }) =>
    judgeEach(trails, ({ recorded }) => {
      const recordsObjects = records(recorded, (trail) => {
        const { reads, writes } = dataEventCoverage(trail, "AWS::S3::Object");
        return [reads, writes].some(isOfBuckets);
      });
      if (recordsObjects === false)
        return notApplicable(
          "records no data events of S3, or named calls alone, which no Config rule checks",
        );
      if (recordsObjects === "unknown") return KNOWN_LATER;
      const found = CHECKS.find((rule) => checks.configRules.includes(rule));
      if (found !== undefined) return compliant(`has its data events checked by ${found}`);
      if (!whole) return ONLY_PART;
      return checks.mayHaveMoreRules
        ? KNOWN_LATER
        : notCompliant("has data events of S3 that no Config rule checks");
    }),
};
