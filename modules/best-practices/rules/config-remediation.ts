import { ofGeneralTrails } from "./general-trails";
import type { BestPracticeRule } from "./rule";

/** @see https://docs.aws.amazon.com/config/latest/developerguide/remediation.html */
export const configRemediation: BestPracticeRule = {
  id: "config-remediation",
  practice: 11,
  title: "AWS Config mends what its rules find",
  remedy: "give a Config rule a remediation",
  check: (facts) =>
    ofGeneralTrails(
      facts,
      facts.checks.remediation,
      "has Config rules with a remediation",
      "has no Config rule with a remediation",
    ),
};
