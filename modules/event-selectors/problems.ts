import type { Partition } from "../organization";
import type { InsightType } from "../insights";
import type { LogBuckets } from "./log-buckets";
import type { TrailSelectors } from "./selectors";
import type { Problem, PropertyProblem } from "../validation";

/** What the constraints must know of the trail. */
export interface SelectorConstraintOptions {
  /** The prop that holds the list of selectors, for the problems' texts. @default "selectors" */
  readonly property?: string;
  /** The partition of the trail; ARNs of another one never match. @default - not checked */
  readonly partition?: Partition;
  /** The one Region that the trail records; ARNs of another one never match. @default - it records all Regions */
  readonly region?: string;
  /** The oldest AWS provider that the deployment allows. @default "5.100.0" */
  readonly minimumProviderVersion?: string;
  /** Whether the trail must record management events, as the organization trail must. @default "optional" */
  readonly managementEvents?: "required" | "optional";
  /** The Insights that analyse the trail's management events. @default - none */
  readonly insights?: readonly InsightType[];
  /** What was asked for, before log buckets were left out of it and it was packed. @default - the trail's selectors */
  readonly asked?: TrailSelectors;
  /** The buckets that no selector may record. @default - not checked */
  readonly logBuckets?: LogBuckets;
}

/** One constraint on the selectors of a trail. */
export type SelectorConstraint = (
  trail: TrailSelectors,
  options: SelectorConstraintOptions,
) => readonly PlacedProblem[];

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
