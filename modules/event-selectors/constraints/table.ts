import type { TrailSelectors } from "../selectors";
import { legalBasicValues, legalFields } from "./legal";
import {
  basicSelectorQuota,
  dataResourceQuota,
  insightsHaveEvents,
  knownToProvider,
  recordsManagement,
  someSelector,
  valueQuota,
} from "./trail";
import { everyValueMatches } from "./matchable";
import { noLogBuckets, resourceTypeShape, samePartition, wholeObjects } from "./resources";
import {
  located,
  type SelectorConstraint,
  type SelectorConstraintOptions,
  type SelectorProblem,
} from "../problems";
import { nameLength, noEmptyList, noWildcards, valueLength } from "./texts";

/** A constraint as the documentation lists it. */
export interface DocumentedConstraint {
  /** What must hold, as a sentence. */
  readonly says: string;
  readonly check: SelectorConstraint;
}

/** What must hold before the others can be checked. */
const FIRST: readonly DocumentedConstraint[] = [
  { says: "Fields, operators and values are legal for the category.", check: legalFields },
  { says: "Basic selectors know three resource types, by ARN.", check: legalBasicValues },
];

/** What CloudTrail, the AWS provider or the purpose of the trail demands of selectors. */
const THEN: readonly DocumentedConstraint[] = [
  { says: "A trail has at least one selector.", check: someSelector },
  { says: "A selector's name has 1 to 1,000 characters.", check: nameLength },
  { says: "A value has 1 to 2,048 characters.", check: valueLength },
  { says: "A list of values is not empty.", check: noEmptyList },
  { says: "Values have no wildcards.", check: noWildcards },
  { says: "A resource type reads AWS::Service::Type.", check: resourceTypeShape },
  { says: "Equals on an S3 object names one object, not a bucket.", check: wholeObjects },
  { says: "ARNs are in the trail's partition.", check: samePartition },
  { says: "Every value can match something, where that is certain.", check: everyValueMatches },
  { says: "No selector records a log bucket.", check: noLogBuckets },
  { says: "At most 500 values over all conditions of all advanced selectors.", check: valueQuota },
  { says: "At most 5 basic selectors.", check: basicSelectorQuota },
  { says: "At most 250 data resources over all basic selectors.", check: dataResourceQuota },
  { says: "The organization trail records management events.", check: recordsManagement },
  { says: "Insights have the management events that they analyse.", check: insightsHaveEvents },
  { says: "Every field is known to the oldest AWS provider allowed.", check: knownToProvider },
];

/** Every constraint that `selectorProblems` checks, in order. */
export const SELECTOR_CONSTRAINTS: readonly DocumentedConstraint[] = [...FIRST, ...THEN];

/**
 * All that is wrong with the selectors of a trail. Checked are the selectors as they shall be deployed: with log buckets
 * excluded and, where needed, packed.
 */
export function selectorProblems(
  trail: TrailSelectors,
  options: SelectorConstraintOptions = {},
): readonly SelectorProblem[] {
  const check = (constraints: readonly DocumentedConstraint[]): readonly SelectorProblem[] =>
    constraints
      .flatMap(({ check: broken }) => broken(trail, options))
      .map((finding) => located(finding, options.property ?? "selectors"));
  const first = check(FIRST);
  return first.length > 0 ? first : check(THEN);
}
