import { OPERATORS } from "../fields";
import type { AdvancedEventSelector } from "../selectors";
import type { Finding, SelectorPath } from "../findings";
import type { SelectorRule } from "./rule";

/**
 * Fields and operators that CloudTrail knows for each category. The types say the same; this rule says it of values that
 * come from a file or from JavaScript.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
const LEGAL: Readonly<Record<AdvancedEventSelector["category"], Readonly<Record<string, FieldKind>>>> = {
  Management: { readOnly: "boolean", eventSource: "excluded sources" },
  Data: {
    resourceType: "one text",
    readOnly: "boolean",
    eventName: "conditions",
    resourceArn: "conditions",
    eventSource: "conditions",
    eventType: "conditions",
    sessionCredentialFromConsole: "boolean",
    userIdentityArn: "conditions",
  },
  NetworkActivity: {
    eventSource: "one text",
    eventName: "conditions",
    errorCode: "error code",
    vpcEndpointId: "conditions",
    userIdentityArn: "conditions",
  },
};

type FieldKind = "one text" | "boolean" | "conditions" | "excluded sources" | "error code";

/** Fields by which only event data stores filter management events. */
const LAKE_ONLY = ["eventName", "eventType", "userIdentityArn", "sessionCredentialFromConsole"];

/** What must be given: a data selector has exactly one resource type, a network selector one event source. */
const REQUIRED: Readonly<Record<AdvancedEventSelector["category"], readonly string[]>> = {
  Management: [],
  Data: ["resourceType"],
  NetworkActivity: ["eventSource"],
};

type Fields = Readonly<Record<string, unknown>>;

/** Every field and operator is legal for the selector's category, and every value of the kind that its field takes. */
export const legalFields: SelectorRule = (trail) =>
  trail.kind === "basic"
    ? []
    : trail.selectors.flatMap((selector, index) => illegal({ ...selector }, [index]));

function illegal(selector: Fields, path: SelectorPath): readonly Finding[] {
  const category = selector["category"];
  if (!isCategory(category)) {
    return [
      {
        path: [...path, "category"],
        problem: {
          what: "is not a category of events that a trail selects",
          received: category,
          allowed: Object.keys(LEGAL).join(", "),
          remedy: "choose one of these; Insights are chosen apart from selectors",
        },
      },
    ];
  }
  const legal = LEGAL[category];
  const missing = REQUIRED[category].filter((field) => selector[field] === undefined);
  return [
    ...missing.map((field) => ({ path: [...path, field], problem: missingField(category, field) })),
    ...Object.entries(selector)
      .filter(([field, value]) => field !== "category" && value !== undefined)
      .flatMap(([field, value]) => illegalField(category, legal, field, value, [...path, field])),
  ];
}

function isCategory(value: unknown): value is AdvancedEventSelector["category"] {
  return typeof value === "string" && value in LEGAL;
}

function missingField(category: string, field: string): Finding["problem"] {
  return field === "resourceType"
    ? {
        what: "is missing: a Data selector records one resource type",
        remedy: "give one, such as AWS::S3::Object",
      }
    : {
        what: `is missing: a ${category} selector records one event source`,
        remedy: "give one, such as s3.amazonaws.com",
      };
}

function illegalField(
  category: AdvancedEventSelector["category"],
  legal: Readonly<Record<string, FieldKind>>,
  field: string,
  value: unknown,
  path: SelectorPath,
): readonly Finding[] {
  if (field === "name")
    return typeof value === "string" ? [] : [wrong(path, value, "is not text", "text", "write a text")];
  const kind = legal[field];
  if (kind !== undefined) return ILLEGAL_VALUE[kind](value, path);
  const lake = category === "Management" && LAKE_ONLY.includes(field);
  const remedy = lake ? "remove it; only event data stores filter management events by it" : "remove it";
  return [wrong(path, value, `is no field of a ${category} selector`, Object.keys(legal).join(", "), remedy)];
}

function wrong(
  path: SelectorPath,
  received: unknown,
  what: string,
  allowed: string,
  remedy: string,
): Finding {
  return { path, problem: { what, received, allowed, remedy } };
}

const ILLEGAL_VALUE: Readonly<Record<FieldKind, (value: unknown, path: SelectorPath) => readonly Finding[]>> =
  {
    "one text": (value, path) =>
      typeof value === "string"
        ? []
        : [
            wrong(
              path,
              value,
              "is not one text",
              "one text, matched by Equals",
              "write one selector for each",
            ),
          ],
    boolean: (value, path) =>
      typeof value === "boolean"
        ? []
        : [
            wrong(
              path,
              value,
              "is neither true nor false",
              "true, false",
              "write true or false, without operator or quotes",
            ),
          ],
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
    "excluded sources": (value, path) => illegalConditions(value, path, ["notEquals"], EXCLUDABLE),
    conditions: (value, path) => illegalConditions(value, path, OPERATORS),
  };

const EXCLUDABLE: readonly string[] = ["kms.amazonaws.com", "rdsdata.amazonaws.com"];

function illegalConditions(
  value: unknown,
  path: SelectorPath,
  operators: readonly string[],
  allowed?: readonly string[],
): readonly Finding[] {
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
): readonly Finding[] {
  if (typeof value !== "string") return [wrong(path, value, "is not text", "text", "put it in quotes")];
  if (allowed === undefined || allowed.includes(value)) return [];
  const what = "is a service whose management events a trail cannot leave out";
  return [wrong(path, value, what, allowed.join(", "), "remove it")];
}
