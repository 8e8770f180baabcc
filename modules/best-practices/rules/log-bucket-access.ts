import { allowsEverybody, letsCloudTrail, NARROWING, narrows } from "../access";
import type { BucketFacts } from "../../facts";
import { allOf, anyOf, not, type Flag } from "../../facts";
import { each, ofFaults, type BestPracticeRule, type Fault } from "./rule";

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
export const logBucketAccess: BestPracticeRule = {
  id: "log-bucket-access",
  practice: 4,
  title: "Few may touch the log bucket",
  remedy:
    "block all public access, name who may read, and let CloudTrail write with a condition on aws:SourceArn alone",
  check: ({ logBuckets }) =>
    each(logBuckets, (bucket) =>
      ofFaults(openings(bucket), "is private, and named principals alone may use it"),
    ),
};

function openings({ policy, publicAccessBlocked }: BucketFacts): readonly Fault[] {
  const { statements = [], complete = true } = policy ?? {};
  const more: Flag = complete ? false : "unknown";
  return [
    [not(publicAccessBlocked), "does not block all public access"],
    [
      anyOf([...statements.map((statement) => allowsEverybody(statement, NARROWING)), more]),
      "allows everybody something",
    ],
    [
      anyOf([...statements.map(({ effect, exceptActions }) => effect === "Allow" && exceptActions), more]),
      "allows all that a NotAction does not name",
    ],
    [
      anyOf([
        ...statements.map((statement) =>
          allOf([letsCloudTrail(statement, "s3:PutObject"), not(narrows(statement, NARROWING))]),
        ),
        more,
      ]),
      "lets trails of any account write",
    ],
  ];
}
