import { JUDGEMENTS } from "../../../modules/facts";
import type { Configuration } from "../../../stacks/config";
import type { ResourceChange, StackPlan } from "../change";
import { withAcceptance } from "./acceptance";
import { setByNobody } from "../reading/owners";
import { calledOtherwise, changeFromAsked, leftOut } from "./asked";
import { PLAN_JUDGEMENTS } from "./judgements";
import type { Finding, Judgement, JudgementContext, Observation, Verdict } from "./verdict";

/**
 * Judges all that a plan would do, and all that was done in AWS since the last apply: what is found, by judgement. A change of
 * which none finds anything is fine.
 *
 * What is imported is judged as something new, also where the plan changes a part of it, and what no resource of the plan sets as what
 * somebody has set in AWS: what stays there as it is is to be reviewed at most.
 *
 * What is new, and the configuration has, is compared with that too: what is weaker is to be reviewed at most.
 *
 * Drift that the plan undoes is to be reviewed, not blocked: the apply sets it right.
 * @param today the day, in UTC, as YYYY-MM-DD: which entries of `acceptedChanges` still count
 */
export function judge(plan: StackPlan, configuration: Configuration, today: string): readonly Finding[] {
  const planned: JudgementContext = { configuration, plan, drift: false };
  const drifted: JudgementContext = { configuration, plan, drift: true };
  const made = plan.changes.filter(({ action }) => action === "create");
  const otherThanAsked = [
    ...made.map((change) => ({ how: "new", change })),
    ...imported(plan).map((change) => ({ how: "imported", change })),
  ].flatMap(({ how, change }) => {
    const changed = changeFromAsked(change, plan);
    return changed === undefined ? [] : [{ how, change, changed }];
  });
  const findings = PLAN_JUDGEMENTS.flatMap((judgement) => [
    ...plan.changes.flatMap((change) => found(judgement, change, planned)),
    ...imported(plan).flatMap((change) => {
      const changed = plan.changes.filter(({ address }) => address === change.address);
      const isTold = changed.some((each) => found(judgement, each, planned).length > 0);
      const how = changed.length > 0 ? "imported, and changed" : "imported as it is";
      const findings = [
        ...(isTold ? [] : found(judgement, change, planned)),
        ...setBefore(change, plan).flatMap((set) => found(judgement, set, drifted)),
      ];
      return findings.map((finding): Finding => ({
        ...finding,
        verdict: "review",
        what: `${how}: ${finding.what}`,
      }));
    }),
    ...otherThanAsked.flatMap(({ how, change, changed }) => {
      const told = found(judgement, change, planned).map(({ what }) => what);
      const names = judgement.id === "weak-from-the-start" ? calledOtherwise(changed) : [];
      return [...found(judgement, changed, planned), ...findingsOf(judgement, changed, names, planned)]
        .filter(({ what }) => !told.includes(what))
        .map((finding): Finding => ({
          ...finding,
          verdict: "review",
          what: `${how}, and not as the configuration has it: ${finding.what}`,
        }));
    }),
    ...plan.drift.flatMap((change) => foundInDrift(judgement, change, drifted)),
  ]);
  return [...asidesElsewhere(plan), ...leftOutOf(plan), ...findings].map((finding) =>
    withAcceptance(finding, configuration.acceptedChanges, today),
  );
}

/** What the plan does or says besides, and not of something that it changes. */
function asidesElsewhere({ stack, changes, asides = [] }: StackPlan): readonly Finding[] {
  return asides
    .filter(({ address }) => !changes.some((change) => change.address === address))
    .map(({ rule, address, what }) => {
      const { verdict, why } = JUDGEMENTS[rule];
      return { rule, verdict, stack, address, what, why };
    });
}

/** What is not made, though the configuration has it. */
function leftOutOf(plan: StackPlan): readonly Finding[] {
  const rule = "weak-from-the-start";
  const { verdict, why } = JUDGEMENTS[rule];
  const what = "the configuration has it, and the plan leaves it out";
  return leftOut(plan).map((address) => ({ rule, verdict, stack: plan.stack, address, what, why }));
}

/** What is imported, as something new. */
function imported({ imports = [], planned }: StackPlan): readonly ResourceChange[] {
  return imports.flatMap(({ address }): readonly ResourceChange[] => {
    const resource = planned.get(address);
    return resource === undefined
      ? []
      : [{ address, type: resource.type, action: "create", after: resource.values, attributes: [] }];
  });
}

function found(judgement: Judgement, change: ResourceChange, context: JudgementContext): readonly Finding[] {
  return findingsOf(judgement, change, judgement.judge(change, context), context);
}

function findingsOf(
  { id, verdict, why }: Judgement,
  { address }: ResourceChange,
  observations: readonly (Observation | string)[],
  { plan: { stack } }: JudgementContext,
): readonly Finding[] {
  return observations.map((each) => ({
    ...{ rule: id, verdict, stack, address, why },
    ...(typeof each === "string" ? { what: each } : each),
  }));
}

function foundInDrift(
  judgement: Judgement,
  change: ResourceChange,
  context: JudgementContext,
): readonly Finding[] {
  const findings = found(judgement, change, context);
  if (findings.length === 0) return [];
  const stays = found(judgement, afterApply(change, context.plan), context).length > 0;
  return findings.map((finding) =>
    stays ? { ...finding, drift: "stays" } : { ...finding, verdict: "review", drift: "undone" },
  );
}

/** The change from what the state has to what there is once the plan is applied. */
function afterApply(drift: ResourceChange, { changes }: StackPlan): ResourceChange {
  const planned = changes.find(({ address }) => address === drift.address);
  if (planned === undefined) return drift;
  const { address, type, before, attributes, hiddenChanges = [] } = drift;
  // What is hidden and becomes another again may be what it was: whether it is, the planned change asks.
  const hidden = hiddenChanges.filter((name) => planned.hiddenChanges?.includes(name) !== true);
  const applied = {
    ...{ address, type, attributes, hiddenChanges: hidden },
    ...(before !== undefined && { before }),
  };
  return planned.after === undefined
    ? { ...applied, action: "destroy" }
    : { ...applied, action: "update", after: planned.after };
}

const WORST: readonly Verdict[] = ["blocked", "review"];

/** The worst verdict of the findings. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  return WORST.find((verdict) => findings.some((finding) => finding.verdict === verdict)) ?? "fine";
}

/** What is imported, as if somebody had set just now what no resource of the plan sets. */
function setBefore(
  { address, type, after = {} }: ResourceChange,
  { planned }: StackPlan,
): readonly ResourceChange[] {
  const names = setByNobody(type, after, planned);
  if (names.length === 0) return [];
  const attributes = names.map((path) => ({ path, after: after[path] ?? null, replaces: false }));
  const before = { ...after, ...Object.fromEntries(names.map((name) => [name, null])) };
  return [{ address, type, action: "update", before, after, attributes }];
}
