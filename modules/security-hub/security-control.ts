import type { CisVersion, SecurityStandard } from "./standards";

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
