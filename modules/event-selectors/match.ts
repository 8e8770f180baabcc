import { advancedForm } from "./basic";
import { ANY_VALUE, conditionSets, type ConditionSets, satisfies } from "./conditions";
import { eventCategoryOf, resourcesOf, asText, type CloudTrailEvent } from "./event";
import { fieldTable, FIELDS } from "./fields";
import type { AdvancedEventSelector, TrailSelectors } from "./selectors";

/** The selector for which a trail records an event. */
export interface SelectorMatch {
  /** Its place among the trail's selectors, from 0. */
  readonly index: number;
  /** Its name. @default - it has none */
  readonly name?: string;
}

/** Answers by which selector, the first of several, a trail records an event; undefined when it does not. */
export type EventMatcher = (event: CloudTrailEvent) => SelectorMatch | undefined;

/** `compileSelectors` for a single event. */
export function matchEvent(trail: TrailSelectors, event: CloudTrailEvent): SelectorMatch | undefined {
  return compileSelectors(trail)(event);
}

/**
 * Prepares the selectors for matching many events. The matcher follows CloudTrail's rules: a selector matches when all of
 * its fields do; a field does when one positive condition holds, where there is any, and no negative one applies. A data
 * selector needs one resource of its type whose ARN satisfies its conditions. Where CloudTrail documents nothing: an
 * event without a field satisfies only negative conditions on it, and one that does not say `readOnly` is a write.
 * Insights and aggregated events are recorded whatever the selectors, so none matches them.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html#filtering-data-events-conditions
 */
export function compileSelectors(trail: TrailSelectors): EventMatcher {
  const compiled = expanded(trail).map(({ selector, match }) => compile(selector, match));
  const byKey = new Map<string, Compiled[]>();
  for (const each of compiled) byKey.set(each.key, [...(byKey.get(each.key) ?? []), each]);
  return (event) => {
    switch (eventCategoryOf(event)) {
      case "Management":
        return firstMatch(byKey.get(MANAGEMENT), event, undefined);
      case "NetworkActivity":
        return firstMatch(byKey.get(`NetworkActivity ${asText(event.eventSource) ?? ""}`), event, undefined);
      case "Data":
        return firstOf(
          resourcesOf(event).map(({ type, arn }) => firstMatch(byKey.get(`Data ${type}`), event, arn)),
        );
      default:
        return undefined;
    }
  };
}

const MANAGEMENT = "Management";

/** A selector with the matching prepared, and a key that an event must have to be worth the trial. */
interface Compiled {
  readonly key: string;
  readonly match: SelectorMatch;
  readonly arn: ConditionSets;
  readonly tests: readonly ((event: CloudTrailEvent) => boolean)[];
}

function expanded(
  trail: TrailSelectors,
): readonly { selector: AdvancedEventSelector; match: SelectorMatch }[] {
  if (trail.kind === "basic") {
    return trail.selectors.flatMap((basic, index) =>
      advancedForm(basic).map((selector) => ({ selector, match: { index } })),
    );
  }
  return trail.selectors.map((selector, index) => ({
    selector,
    match: selector.name === undefined ? { index } : { index, name: selector.name },
  }));
}

function compile(selector: AdvancedEventSelector, match: SelectorMatch): Compiled {
  const table = fieldTable(selector);
  const tests = [...table].flatMap(([field, conditions]) => {
    const read = field === "eventCategory" ? undefined : FIELDS[field].read;
    const sets = conditionSets(conditions);
    return read === undefined ? [] : [(event: CloudTrailEvent) => satisfies(sets, read(event))];
  });
  const arn = table.get("resources.ARN");
  return { key: keyOf(selector), match, tests, arn: arn === undefined ? ANY_VALUE : conditionSets(arn) };
}

function keyOf(selector: AdvancedEventSelector): string {
  switch (selector.category) {
    case "Management":
      return MANAGEMENT;
    case "Data":
      return `Data ${selector.resourceType}`;
    case "NetworkActivity":
      return `NetworkActivity ${selector.eventSource}`;
  }
}

function firstMatch(
  candidates: readonly Compiled[] | undefined,
  event: CloudTrailEvent,
  arn: string | undefined,
): SelectorMatch | undefined {
  return candidates?.find((each) => satisfies(each.arn, arn) && each.tests.every((test) => test(event)))
    ?.match;
}

function firstOf(matches: readonly (SelectorMatch | undefined)[]): SelectorMatch | undefined {
  let first: SelectorMatch | undefined;
  for (const match of matches)
    if (match !== undefined && (first === undefined || match.index < first.index)) first = match;
  return first;
}
