import type { BucketFacts, Statement } from "../facts";
import { cloudTrailMay, narrows } from "../statements";
import { compliant, each, KNOWN_LATER, notCompliant, type BestPracticeRule } from "./rule";

/** Condition keys that narrow a statement for everybody down to some. */
const NARROWING = [
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:userid",
];

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
export const logBucketAccess: BestPracticeRule = {
  id: "log-bucket-access",
  practice: 4,
  title: "Few may touch the log bucket",
  remedy:
    "block all public access, name who may read, and let CloudTrail write with a condition on aws:SourceArn alone",
  check: ({ logBuckets }) =>
    each(logBuckets, (bucket) => {
      const open = openings(bucket);
      if (open.length > 0) return notCompliant(open.join(", "));
      if (bucket.policy === "unknown" || bucket.publicAccessBlocked === "unknown") return KNOWN_LATER;
      return compliant("is private, and named principals alone may use it");
    }),
};

function openings({ policy, publicAccessBlocked }: BucketFacts): readonly string[] {
  const statements = policy === undefined || policy === "unknown" ? [] : policy;
  return [
    ...(publicAccessBlocked === false ? ["does not block all public access"] : []),
    ...(statements.some(isForEverybody) ? ["allows everybody something"] : []),
    ...(cloudTrailMay(policy, "s3:PutObject").some((write) => !narrows(write, NARROWING))
      ? ["lets trails of any account write"]
      : []),
  ];
}

function isForEverybody(statement: Statement): boolean {
  return statement.effect === "Allow" && statement.principals.includes("*") && !narrows(statement, NARROWING);
}
