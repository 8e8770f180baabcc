import type { KeyFacts } from "../facts";
import { cloudTrailMay, narrows } from "../statements";
import { compliant, each, KNOWN_LATER, notCompliant, type BestPracticeRule } from "./rule";

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
    each(logKeys, (key) => {
      const faults = faultsOf(key);
      if (faults.length > 0) return notCompliant(faults.join(", "));
      if (key.policy === "unknown" || key.rotated === "unknown") return KNOWN_LATER;
      return compliant("is rotated, and named trails alone encrypt with it");
    }),
};

function faultsOf({ symmetric, rotated, policy }: KeyFacts): readonly string[] {
  const writes = cloudTrailMay(policy, "kms:GenerateDataKey");
  return [
    ...(symmetric ? [] : ["is not symmetric, which CloudTrail needs"]),
    ...(rotated === false ? ["is not rotated"] : []),
    ...(policy !== "unknown" && writes.length === 0 ? ["has a policy that lets no trail encrypt"] : []),
    ...(writes.some((write) => !narrows(write, SOURCES)) ? ["lets trails of any account encrypt"] : []),
  ];
}
