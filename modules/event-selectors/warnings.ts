import { conditionSets, satisfies } from "./conditions";
import { type DocumentedType, documentedType } from "./documented-types";
import { doubtfulValue } from "./doubtful-values";
import {
  EXCLUSION_BLINDS,
  READ_ONLY_BLINDS,
  recordsManagementEvents,
  WRITE_ONLY_BLINDS,
} from "./management-events";
import { suggestion } from "../kernel";
import { NETWORK_EVENT_SOURCES } from "./network-event-sources";
import { DATA_RESOURCE_TYPES } from "./resource-types";
import { located, type PlacedProblem, type SelectorPath, type SelectorProblem } from "./problems";
import { placedValues } from "./constraints/texts";
import type { Problem } from "../validation";
import type {
  AdvancedEventSelector,
  BasicEventSelector,
  DataSelector,
  ExcludableManagementSource,
  TrailSelectors,
} from "./selectors";

/**
 * What is legal and yet likely not meant: misspelt types and services, prefixes that cover more than they seem to, and
 * what the trail is blind to. Whether a trail may be blind is for its owner to say; a team's trail mostly may.
 * @param property the prop that holds the list of selectors @default "selectors"
 */
export function selectorWarnings(trail: TrailSelectors, property = "selectors"): readonly SelectorProblem[] {
  const findings =
    trail.kind === "advanced"
      ? trail.selectors.flatMap((selector, index) => [
          ...typos(selector, index),
          ...doubtfulNames(selector, index),
          ...doubtfulArns(selector, index),
          ...unlikelyValues(selector, index),
        ])
      : trail.selectors.flatMap(readsAlone);
  return [...findings, ...blindSpots(trail)].map((finding) => located(finding, property));
}

function typos(selector: AdvancedEventSelector, index: number): readonly PlacedProblem[] {
  switch (selector.category) {
    case "Data":
      return unknownType(selector.resourceType, [index, "resourceType"]);
    case "NetworkActivity":
      return unknownSource(selector.eventSource, [index, "eventSource"]);
    case "Management":
      return [];
  }
}

function typo(received: string, known: readonly string[], path: SelectorPath): readonly PlacedProblem[] {
  // A name that AWS has made since may be less like a known one than a typing error is.
  const meant = known.includes(received) ? undefined : suggestion(received, known, 2);
  if (meant === undefined) return [];
  const what = "is unknown to orgtrail, and close to a name that CloudTrail knows";
  return [{ path, problem: { what, received, remedy: `if ${meant} is meant, write that` } }];
}

/** One that is new looks as all do. */
function unknownSource(received: string, path: SelectorPath): readonly PlacedProblem[] {
  const misspelt = typo(received, NETWORK_EVENT_SOURCES, path);
  const problem = doubtfulValue({ field: "eventSource", operator: "equals", value: received });
  return misspelt.length > 0 || problem === undefined ? misspelt : [{ path, problem }];
}

/** AWS adds types monthly, most of them to services that have some: so a type that is not known may be none, or new. */
function unknownType(received: string, path: SelectorPath): readonly PlacedProblem[] {
  const misspelt = typo(received, DATA_RESOURCE_TYPES, path);
  const service = received.replace(/::[^:]*$/, "::");
  const others = DATA_RESOURCE_TYPES.filter((type) => type.startsWith(service));
  if (misspelt.length > 0 || others.length === 0 || others.includes(received)) return misspelt;
  return [
    {
      path,
      problem: {
        what: "is unknown to orgtrail, and records nothing unless CloudTrail has it since",
        received,
        remedy: `of this service CloudTrail has ${others.join(", ")}`,
      },
    },
  ];
}

/** Data events that CloudTrail may not have, or not for the calls that `readOnly` chooses. */
function doubtfulNames(selector: AdvancedEventSelector, index: number): readonly PlacedProblem[] {
  if (selector.category === "Management") return [];
  const documented = selector.category === "Data" ? documentedType(selector.resourceType) : undefined;
  const readOnly = selector.category === "Data" ? selector.readOnly : undefined;
  if (selector.category === "Data" && documented !== undefined && !recordsKnownEvent(selector, documented))
    return [{ path: [index, doubted(selector, documented)], problem: noKnownEvent(selector, documented) }];
  return placedValues(selector, index)
    .filter(({ field, operator }) => field === "eventName" && operator === "equals")
    .flatMap(({ value, path }) =>
      documented === undefined ? doubtfulName(value, readOnly, path) : typo(value, documented.events, path),
    );
}

/** Whether some event that AWS documents of the type has a name, a kind and a source that the selector takes. */
function recordsKnownEvent(
  { eventName = {}, eventSource = {}, readOnly }: DataSelector,
  { events, reads, eventSource: source }: DocumentedType,
): boolean {
  const named = conditionSets(eventName);
  return (
    satisfies(conditionSets(eventSource), source) &&
    events.some((name) => satisfies(named, name) && (readOnly ?? reads(name)) === (reads(name) ?? readOnly))
  );
}

/** The property for which it records none. */
function doubted(
  selector: DataSelector,
  documented: DocumentedType,
): "eventName" | "eventSource" | "readOnly" {
  if (recordsKnownEvent({ ...selector, eventSource: {} }, documented)) return "eventSource";
  return selector.eventName === undefined ? "readOnly" : "eventName";
}

function noKnownEvent(selector: DataSelector, documented: DocumentedType): Problem {
  const { eventSource, events } = documented;
  const property = doubted(selector, documented);
  return {
    what: `matches no event of an ${selector.resourceType} that orgtrail knows, and so records nothing unless there is a new one`,
    received: selector[property],
    ...(property === "eventSource" && { allowed: eventSource }),
    ...(property === "eventName" && events.length === 1 && { allowed: events.join(", ") }),
    remedy: { eventName: "correct the names, or readOnly", eventSource: "remove it", readOnly: "remove it" }[
      property
    ],
  };
}

/** Invocations count as writes, so that a basic selector of functions that reads alone has none. */
function readsAlone(
  { readWriteType, dataResources = [] }: BasicEventSelector,
  index: number,
): readonly PlacedProblem[] {
  if (readWriteType === undefined || readWriteType === "All") return [];
  return dataResources.flatMap(({ type }, at) => {
    const documented = documentedType(type);
    const selector = {
      category: "Data",
      resourceType: type,
      readOnly: readWriteType === "ReadOnly",
    } as const;
    return documented === undefined || recordsKnownEvent(selector, documented)
      ? []
      : [
          {
            path: [index, "dataResources", at],
            problem: { ...noKnownEvent(selector, documented), received: readWriteType, remedy: "write All" },
          },
        ];
  });
}

/** Values that do not look as the field's values do. */
function unlikelyValues(selector: AdvancedEventSelector, index: number): readonly PlacedProblem[] {
  const documented = selector.category === "Data" ? documentedType(selector.resourceType) : undefined;
  return placedValues(selector, index).flatMap((value) => {
    const problem = doubtfulValue(value, documented);
    return problem === undefined ? [] : [{ path: value.path, problem }];
  });
}

const READS = /^(BatchGet|Describe|Get|Head|List|Query|Scan)/;
const WRITES = /^(BatchWrite|Create|Delete|Put|Remove|Tag|Untag|Update|Write)/;

function doubtfulName(
  received: string,
  readOnly: boolean | undefined,
  path: SelectorPath,
): readonly PlacedProblem[] {
  if (/^[a-z]/.test(received)) {
    const what = "begins in lower case, as few names of events do; case counts";
    return [{ path, problem: { what, received, remedy: "write it as CloudTrail records it" } }];
  }
  if (readOnly === undefined || !(readOnly ? WRITES : READS).test(received)) return [];
  const what = `sounds as if it ${readOnly ? "writes" : "reads"}, and readOnly: ${readOnly} leaves such events out`;
  return [{ path, problem: { what, received, remedy: "remove it, or readOnly" } }];
}

const BUCKET_WITHOUT_SLASH = /^arn:[^:]+:s3:::[^/]*[^/.-]$/;

function doubtfulArns(selector: AdvancedEventSelector, index: number): readonly PlacedProblem[] {
  return placedValues(selector, index)
    .filter(({ field, operator }) => field.endsWith("Arn") && !operator.toLowerCase().endsWith("endswith"))
    .flatMap(({ operator, value, path }) => {
      if (!value.startsWith("arn:") && !"arn:".startsWith(value)) {
        const what = "does not start as an ARN does, and so never matches";
        return [{ path, problem: { what, received: value, remedy: "write the whole ARN, or use endsWith" } }];
      }
      if (!operator.toLowerCase().endsWith("startswith") || !BUCKET_WITHOUT_SLASH.test(value)) return [];
      const what = "also matches other buckets whose names start so";
      return [
        { path, problem: { what, received: value, remedy: `for this bucket alone, write "${value}/"` } },
      ];
    });
}

function blindSpots(trail: TrailSelectors): readonly PlacedProblem[] {
  const { read, write } = recordsManagementEvents(trail);
  const half = read === write ? [] : [write ? WRITE_ONLY_BLINDS : READ_ONLY_BLINDS];
  const excluded = [...excludedSources(trail)].map((source) => EXCLUSION_BLINDS[source]);
  return [...half, ...excluded].map((what) => ({
    path: [],
    problem: {
      what,
      remedy: "record all management events with the preset management-all, unless another trail does",
    },
  }));
}

/** The services that every selector of management events leaves out. */
function excludedSources(trail: TrailSelectors): readonly ExcludableManagementSource[] {
  const lists =
    trail.kind === "advanced"
      ? trail.selectors
          .filter((selector) => selector.category === "Management")
          .map(({ eventSource }) => eventSource?.notEquals ?? [])
      : trail.selectors
          .filter(({ includeManagementEvents }) => includeManagementEvents ?? true)
          .map(({ excludeManagementEventSources }) => excludeManagementEventSources ?? []);
  const [first = [], ...others] = lists;
  return first.filter((source) => others.every((list) => list.includes(source)));
}
