import { isPolicyDocument, policyDifference } from "../policy";
import type { AttributeChange, JsonObject, JsonValue, ResourceChange } from "../change";
import type {
  PlanReport,
  ReportedAttribute,
  ReportedResource,
  ReportVerdict,
  StackReport,
} from "./plan-report";

/** The order of verdicts, the worst first. */
export const WORST_FIRST: readonly ReportVerdict[] = ["error", "blocked", "review", "fine"];

/** The report of all stacks. */
export function reportOf(parts: Omit<PlanReport, "format" | "verdict">): PlanReport {
  return { format: 1, verdict: worstOf(parts), ...parts };
}

/** One report of several, such as those of the jobs of a pipeline. A stack in two of them is told as the last one has it. */
export function mergedReport(reports: readonly PlanReport[]): PlanReport {
  const stacks = new Map(
    reports.flatMap((report) => report.stacks.map((stack) => [stack.stack, stack] as const)),
  );
  const removed = new Map(
    reports.flatMap((report) => report.removed.map((stack) => [stack.stack, stack] as const)),
  );
  return reportOf({
    drift: reports.some(({ drift }) => drift),
    stacks: [...stacks.values()],
    removed: [...removed.values()],
    unusedAcceptances: reports.flatMap(({ unusedAcceptances }) => unusedAcceptances),
  });
}

function worstOf({ stacks, removed }: Pick<PlanReport, "stacks" | "removed">): ReportVerdict {
  const worst = WORST_FIRST.find((verdict) => stacks.some((stack) => stack.verdict === verdict)) ?? "fine";
  // Nobody plans what a removed stack leaves behind: a person has to think of it.
  return worst === "fine" && removed.length > 0 ? "review" : worst;
}

/** What happens to a resource, with policies compared by statement. */
export function reportedResource(change: ResourceChange): ReportedResource {
  const { address, type, action, createsFirst, attributes } = change;
  return {
    address,
    type,
    action,
    ...(createsFirst === true && { createsFirst }),
    attributes: attributes.flatMap(reportedAttribute),
  };
}

function reportedAttribute({ path, before, after, replaces }: AttributeChange): readonly ReportedAttribute[] {
  const reported = {
    path,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    replaces,
  };
  const isPolicy = isPolicyDocument(before) || isPolicyDocument(after);
  if (!isPolicy || !isDocumentOrNone(before) || !isDocumentOrNone(after)) return [reported];
  const statements = policyDifference(before, after);
  // IAM reads both documents alike: their order alone differs.
  return statements.length === 0 ? [] : [{ ...reported, statements }];
}

function isDocumentOrNone(value: JsonValue | undefined): value is JsonObject | undefined {
  return value === undefined || isPolicyDocument(value);
}

/** How many resources of each kind a stack changes. */
export function countsOf(stack: StackReport): Readonly<Record<ReportedResource["action"] | "drift", number>> {
  const counts = { create: 0, update: 0, replace: 0, destroy: 0, forget: 0, drift: 0 };
  if (stack.outcome === "failed") return counts;
  for (const { action } of stack.changes) counts[action] += 1;
  return { ...counts, drift: stack.drift.length };
}

/** Whether there is more to say of a stack than that nothing changes. */
export function hasSomethingToTell(stack: StackReport): boolean {
  if (stack.outcome === "failed") return true;
  const { changes, drift, outputs, findings } = stack;
  return changes.length + drift.length + outputs.length + findings.length > 0;
}
