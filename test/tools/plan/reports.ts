import {
  type PlannedStack,
  type PlanReport,
  planReportOf,
  type StackReport,
} from "../../../tools/plan/report";

/** Reports for tests of how they are shown. */

export type { PlannedStack };
export type Resource = PlannedStack["changes"][number];
export type Finding = PlannedStack["findings"][number];

export function planned(stack: string, parts: Partial<PlannedStack> = {}): PlannedStack {
  return {
    stack,
    account: { name: "logArchive", id: "222222222222" },
    region: "us-east-1",
    seconds: 8,
    outcome: "planned",
    verdict: "fine",
    fingerprint: "0123456789abcdef".repeat(4),
    findings: [],
    overrides: [],
    changes: [],
    drift: [],
    moves: [],
    imports: [],
    outputs: [],
    ...parts,
  };
}

export function failed(stack: string, message = "no state"): StackReport {
  const account = { name: "management", id: "111111111111" };
  return {
    stack,
    account,
    region: "us-east-1",
    seconds: 1,
    outcome: "failed",
    verdict: "error",
    step: "plan",
    message,
  };
}

export function report(stacks: readonly StackReport[], parts: Partial<PlanReport> = {}): PlanReport {
  return planReportOf({ drift: false, removed: [], unplanned: [], unusedAcceptances: [], ...parts, stacks });
}

export function resource(parts: Partial<Resource> = {}): Resource {
  return { address: "aws_s3_bucket.logs", type: "aws_s3_bucket", action: "update", attributes: [], ...parts };
}

export function finding(parts: Partial<Finding> = {}): Finding {
  return {
    rule: "logging-stopped",
    verdict: "blocked",
    stack: "management",
    address: "aws_cloudtrail.trail",
    what: "logging stops",
    why: "Nothing is recorded.",
    ...parts,
  };
}
