import type { KeyFacts } from "../../facts";
import { allowsEverybody, isAbout, letsCloudTrail, NARROWING, narrows } from "../access";
import { allOf, anyOf, not, type Flag } from "../../facts";
import { each, ofFaults, type BestPracticeRule, type Fault } from "./rule";

const ENCRYPT = "kms:GenerateDataKey";

/** Condition keys that say whose trail it is. */
const SOURCES = ["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid"];

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
export const logKey: BestPracticeRule = {
  id: "log-key",
  practice: 7,
  title: "The key of the logs is rotated, and lets named trails alone encrypt",
  remedy:
    "use a symmetric key with rotation, whose policy lets CloudTrail encrypt with a condition on aws:SourceArn",
  check: ({ logKeys }) =>
    each(logKeys, (key) => ofFaults(faultsOf(key), "is rotated, and named trails alone encrypt with it")),
};

function faultsOf({ symmetric, rotated, policy }: KeyFacts): readonly Fault[] {
  const { statements = [], complete = true } = policy ?? {};
  const more: Flag = complete ? false : "unknown";
  const lets = statements.map((statement) => letsCloudTrail(statement, ENCRYPT));
  const letsAny = statements.map((statement) =>
    allOf([letsCloudTrail(statement, ENCRYPT), not(narrows(statement, SOURCES))]),
  );
  const letsEverybody = statements.map((statement) =>
    allOf([isAbout(statement, ENCRYPT), allowsEverybody(statement, [...NARROWING, "kms:calleraccount"])]),
  );
  return [
    [not(symmetric), "is not symmetric, which CloudTrail needs"],
    [not(rotated), "is not rotated"],
    [not(anyOf([...lets, more])), "has a policy that lets no trail encrypt"],
    [anyOf([...letsAny, more]), "lets trails of any account encrypt"],
    [anyOf([...letsEverybody, more]), "lets everybody encrypt"],
  ];
}
