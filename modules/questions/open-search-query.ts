import { ANY_ELEMENT, type FieldSelector, type FilterExpression, type FilterTerm } from "../event-patterns";
import { WHO } from "./catalogue";
import { columnPlace, stepsTo, typeAt } from "./event-place";
import { DETAIL_MARKS, detailPath, DETAILS, cutDetail } from "./open-search-document";
import { GROUP_MEASURES, MOST_ROWS, type AskedQuestion, type Column } from "./question";

/** A condition of OpenSearch's query DSL. */
export type OpenSearchCondition =
  | { readonly bool: OpenSearchBool }
  | { readonly term: Readonly<Record<string, string>> }
  | { readonly prefix: Readonly<Record<string, string>> }
  | { readonly wildcard: Readonly<Record<string, { readonly value: string }>> }
  | { readonly exists: { readonly field: string } }
  | { readonly range: Readonly<Record<string, { readonly gte?: string; readonly lt?: string }>> };

/** Conditions together: all of these, at least one of those, and none of the last. */
export interface OpenSearchBool {
  readonly filter?: OpenSearchCondition[];
  readonly should?: OpenSearchCondition[];
  readonly minimum_should_match?: number;
  readonly must_not?: OpenSearchCondition[];
}

/** The body of a search. */
export interface OpenSearchRequest {
  readonly size: number;
  readonly query: OpenSearchCondition;
  readonly _source?: string[];
  readonly sort?: Record<string, { readonly order: "asc" | "desc" }>[];
  readonly aggs?: Record<string, OpenSearchGroups>;
}

/** The events that are alike in some fields, as OpenSearch counts them. */
export type OpenSearchGroups = {
  readonly aggs: Record<string, { readonly min: EventTime } | { readonly max: EventTime }>;
} & (
  | { readonly terms: GroupedField & GroupedRows }
  | { readonly multi_terms: GroupedRows & { readonly terms: GroupedField[] } }
);

interface EventTime {
  readonly field: string;
}

interface GroupedField {
  readonly field: string;
  /** What stands for an event without the field. */
  readonly missing: string;
}

interface GroupedRows {
  readonly size: number;
  readonly shard_size: number;
  readonly order: Record<string, "asc" | "desc">[];
}

/** Which events are asked about, besides what the question says. */
export interface OpenSearchSpan {
  /** The first moment, as records have it: 2026-11-29T00:00:00Z. @default - all that there is */
  readonly from?: string;
  /** The moment at which it ends. @default - all that there is */
  readonly to?: string;
  /** The id of the account whose events they are. @default - those of all */
  readonly account?: string;
}

/** So many groups are counted in each part of an index: up to as many, counts are exact. */
const GROUPS_IN_A_SHARD = 10_000;

/**
 * The question as the body of a search of OpenSearch, over events that `openSearchDocument` has made. Rows are those that the same
 * question has from every other engine, in the same order. Whatever stands in the question is a text there.
 * @see https://docs.opensearch.org/latest/query-dsl/
 */
export function openSearchQuery(question: AskedQuestion, span: OpenSearchSpan = {}): OpenSearchRequest {
  const { events, answer } = question;
  const { from, to, account } = span;
  const query: OpenSearchCondition = {
    bool: {
      filter: [
        ...(from === undefined && to === undefined
          ? []
          : [
              {
                range: {
                  eventTime: {
                    ...(from !== undefined && { gte: from }),
                    ...(to !== undefined && { lt: to }),
                  },
                },
              },
            ]),
        ...(account === undefined ? [] : [{ term: { recipientAccountId: account } }]),
        condition(events),
      ],
    },
  };
  if (answer.rows === "events") {
    const fields = answer.columns.flatMap(({ fields: [...all] }) => all.map(sourceField));
    return {
      size: MOST_ROWS,
      query,
      _source: [...new Set(["eventTime", ...fields])],
      sort: [{ eventTime: { order: "desc" } }, { eventID: { order: "asc" } }],
    };
  }
  const { events: count, first, last } = GROUP_MEASURES;
  const fields = answer.by.map((column) => ({ field: groupField(column), missing: "" }));
  const rows: GroupedRows = {
    size: MOST_ROWS,
    shard_size: GROUPS_IN_A_SHARD,
    order: [{ [answer.first === "most" ? "_count" : first]: "desc" }, { _key: "asc" }],
  };
  const [only] = fields;
  const groups =
    fields.length === 1 && only
      ? { terms: { ...only, ...rows } }
      : { multi_terms: { terms: fields, ...rows } };
  const measures = { [first]: { min: { field: "eventTime" } }, [last]: { max: { field: "eventTime" } } };
  return { size: 0, query, aggs: { [count]: { ...groups, aggs: measures } } };
}

/** The indexes of events, whatever organization's. */
const ALL_INDEXES = "*-cloudtrail*";

/** The search as people put it: in the Dev Tools of OpenSearch Dashboards, or to the address by themselves. */
export function openSearchText(question: AskedQuestion, span: OpenSearchSpan = {}): string {
  return `GET /${ALL_INDEXES}/_search\n${JSON.stringify(openSearchQuery(question, span), undefined, 2)}`;
}

/** The field of a row: what stands in a list comes with the list. */
function sourceField(field: string): string {
  const selector = stepsTo(field);
  columnPlace(selector);
  const at = selector.findIndex((step) => typeof step === "number");
  return (at === -1 ? selector : selector.slice(0, at)).join(".");
}

/** The field by which events are alike. Of several, the first that an event has is in a field of its own. */
function groupField({ name, fields: [field, ...others] }: Column): string {
  if (others.length > 0) {
    if (name === WHO.name && [field, ...others].join() === WHO.fields.join()) return name;
    throw new Error(`orgtrail: no field of the index is the first of ${[field, ...others].join(", ")}`);
  }
  if (columnPlace(stepsTo(field)).json !== undefined)
    throw new Error(`orgtrail: no field of the index is ${field}, by which events could be grouped`);
  return field;
}

function condition(expression: FilterExpression): OpenSearchCondition {
  switch (expression.kind) {
    case "and":
      return { bool: { filter: expression.parts.map(condition) } };
    case "or":
      return { bool: { should: expression.parts.map(condition), minimum_should_match: 1 } };
    default: {
      const { selector } = expression;
      const at = selector.indexOf(ANY_ELEMENT);
      const isDenied =
        expression.kind === "absent" || ("operator" in expression && expression.operator === "!=");
      // A document has all elements in one field: what one of them is not, OpenSearch cannot be asked.
      if (at !== -1 && isDenied)
        throw new Error(
          `orgtrail: there is no query of OpenSearch for what an element of ${selector.join(".")} is not`,
        );
      const place = columnPlace(at === -1 ? selector : selector.slice(0, at));
      if (place.json !== undefined) return detailCondition(expression);
      return fieldCondition(expression, at === -1 ? place.column : elementField(selector, at));
    }
  }
}

/** The field of any element of a list, which OpenSearch names as it names the list. */
function elementField(selector: FieldSelector, at: number): string {
  const list = selector.slice(0, at);
  if (!Array.isArray(typeAt(list))) throw new Error(`orgtrail: ${list.join(".")} is no list`);
  return [...list, ...selector.slice(at + 1)].join(".");
}

/** What a field of the index has to be. Each is text there. */
function fieldCondition(term: FilterTerm, field: string): OpenSearchCondition {
  switch (term.kind) {
    case "absent":
      return not({ exists: { field } });
    case "is":
      // A field has no null of its own.
      return term.value === null ? not({ exists: { field } }) : { term: { [field]: String(term.value) } };
    case "number":
      return ofNumber(term, (text) => ({ term: { [field]: text } }));
    case "text": {
      const holds = textCondition(field, "", term.value) ?? { exists: { field } };
      return term.operator === "=" ? holds : not(holds);
    }
  }
}

/** What has to stand among the texts of `details`. */
function detailCondition(term: FilterTerm): OpenSearchCondition {
  const path = detailPath(term.selector);
  switch (term.kind) {
    case "absent":
      return not(
        ...["=", ".", "["].map((next) => ({ prefix: { [DETAILS]: path + next } })),
        ...Object.values(DETAIL_MARKS).map((mark) => ({ term: { [DETAILS]: path + mark } })),
      );
    case "is":
      return {
        term: { [DETAILS]: term.value === null ? path + DETAIL_MARKS.null : `${path}=${String(term.value)}` },
      };
    case "number":
      return ofNumber(term, (text) => ({ term: { [DETAILS]: `${path}=${text}` } }));
    case "text": {
      const start = `${path}=`;
      const holds = textCondition(DETAILS, start, term.value) ?? { prefix: { [DETAILS]: start } };
      return term.operator === "=" ? holds : not(holds);
    }
  }
}

/** A number is text in the index: it is that one, or another, and no text is more than another. */
function ofNumber(
  term: Extract<FilterTerm, { kind: "number" }>,
  is: (text: string) => OpenSearchCondition,
): OpenSearchCondition {
  if (term.operator === "=") return is(String(term.value));
  if (term.operator === "!=") return not(is(String(term.value)));
  throw new Error(
    `orgtrail: there is no query of OpenSearch for ${term.selector.join(".")} ${term.operator} ${term.value}`,
  );
}

/** @param start what stands before it @returns undefined where any text will do */
function textCondition(field: string, start: string, pattern: string): OpenSearchCondition | undefined {
  if (pattern === "*") return undefined;
  if (!pattern.includes("*"))
    return { term: { [field]: start === "" ? pattern : cutDetail(start + pattern) } };
  const value = wildcardText(start) + pattern.split("*").map(wildcardText).join("*");
  return { wildcard: { [field]: { value } } };
}

function not(...conditions: readonly OpenSearchCondition[]): OpenSearchCondition {
  return { bool: { must_not: [...conditions] } };
}

/** The text as a wildcard has it that stands for itself. */
function wildcardText(text: string): string {
  return text.replace(/[\\*?]/g, "\\$&");
}
