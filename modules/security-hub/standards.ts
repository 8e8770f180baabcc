import type { Partition, Region } from "../organization";

/** The versions of the CIS AWS Foundations Benchmark that Security Hub checks, the oldest first. */
export const CIS_VERSIONS = ["1.2.0", "1.4.0", "3.0.0", "5.0.0"] as const;

export type CisVersion = (typeof CIS_VERSIONS)[number];

/** A standard of Security Hub: AWS Foundational Security Best Practices, or a version of the CIS benchmark. */
export type SecurityStandard = "foundational-best-practices" | `cis-${CisVersion}`;

const VERSION_OF_BEST_PRACTICES = "1.0.0";

/**
 * The ARN of a standard, which is that of no account. The oldest belongs to no Region either.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html
 */
export function standardArn(partition: Partition, region: Region, standard: SecurityStandard): string {
  if (standard === "cis-1.2.0") {
    return `arn:${partition}:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0`;
  }
  const standards = `arn:${partition}:securityhub:${region}::standards`;
  return standard === "foundational-best-practices"
    ? `${standards}/aws-foundational-security-best-practices/v/${VERSION_OF_BEST_PRACTICES}`
    : `${standards}/cis-aws-foundations-benchmark/v/${standard.slice("cis-".length)}`;
}
