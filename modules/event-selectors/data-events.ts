import { sorted } from "../kernel";
import { advancedForm, isEveryResource } from "./basic";
import { fieldTable, type SelectorField } from "./fields";
import type { AdvancedEventSelector, DataSelector, FieldConditions, TrailSelectors } from "./selectors";

/** Which data events of one type of resource a trail records. */
export interface DataEventCoverage {
  readonly reads: ResourceCoverage;
  readonly writes: ResourceCoverage;
}

/** Of which resources of a type a trail records every call, by everybody. */
export interface ResourceCoverage {
  /**
   * `every` resource; `every-but` those whose ARNs the selectors leave out, as log buckets are; `part`, where selectors name
   * resources, calls or callers; or `none`.
   */
  readonly extent: "every" | "every-but" | "part" | "none";
  /** The ARNs, or starts of ARNs, that `every-but` leaves out. */
  readonly leftOut: readonly string[];
  /** The starts of ARNs of which a `part` records every call: `arn:aws:s3:::bucket/`. */
  readonly starts: readonly string[];
  /** The fields that make it a `part`. */
  readonly narrowedBy: readonly SelectorField[];
}

/** The answers given, by selectors: several ask the same, and some selectors have hundreds of values. */
const known = new WeakMap<TrailSelectors, Map<string, DataEventCoverage>>();

/**
 * Which data events of a type of resource a trail records: the one answer for all who ask whether it records everything.
 * @param resourceType such as `AWS::S3::Object`
 */
export function dataEventCoverage(trail: TrailSelectors, resourceType: string): DataEventCoverage {
  const byType = known.get(trail) ?? new Map<string, DataEventCoverage>();
  known.set(trail, byType);
  const answer = byType.get(resourceType) ?? coverageOf(trail, resourceType);
  byType.set(resourceType, answer);
  return answer;
}

function coverageOf(trail: TrailSelectors, resourceType: string): DataEventCoverage {
  const ofType = advancedSelectors(trail)
    .filter((selector): selector is DataSelector => selector.category === "Data")
    .filter((selector) => selector.resourceType === resourceType);
  return {
    reads: coverage(ofType.filter(({ readOnly }) => readOnly !== false)),
    writes: coverage(ofType.filter(({ readOnly }) => readOnly !== true)),
  };
}

/** Whether every resource is recorded, but for those that selectors leave out by their ARN. */
export function isWhole({ extent }: ResourceCoverage): boolean {
  return extent === "every" || extent === "every-but";
}

/** What a trail records, as advanced selectors. */
export function advancedSelectors(trail: TrailSelectors): readonly AdvancedEventSelector[] {
  return trail.kind === "advanced" ? trail.selectors : trail.selectors.flatMap(advancedForm);
}

/** What every data selector says: neither narrows what is recorded of a type, nor the reads or the writes. */
const NARROWS_NOTHING: readonly SelectorField[] = ["eventCategory", "resources.type", "readOnly"];

function coverage(selectors: readonly DataSelector[]): ResourceCoverage {
  const ofAllCalls = selectors.filter((selector) => narrowing(selector).length === 0);
  const [leftOut] = ofAllCalls
    .flatMap(({ resourceArn }) => exclusions(resourceArn) ?? [])
    .sort((one, other) => one.arns.length - other.arns.length);
  if (leftOut !== undefined) {
    const extent = leftOut.arns.length === 0 ? "every" : "every-but";
    return { extent, leftOut: leftOut.arns, starts: [], narrowedBy: [] };
  }
  const starts = ofAllCalls.flatMap(({ resourceArn }) => resourceArn?.startsWith ?? []);
  const narrowedBy = selectors.flatMap((selector) => [
    ...narrowing(selector),
    ...(exclusions(selector.resourceArn) === undefined ? (["resources.ARN"] as const) : []),
  ]);
  return {
    extent: selectors.length === 0 ? "none" : "part",
    leftOut: [],
    starts: sorted(starts),
    narrowedBy: sorted(narrowedBy),
  };
}

/** The fields, all but that of the ARN, by which a selector records some calls or callers alone. */
function narrowing(selector: DataSelector): readonly SelectorField[] {
  return [...fieldTable(selector).keys()].filter(
    (field) => field !== "resources.ARN" && !NARROWS_NOTHING.includes(field),
  );
}

/** The ARNs that are left out of all. @returns nothing where the conditions record part of the resources alone */
function exclusions({
  equals = [],
  startsWith = [],
  endsWith = [],
  notEquals = [],
  notStartsWith = [],
  notEndsWith = [],
}: FieldConditions = {}): { readonly arns: readonly string[] } | undefined {
  const selected = [...equals, ...startsWith, ...endsWith];
  if (selected.length > 0 && !startsWith.some(isEveryResource)) return undefined;
  if (notEndsWith.length > 0 || !notStartsWith.every(namesResource)) return undefined;
  return { arns: sorted([...notEquals, ...notStartsWith]) };
}

/** Nothing, or the word that stands before the name in the ARNs of functions and tables. */
const NO_NAME = /^((function|table)[:/]?)?$/;

/** Whether the start of an ARN goes on to the name of a resource: `arn:aws:s3:::` is that of all buckets. */
function namesResource(start: string): boolean {
  return !NO_NAME.test(start.split(":").slice(5).join(":"));
}
