import { S3_BUCKET_EVENTS } from "../bucket-events";
import { conditionSets, type ConditionSets, simplified, type TextSet } from "../conditions";
import { canStartArn, documentedType } from "../documented-types";
import type { PlacedProblem, SelectorConstraint } from "../problems";
import { excludeLogBuckets } from "../log-buckets";
import type {
  AdvancedEventSelector,
  BasicEventSelector,
  DataSelector,
  FieldConditions,
  TrailSelectors,
} from "../selectors";
import type { Problem } from "../../validation";
import { placedValues, type PlacedValue } from "./texts";

/**
 * Every value can match something, as far as that is certain: no other condition takes all of it away, the log buckets that are
 * left out do not, and events have no other form of it. What CloudTrail takes without a word would record nothing.
 */
export const everyValueMatches: SelectorConstraint = (trail, options) => {
  // Selectors from which nothing was left out yet: what an exclusion emptied is told by the exclusion.
  const { asked = trail, region } = options;
  const logBuckets = options.asked === undefined ? undefined : options.logBuckets;
  if (asked.kind === "basic") {
    const left = logBuckets === undefined ? asked : excludeLogBuckets(asked, logBuckets);
    return asked.selectors.flatMap((selector, index) => nothingOfBasic(selector, index, left, region));
  }
  const left = logBuckets === undefined ? asked : excludeLogBuckets(asked, logBuckets);
  return asked.selectors.flatMap((selector, index) => {
    const recorded = left.kind === "advanced" ? left.selectors[index] : undefined;
    const setsOf = setsByField(selector);
    const setsLeft = recorded === undefined ? setsOf : setsByField(recorded);
    return placedValues(selector, index).flatMap((value) => {
      const problem =
        contradiction(value, setsOf) ??
        (selector.category === "Management" ? undefined : misnamed(value, selector)) ??
        (selector.category === "Data" ? ofOtherKind(value, selector) : undefined) ??
        (selector.category === "Data" ? ofOtherRegion(value, selector.resourceType, region) : undefined) ??
        (value.operator.startsWith("not") ? undefined : leftOut(value, setsLeft));
      return problem === undefined ? [] : [{ path: value.path, problem }];
    });
  });
};

type SetsByField = (field: string) => ConditionSets | undefined;

/** Each field's conditions as sets, which are made once: a field may have hundreds of values. */
function setsByField(selector: AdvancedEventSelector): SetsByField {
  const made = new Map<string, ConditionSets>();
  return (field) => {
    const conditions: unknown = selector[field as keyof AdvancedEventSelector];
    if (typeof conditions !== "object") return undefined;
    const sets = made.get(field) ?? conditionSets(conditions as FieldConditions);
    made.set(field, sets);
    return sets;
  };
}

/** Whether the set has every text that the value selects. */
function covered({ operator, value }: PlacedValue, set: TextSet): boolean {
  switch (operator) {
    case "equals":
      return set.has(value);
    case "startsWith":
      return set.coversStart(value);
    case "endsWith":
      return set.coversEnd(value);
    default:
      return false;
  }
}

function contradiction(value: PlacedValue, setsOf: SetsByField): Problem | undefined {
  const sets = setsOf(value.field);
  if (sets === undefined || !covered(value, sets.deselect)) return undefined;
  return {
    what: "never matches: the negative conditions of the same field leave it out",
    received: value.value,
    remedy: "remove it, or what leaves it out",
  };
}

/** A selector of which the log buckets are all: it has nothing left when they are left out. */
function leftOut({ field, value }: PlacedValue, setsOf: SetsByField): Problem | undefined {
  const sets = setsOf(field);
  return sets === undefined || simplified(sets) !== undefined ? undefined : logBucketsAlone(value);
}

function logBucketsAlone(received: string): Problem {
  return {
    what: "never matches: it is of log buckets alone, which are left out of what is recorded",
    received,
    remedy: "remove it, or have log buckets recorded",
  };
}

const S3_OBJECT = "AWS::S3::Object";

/** CloudTrail's names of events have no service before them, and case counts. */
function misnamed(
  { field, operator, value }: PlacedValue,
  selector: AdvancedEventSelector,
): Problem | undefined {
  if (field !== "eventName") return undefined;
  const name = /^[a-z0-9-]+:(.*)$/s.exec(value)?.[1];
  if (name !== undefined) {
    return {
      what: "never matches: CloudTrail names events without their service",
      received: value,
      remedy: name === "" ? "remove it" : `write ${name}`,
    };
  }
  const events = selector.category === "Data" ? documentedType(selector.resourceType)?.events : undefined;
  if (events === undefined) return undefined;
  const has = { equals: isText, startsWith, endsWith }[positive(operator)];
  if (events.some((event) => has(event, value))) return undefined;
  const meant = events.find((event) => has(event.toLowerCase(), value.toLowerCase()));
  if (meant === undefined) return undefined;
  const written = { equals: meant, startsWith: meant.slice(0, value.length), endsWith: ending(meant, value) };
  return {
    what: `never matches: case counts, and CloudTrail has the name ${meant}`,
    received: value,
    remedy: `write ${written[positive(operator)]}`,
  };
}

function positive(operator: PlacedValue["operator"]): "endsWith" | "equals" | "startsWith" {
  if (operator.toLowerCase().endsWith("startswith")) return "startsWith";
  return operator.toLowerCase().endsWith("endswith") ? "endsWith" : "equals";
}

const isText = (text: string, value: string): boolean => text === value;
const startsWith = (text: string, value: string): boolean => text.startsWith(value);
const endsWith = (text: string, value: string): boolean => text.endsWith(value);
const ending = (text: string, value: string): string => text.slice(text.length - value.length);

/** A value that is of other events or resources than the selector records. */
function ofOtherKind({ field, operator, value }: PlacedValue, selector: DataSelector): Problem | undefined {
  const { resourceType, readOnly } = selector;
  const documented = documentedType(resourceType);
  if (field === "eventName" && operator === "equals" && resourceType === S3_OBJECT) {
    if (S3_BUCKET_EVENTS.includes(value)) {
      return {
        what: "never matches: it is done to a bucket, and no data event of objects",
        received: value,
        remedy: "remove it; selectors of management events record it",
      };
    }
    const reads = documented?.reads(value);
    if (readOnly === undefined || reads === undefined || reads === readOnly) return undefined;
    return {
      what: `never matches: the event ${reads ? "reads" : "writes"}, and readOnly: ${readOnly} records ${readOnly ? "reads" : "writes"} alone`,
      received: value,
      remedy: "remove it, or readOnly",
    };
  }
  if (field !== "resourceArn" || documented === undefined || !/^(equals|startsWith)$/.test(operator))
    return undefined;
  if (canStartArn(documented, value)) return undefined;
  const { arn, resource } = documented;
  return {
    what: `never matches: it is not how the ARN of an ${resourceType} starts`,
    received: value,
    allowed: `arn:PARTITION:${arn}${resource === undefined ? "" : `REGION:ACCOUNT:${resource}`}…`,
    remedy: "correct the ARN, or select by how it ends with endsWith",
  };
}

/** What is done to a function or a table is recorded in its Region, of which a trail of another one sees nothing. */
function ofOtherRegion(
  { field, operator, value }: Pick<PlacedValue, "field" | "operator" | "value">,
  resourceType: string,
  region: string | undefined,
): Problem | undefined {
  if (region === undefined || field !== "resourceArn" || !/^(equals|startsWith)$/.test(operator))
    return undefined;
  if (documentedType(resourceType) === undefined) return undefined;
  const other = /^arn:[^:]+:[^:]+:([^:]+):/.exec(value)?.[1];
  if (other === undefined || other === region || other.includes("${")) return undefined;
  return {
    what: `never matches: it is of Region ${other}, and the trail records ${region} alone`,
    received: value,
    remedy: "remove it, or record all Regions",
  };
}

function nothingOfBasic(
  { dataResources = [], includeManagementEvents = true }: BasicEventSelector,
  index: number,
  left: TrailSelectors,
  region: string | undefined,
): readonly PlacedProblem[] {
  if (dataResources.length === 0 && !includeManagementEvents) {
    const what = "records nothing: neither management events nor data resources";
    return [{ path: [index], problem: { what, remedy: "name data resources, or remove the selector" } }];
  }
  const recorded = left.kind === "basic" ? (left.selectors[index]?.dataResources ?? []) : [];
  const remaining = new Set(recorded.flatMap(({ values }) => values));
  return dataResources.flatMap(({ type, values }, at) => {
    const path = [index, "dataResources", at, "values"];
    const [value] = values;
    if (value !== undefined && !values.some((each) => remaining.has(each)))
      return [{ path: [...path, 0], problem: logBucketsAlone(value) }];
    return values.flatMap((each, place) => {
      const placed = { field: "resourceArn", operator: "startsWith", value: each } as const;
      const problem = ofOtherRegion(placed, type, region);
      return problem === undefined ? [] : [{ path: [...path, place], problem }];
    });
  });
}
