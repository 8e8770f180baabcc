import type { Problem, PropertyProblem } from "../validation";

/** Where a value stands among the selectors: `[2, "resourceArn", "equals", 0]`. Empty for the list as a whole. */
export type SelectorPath = readonly (string | number)[];

/** A problem of selectors, with the place of the value that it is about. */
export interface SelectorProblem extends PropertyProblem {
  /** The place, from the list of selectors on. */
  readonly path: SelectorPath;
}

/** A problem, and where it stands. */
export interface PlacedProblem {
  readonly path: SelectorPath;
  readonly problem: Problem;
}

/** The finding with its place in words: `selectors[2].resourceArn.equals[0]`. */
export function located({ path, problem }: PlacedProblem, property: string): SelectorProblem {
  const place = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  return { ...problem, property: `${property}${place}`, path };
}
