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

/** How bad a failure is, as Security Hub has it. */
export type FindingSeverity = "critical" | "high" | "medium" | "low";

/** What of an audit log, or of what checks it, a control of Security Hub checks. */
export type CheckedPart = "trail" | "bucket" | "key" | "monitoring" | "recorder";

/** A control of Security Hub that checks part of an audit log. */
export interface SecurityControl {
  /** Such as `CloudTrail.1`. */
  readonly id: string;
  readonly title: string;
  readonly severity: FindingSeverity;
  readonly checks: CheckedPart;
  /** Whether it belongs to AWS Foundational Security Best Practices. */
  readonly foundationalBestPractices: boolean;
  /** The number of the requirement in each version of the CIS benchmark for which Security Hub runs it. */
  readonly cis: Readonly<Partial<Record<CisVersion, string>>>;
}

/** Whether the control is checked where the standard is subscribed to. */
export function belongsTo(
  { foundationalBestPractices, cis }: SecurityControl,
  standard: SecurityStandard,
): boolean {
  return standard === "foundational-best-practices"
    ? foundationalBestPractices
    : cis[standard.slice("cis-".length) as CisVersion] !== undefined;
}
