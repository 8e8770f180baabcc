import type { TrailFacts } from "../facts";
import {
  compliant,
  each,
  isGeneral,
  KNOWN_LATER,
  notApplicable,
  notCompliant,
  ONLY_PART,
  type BestPracticeRule,
} from "./rule";

const WANTED = ["AWS::S3::Object", "AWS::Lambda::Function"] as const;

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html */
export const dataEvents: BestPracticeRule = {
  id: "data-events",
  practice: 3,
  title: "Data events of S3 and Lambda are recorded",
  remedy: "select data events of AWS::S3::Object and AWS::Lambda::Function",
  check: ({ trails, whole }) =>
    each(trails, (trail) => {
      if (trail.recorded.kind === "unknown") return KNOWN_LATER;
      const own = wantedOf(trail);
      if (!isGeneral(trail)) {
        return own.length > 0
          ? compliant(`records data events of ${own.join(", ")}`)
          : notApplicable("is for a use case without data events of S3 and Lambda");
      }
      const others = whole ? trails.filter((other) => records(other, trail)).flatMap(wantedOf) : [];
      const missing = WANTED.filter((type) => !own.includes(type) && !others.includes(type));
      if (missing.length === 0) {
        return compliant(
          own.length === WANTED.length
            ? "records data events of S3 and Lambda"
            : "stands beside trails of the same accounts that record the data events which it leaves out",
        );
      }
      return whole || trail.organization === true
        ? notCompliant(`leaves out data events of ${missing.join(", ")}, and no other trail has them`)
        : ONLY_PART;
    }),
};

/** Whether one trail records the accounts of another. */
function records(other: TrailFacts, trail: TrailFacts): boolean {
  return other.organization === true || (trail.organization !== true && other.account === trail.account);
}

function wantedOf({ recorded }: TrailFacts): readonly string[] {
  return WANTED.filter((type) => recorded.dataTypes.includes(type));
}
