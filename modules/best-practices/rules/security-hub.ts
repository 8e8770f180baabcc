import { ofGeneralTrails } from "./general-trails";
import type { BestPracticeRule } from "./rule";

const CIS = "cis-aws-foundations-benchmark";

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html */
export const securityHub: BestPracticeRule = {
  id: "security-hub",
  practice: 11,
  title: "Security Hub checks the accounts against the CIS benchmark",
  remedy:
    "subscribe to the CIS AWS Foundations Benchmark in Security Hub, or enable it in a configuration policy",
  check: (facts) => {
    const { standards, mayHaveMoreStandards } = facts.checks;
    const standard = standards.find((arn) => arn.includes(CIS));
    return ofGeneralTrails(
      facts,
      standard !== undefined ? true : mayHaveMoreStandards ? "unknown" : false,
      `is checked by ${standard?.split("/").slice(-3).join("/") ?? ""}`,
      "stands in an organization without the CIS benchmark in Security Hub",
    );
  },
};
