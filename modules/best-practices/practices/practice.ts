import { recordsManagementEvents } from "../../event-selectors";
import type { Elsewhere, Facts, Flag, TrailFacts } from "../../facts";
import { records } from "../recorded";

/** What a practice says of a construct. */
export type Compliance = "compliant" | "not compliant" | "not applicable";

/** Whether something is compliant, and why. */
export interface Evaluation {
  readonly verdict: Compliance;
  /** A clause that follows the construct's path: "validates its log files". */
  readonly because: string;
}

/** An evaluation of one construct. */
export interface Evaluated extends Evaluation {
  /** The construct's path. */
  readonly path: string;
}

/** One check of a practice of CloudTrail. */
export interface Practice {
  /** What a suppression names. Lower-case words with hyphens. */
  readonly id: string;
  /** The number of the practice that it checks, from 1 to 11. */
  readonly practice: number;
  /** What is so when a construct is compliant, as a sentence. */
  readonly title: string;
  /** What to do where a construct is not compliant, as a clause. */
  readonly remedy: string;
  readonly check: (facts: Facts) => readonly Evaluated[];
}

export function compliant(because: string): Evaluation {
  return { verdict: "compliant", because };
}

export function notCompliant(because: string): Evaluation {
  return { verdict: "not compliant", because };
}

export function notApplicable(because: string): Evaluation {
  return { verdict: "not applicable", because };
}

/** An evaluation of what is so or not, or known only when Terraform runs. */
export function ofFlag(flag: Flag, yes: string, no: string): Evaluation {
  if (flag === "unknown") return KNOWN_LATER;
  return flag ? compliant(yes) : notCompliant(no);
}

/** What may be wrong with a construct: whether it is so, and what it is. */
export type PossibleFault = readonly [so: Flag, fault: string];

/** An evaluation by all that may be wrong. What is wrong for sure decides, whatever is known of the rest. */
export function ofFaults(faults: readonly PossibleFault[], yes: string): Evaluation {
  const certain = faults.filter(([so]) => so === true).map(([, fault]) => fault);
  if (certain.length > 0) return notCompliant(certain.join(", "));
  return faults.some(([so]) => so === "unknown") ? KNOWN_LATER : compliant(yes);
}

/** What Terraform computes is no fault. */
export const KNOWN_LATER = notApplicable("gets the value when Terraform runs, so it cannot be told before");

/** What another stack of the organization may have, where not all are synthesized. */
export const ONLY_PART = notApplicable("stands in a tree with part of the organization alone");

/** Judges each of several things. */
export function judgeEach<T extends { readonly path: string }>(
  things: readonly T[],
  judge: (thing: T) => Evaluation,
): readonly Evaluated[] {
  return things.map((thing) => ({ path: thing.path, ...judge(thing) }));
}

/** Judges what is in the tree, and says of the rest why it does not. */
export function inTree<T extends { readonly path: string }>(
  thing: T | Elsewhere,
  what: string,
  judge: (thing: T) => Evaluation,
): Evaluation {
  if ("path" in thing) return judge(thing);
  return thing.kind === "unknown" ? KNOWN_LATER : notApplicable(`uses a ${what} outside of the tree`);
}

/** Whether a trail records the deeds of people and software in general: it is no trail for one use case. */
export function isGeneral({ recorded }: TrailFacts): Flag {
  return records(recorded, (trail) => {
    const { read, write } = recordsManagementEvents(trail);
    return read && write;
  });
}
