import { daysAfter } from "../../../modules/kernel";
import type { Override, PlanReport, ReportedFinding } from "./plan-report";

/** How long an entry counts unless somebody chooses another day: time for a review and a deployment. */
const DAYS = 14;

/** In place of a reason. The configuration refuses it, for it has too few words: nobody accepts a change by pasting alone. */
const REASON = "TODO";

/**
 * The entries of `acceptedChanges` by which what is blocked asks for a review instead.
 * @param today the day, in UTC, as YYYY-MM-DD
 */
export function overridesOf(findings: readonly ReportedFinding[], today: string): readonly Override[] {
  const until = daysAfter(today, DAYS);
  const entries = new Map<string, Override>();
  for (const { rule, stack, address: resource, verdict } of findings) {
    if (verdict === "blocked") {
      entries.set(`${rule} ${resource}`, { rule, stack, resource, reason: REASON, until });
    }
  }
  return [...entries.values()];
}

/** The entries of all stacks. */
export function allOverrides({ stacks }: PlanReport): readonly Override[] {
  return stacks.flatMap((stack) => (stack.outcome === "planned" ? stack.overrides : []));
}

/** The entries as they are to stand in organization.yaml, line by line. */
export function overrideLines(overrides: readonly Override[]): readonly string[] {
  return [
    "acceptedChanges:",
    ...overrides.flatMap(({ rule, stack, resource, reason, until }) => [
      `  - rule: ${rule}`,
      `    stack: ${scalar(stack)}`,
      `    resource: ${scalar(resource)}`,
      `    reason: ${reason} # why it is wanted, and who has decided it`,
      `    until: ${until}`,
    ]),
  ];
}

/** A text in YAML: JSON's form serves where the plain one would not. */
function scalar(text: string): string {
  return /^[a-z][\w.-]*$/.test(text) ? text : JSON.stringify(text);
}

/** What to do with the entries, and what they do not do. */
export const OVERRIDE_REMEDY =
  "If it is meant, add this to organization.yaml in the same change, with the reason and another last day if need be: it is then to be reviewed, and not blocked. No entry lifts what Terraform itself refuses. See docs/verdicts.md.";
