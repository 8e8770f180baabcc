import { amount } from "../../../modules/kernel";
import type { PlanReport, ReportedFinding, ReportVerdict, StackReport } from "./plan-report";
import { countsOf, WORST_FIRST, type Counted } from "./report-of";

/** Words that the reports share. */

const TITLES: Readonly<Record<ReportVerdict, string>> = {
  fine: "Fine",
  review: "To review",
  blocked: "Blocked",
  error: "Error",
};

/** A verdict as a title. */
export function verdictTitle(verdict: ReportVerdict): string {
  return TITLES[verdict];
}

const DONE: readonly (readonly [Counted, string])[] = [
  ["create", "created"],
  ["update", "changed"],
  ["replace", "replaced"],
  ["destroy", "destroyed"],
  ["forget", "forgotten"],
  ["move", "moved"],
  ["import", "imported"],
];

/** How much a plan does, as a clause: `2 created, 1 destroyed`. */
export function countsText(stack: StackReport): string {
  if (stack.outcome === "failed") return "not planned";
  const counts = countsOf(stack);
  const done = DONE.filter(([kind]) => counts[kind] > 0).map(([kind, verb]) => `${counts[kind]} ${verb}`);
  const outputs = stack.outputs.length > 0 ? [amount(stack.outputs.length, "output")] : [];
  const all = [...done, ...(done.length === 0 ? outputs : [])];
  return all.length === 0 ? "no change" : all.join(", ");
}

/** What the verdict of all rests on, as a sentence. */
export function verdictSentence({ stacks, removed, unplanned }: PlanReport): string {
  if (stacks.length + removed.length + unplanned.length === 0) return "no stack to plan";
  const counts = WORST_FIRST.map(
    (each) => [stacks.filter(({ verdict }) => verdict === each).length, STATES[each]] as const,
  );
  const all = [[unplanned.length, "without a report"], ...counts, [removed.length, "removed"]] as const;
  return all
    .filter(([count]) => count > 0)
    .map(([count, state]) => `${amount(count, "stack")} ${state}`)
    .join(", ");
}

const STATES: Readonly<Record<ReportVerdict, string>> = {
  fine: "fine",
  review: "to review",
  blocked: "blocked",
  error: "could not be planned",
};

/** What is said of a finding besides what and why, as sentences. */
export function remarksOf(finding: ReportedFinding): readonly string[] {
  const { estimate, drift, accepted, expired, tooFarAhead } = finding;
  return [
    ...(estimate === undefined ? [] : [`Costs: ${estimate}`]),
    ...(drift === undefined ? [] : [DRIFT[drift]]),
    ...(accepted === undefined ? [] : [`Accepted until ${accepted.until}: ${accepted.reason}`]),
    ...(expired === undefined
      ? []
      : [`Was accepted until ${expired.until}, and is not any more: ${expired.reason}`]),
    ...(tooFarAhead === undefined
      ? []
      : [
          `Not accepted: until ${tooFarAhead.until} is too long; say ${tooFarAhead.latest} or earlier. ${tooFarAhead.reason}`,
        ]),
  ];
}

const DRIFT = {
  stays: "Somebody did this in AWS, and applying the plan leaves it.",
  undone: "Somebody did this in AWS; applying the plan undoes it.",
} as const;

/** The first digits of a fingerprint, which people compare. */
export function shortFingerprint(fingerprint: string): string {
  return fingerprint.slice(0, 12);
}

/** Findings that say the same of several resources. */
export interface FindingGroup {
  readonly rule: string;
  readonly verdict: ReportedFinding["verdict"];
  readonly why: string;
  readonly findings: readonly ReportedFinding[];
}

/** Findings by rule and verdict, what is blocked first. */
export function findingGroups(findings: readonly ReportedFinding[]): readonly FindingGroup[] {
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    const key = `${finding.verdict} ${finding.rule}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const found = [...groups.values()].flatMap((group): readonly FindingGroup[] => {
    const [first] = group;
    return first === undefined
      ? []
      : [{ rule: first.rule, verdict: first.verdict, why: first.why, findings: group }];
  });
  return [
    ...found.filter(({ verdict }) => verdict === "blocked"),
    ...found.filter(({ verdict }) => verdict !== "blocked"),
  ];
}

/** A sentence from a clause: with a capital, unless it begins with a value, and a full stop. */
export function sentence(clause: string): string {
  const text = /^[a-z]+ /.test(clause) ? clause.charAt(0).toUpperCase() + clause.slice(1) : clause;
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

export const REMOVED =
  "Nothing makes these stacks any more, so they were not planned. What they deployed stays and goes on working until somebody destroys it from the base: docs/deploy.md, “Take it down”.";

export const UNPLANNED =
  "They were to be planned, and nothing reports on them: what they would change is not known. The jobs that plan, or the app in cdktf.json, say why.";
