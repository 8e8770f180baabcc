import {
  type FieldKind,
  FIELDS,
  fieldsOf,
  isCategory,
  OPERATORS,
  SELECTOR_CATEGORIES,
  type SelectorCategory,
} from "../fields";
import {
  BASIC_RESOURCE_TYPES,
  type BasicResourceType,
  EXCLUDABLE_SOURCES,
  READ_WRITE_TYPES,
} from "../selectors";
import type { PlacedProblem, SelectorConstraint, SelectorPath } from "../problems";
import { isEveryResource } from "../basic";

/** How basic selectors name resources of a type. CloudTrail refuses a bucket without the slash after it. */
interface ArnForm {
  readonly service: string;
  readonly test: RegExp;
  readonly one: string;
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html */
const FORMS: Readonly<Record<BasicResourceType, ArnForm>> = {
  "AWS::S3::Object": {
    service: "s3",
    test: /^arn:[a-z-]+:s3:::[^/:]+\//,
    one: "arn:aws:s3:::BUCKET/ for the objects of a bucket, with the beginning of their keys after it",
  },
  "AWS::Lambda::Function": {
    service: "lambda",
    test: /^arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:[^:]+/,
    one: "arn:aws:lambda:REGION:ACCOUNT:function:NAME",
  },
  "AWS::DynamoDB::Table": {
    service: "dynamodb",
    test: /^arn:[a-z-]+:dynamodb:[a-z0-9-]+:\d{12}:table\/./,
    one: "arn:aws:dynamodb:REGION:ACCOUNT:table/NAME",
  },
};

/** What basic selectors say is legal. The types say the same, but for the ARNs. */
export const legalBasicValues: SelectorConstraint = (trail) =>
  trail.kind === "advanced"
    ? []
    : trail.selectors.flatMap((selector, index) => [
        ...oneOf(READ_WRITE_TYPES, selector.readWriteType, [index, "readWriteType"], "choose one of these"),
        ...(selector.excludeManagementEventSources ?? []).flatMap((source, at) =>
          oneOf(EXCLUDABLE_SOURCES, source, [index, "excludeManagementEventSources", at], "remove it"),
        ),
        ...(selector.dataResources ?? []).flatMap(({ type, values }, at) => {
          const path = [index, "dataResources", at];
          const illegal = oneOf(
            BASIC_RESOURCE_TYPES,
            type,
            [...path, "type"],
            "use advanced selectors for other types",
          );
          if (illegal.length > 0) return illegal;
          return values.flatMap((value, place) => wrongArn(type, value, [...path, "values", place]));
        }),
      ]);

function oneOf(
  allowed: readonly string[],
  received: string | undefined,
  path: SelectorPath,
  remedy: string,
): readonly PlacedProblem[] {
  if (received === undefined || allowed.includes(received)) return [];
  return [
    {
      path,
      problem: { what: "is not known to basic selectors", received, allowed: allowed.join(", "), remedy },
    },
  ];
}

function wrongArn(type: BasicResourceType, received: string, path: SelectorPath): readonly PlacedProblem[] {
  const { service, test, one } = FORMS[type];
  const isOfService = /^arn:[a-z-]+:([a-z0-9]+)(?::|$)/.exec(received)?.[1] === service;
  if (isOfService && isEveryResource(received)) return [];
  const found = (what: string, remedy: string): readonly PlacedProblem[] => [
    {
      path,
      problem: { what, received, allowed: `arn:aws:${service} for all of them, or ${one}`, remedy },
    },
  ];
  if (!isOfService) return found(`is not the ARN of an ${type}`, "correct the ARN");
  // A wildcard is refused as one.
  if (test.test(received) || received.includes("*")) return [];
  return /^arn:[a-z-]+:s3:::[^/:]+$/.test(received)
    ? found("names a bucket without the slash after it, which CloudTrail refuses", `write "${received}/"`)
    : found(`is not the ARN of an ${type}`, "correct the ARN");
}

type Fields = Readonly<Record<string, unknown>>;

/** Every field and operator is legal for the selector's category, and every value of the kind that its field takes. */
export const legalFields: SelectorConstraint = (trail) =>
  trail.kind === "basic"
    ? []
    : trail.selectors.flatMap((selector, index) => illegal({ ...selector }, [index]));

function illegal(selector: Fields, path: SelectorPath): readonly PlacedProblem[] {
  const category = selector["category"];
  if (!isCategory(category)) {
    return [
      {
        path: [...path, "category"],
        problem: {
          what: "is not a category of events that a trail selects",
          received: category,
          allowed: SELECTOR_CATEGORIES.join(", "),
          remedy: "choose one of these; Insights are chosen apart from selectors",
        },
      },
    ];
  }
  const missing = fieldsOf(category).flatMap(({ property, one, kind }) =>
    one === undefined || kind !== "one text" || selector[property] !== undefined
      ? []
      : [
          {
            path: [...path, property],
            problem: {
              what: `is missing: a ${category} selector records one ${one.noun}`,
              remedy: `give one, such as ${one.example}`,
            },
          },
        ],
  );
  return [
    ...missing,
    ...Object.entries(selector)
      .filter(([property, value]) => property !== "category" && value !== undefined)
      .flatMap(([property, value]) => illegalField(category, property, value, [...path, property])),
  ];
}

function illegalField(
  category: SelectorCategory,
  property: string,
  value: unknown,
  path: SelectorPath,
): readonly PlacedProblem[] {
  if (property === "name")
    return typeof value === "string" ? [] : [wrong(path, value, "is not text", "text", "write a text")];
  const fields = fieldsOf(category);
  const known = fields.find((each) => each.property === property);
  if (known !== undefined) return ILLEGAL_VALUE[known.kind](value, path);
  const lake =
    category === "Management" &&
    Object.values(FIELDS).some((row) => row.property === property && row.filtersManagementInLake);
  const remedy = lake ? "remove it; only event data stores filter management events by it" : "remove it";
  const allowed = fields.map((each) => each.property).join(", ");
  return [wrong(path, value, `is no field of a ${category} selector`, allowed, remedy)];
}

function wrong(
  path: SelectorPath,
  received: unknown,
  what: string,
  allowed: string,
  remedy: string,
): PlacedProblem {
  return { path, problem: { what, received, allowed, remedy } };
}

function illegalFlag(value: unknown, path: SelectorPath): readonly PlacedProblem[] {
  const remedy = "write true or false, without operator or quotes";
  return typeof value === "boolean"
    ? []
    : [wrong(path, value, "is neither true nor false", "true, false", remedy)];
}

const ILLEGAL_VALUE: Readonly<
  Record<FieldKind, (value: unknown, path: SelectorPath) => readonly PlacedProblem[]>
> = {
  "one text": (value, path) =>
    typeof value === "string"
      ? []
      : [wrong(path, value, "is not one text", "one text, matched by Equals", "write one selector for each")],
  boolean: illegalFlag,
  "true or absent": illegalFlag,
  "error code": (value, path) =>
    value === "VpceAccessDenied"
      ? []
      : [
          wrong(
            path,
            value,
            "is not an error code that CloudTrail filters by",
            "VpceAccessDenied",
            "write that or remove it",
          ),
        ],
  "excluded sources": (value, path) => illegalConditions(value, path, ["notEquals"], EXCLUDABLE_SOURCES),
  conditions: (value, path) => illegalConditions(value, path, OPERATORS),
};

function illegalConditions(
  value: unknown,
  path: SelectorPath,
  operators: readonly string[],
  allowed?: readonly string[],
): readonly PlacedProblem[] {
  const list = operators.join(", ");
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [wrong(path, value, "is not a set of conditions", list, `write ${operators[0] ?? ""}: [...]`)];
  }
  return Object.entries(value as Fields)
    .filter(([, values]) => values !== undefined)
    .flatMap(([operator, values]) => {
      const place = [...path, operator];
      if (!operators.includes(operator))
        return [wrong(place, values, "is no operator of this field", list, "use one of these")];
      if (!Array.isArray(values))
        return [wrong(place, values, "is not a list", "a list of texts", "write it in brackets")];
      return values.flatMap((each: unknown, index) => illegalText(each, [...place, index], allowed));
    });
}

function illegalText(
  value: unknown,
  path: SelectorPath,
  allowed: readonly string[] | undefined,
): readonly PlacedProblem[] {
  if (typeof value !== "string") return [wrong(path, value, "is not text", "text", "put it in quotes")];
  if (allowed === undefined || allowed.includes(value)) return [];
  const what = "is a service whose management events a trail cannot leave out";
  return [wrong(path, value, what, allowed.join(", "), "remove it")];
}
