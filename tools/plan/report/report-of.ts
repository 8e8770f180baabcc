import { isPolicyDocument, policyDifference } from "../policy-difference";
import type { AttributeChange, JsonObject, JsonValue, ResourceChange } from "../change";
import type {
  PlanReport,
  ReportedAttribute,
  ReportedResource,
  ReportVerdict,
  StackPlace,
  StackReport,
} from "./plan-report";

/** The order of verdicts, the worst first. */
export const WORST_FIRST: readonly ReportVerdict[] = ["error", "blocked", "review", "fine"];

/** The report of all stacks. */
export function planReportOf(parts: Omit<PlanReport, "format" | "verdict">): PlanReport {
  return { format: 1, verdict: worstOf(parts), ...parts };
}

/** What was to be planned, and what is gone. */
export interface Expected {
  readonly planned: readonly StackPlace[];
  readonly removed: readonly StackPlace[];
}

/**
 * One report of several, such as those of the jobs of a pipeline. A stack in two of them is told as the last one has it.
 * @param expected what the reports are to be of: what has none is told, and what is gone
 */
export function mergedReport(
  reports: readonly PlanReport[],
  { planned, removed }: Expected = { planned: [], removed: [] },
): PlanReport {
  const stacks = byName(reports.flatMap((report) => report.stacks));
  const missing = byName([...reports.flatMap(({ unplanned }) => unplanned), ...planned]);
  return planReportOf({
    drift: reports.some(({ drift }) => drift),
    stacks: [...stacks.values()],
    removed: [...byName([...reports.flatMap((report) => report.removed), ...removed]).values()],
    unplanned: [...missing.values()].filter(({ stack }) => !stacks.has(stack)),
    unusedAcceptances: reports.flatMap(({ unusedAcceptances }) => unusedAcceptances),
  });
}

function byName<T extends StackPlace>(stacks: readonly T[]): ReadonlyMap<string, T> {
  return new Map(stacks.map((stack) => [stack.stack, stack]));
}

function worstOf({
  stacks,
  removed,
  unplanned,
}: Pick<PlanReport, "stacks" | "removed" | "unplanned">): ReportVerdict {
  if (unplanned.length > 0) return "error";
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

/** What a stack's resources are counted by. */
export type Counted = ReportedResource["action"] | "move" | "import" | "drift";

/** How many resources of each kind a stack changes. */
export function countsOf(stack: StackReport): Readonly<Record<Counted, number>> {
  const counts = { create: 0, update: 0, replace: 0, destroy: 0, forget: 0, move: 0, import: 0, drift: 0 };
  if (stack.outcome === "failed") return counts;
  const { changes, moves, imports, drift } = stack;
  for (const { action } of changes) counts[action] += 1;
  return { ...counts, move: moves.length, import: imports.length, drift: drift.length };
}

/** Whether there is more to say of a stack than that nothing changes. */
export function hasSomethingToTell(stack: StackReport): boolean {
  if (stack.outcome === "failed") return true;
  const { changes, moves, imports, drift, outputs, findings } = stack;
  return [changes, moves, imports, drift, outputs, findings].some(({ length }) => length > 0);
}
