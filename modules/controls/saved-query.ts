import { ANY_ELEMENT, parseFilterPattern, type FilterExpression, type FilterTerm } from "../event-patterns";
import type { Control } from "./control";

/** A CloudWatch Logs Insights query that people find by name. */
export interface SavedQuery {
  readonly name: string;
  readonly text: string;
}

/** The longest query that can be saved. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html */
export const MAX_QUERY_LENGTH = 10_000;

/** Who, what, where and from where: what the first question of every investigation asks. */
const CALL_COLUMNS = [
  "@timestamp",
  "eventName",
  "eventSource",
  "errorCode",
  "recipientAccountId",
  "awsRegion",
  "coalesce(userIdentity.arn, userIdentity.userName, userIdentity.invokedBy, userIdentity.accountId) as who",
  "sourceIPAddress",
  "userAgent",
  "eventID",
] as const;

/**
 * Which call, how often otherwise and now, for how long, and who made most of the calls. Insights events have no caller of
 * their own: of whom they tell, the attributions say, and only those of errors say of which error.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
 */
const INSIGHT_COLUMNS = [
  "@timestamp",
  "insightDetails.eventName as call",
  "insightDetails.eventSource as service",
  "insightDetails.errorCode as error",
  "recipientAccountId",
  "awsRegion",
  "insightDetails.insightContext.statistics.baseline.average as perMinuteBefore",
  "insightDetails.insightContext.statistics.insight.average as perMinuteNow",
  "insightDetails.insightContext.statistics.insightDuration as minutes",
  "insightDetails.insightContext.attributions.0.insight.0.value as mostBy",
  "sharedEventID",
  "eventID",
] as const;

/** What the hourly validation says of each. */
const FINDING_COLUMNS = [
  "@timestamp",
  "finding",
  "account",
  "region",
  "file",
  "`from`",
  "`to`",
  "why",
] as const;

const COLUMNS = { call: CALL_COLUMNS, insight: INSIGHT_COLUMNS, finding: FINDING_COLUMNS } as const;

const LATEST = ["sort @timestamp desc", "limit 200"] as const;

/** The events that a control's alarm counts, the latest first, with who did it and from where. */
export function controlQuery({ id, patterns, about = "call" }: Control): SavedQuery {
  const conditions = patterns.map((pattern) => condition(parseFilterPattern(pattern)));
  const filter =
    conditions.length === 1 ? (conditions[0] ?? "") : conditions.map((each) => `(${each})`).join(" or ");
  return { name: id, text: queryOf(`fields ${COLUMNS[about].join(", ")}`, `filter ${filter}`, ...LATEST) };
}

/** What comes after a control's query: what else did they do? The texts in angle brackets are to be replaced. */
export const INVESTIGATION_QUERIES: readonly SavedQuery[] = [
  {
    name: "all-that-one-identity-did",
    text: queryOf(
      `fields ${CALL_COLUMNS.join(", ")}`,
      'filter userIdentity.arn = "<ARN of who>" or userIdentity.sessionContext.sessionIssuer.arn = "<ARN of the role>"',
      ...LATEST,
    ),
  },
  {
    name: "all-that-came-from-one-address",
    text: queryOf(`fields ${CALL_COLUMNS.join(", ")}`, 'filter sourceIPAddress = "<address>"', ...LATEST),
  },
  {
    name: "all-that-one-access-key-did",
    text: queryOf(
      `fields ${CALL_COLUMNS.join(", ")}`,
      'filter userIdentity.accessKeyId = "<access key id>"',
      ...LATEST,
    ),
  },
  {
    name: "where-identities-come-from",
    text: queryOf(
      "filter ispresent(userIdentity.arn)",
      "stats count(*) as events, min(@timestamp) as firstSeen, max(@timestamp) as lastSeen by userIdentity.arn, sourceIPAddress, userAgent",
      "sort events desc",
      "limit 200",
    ),
  },
  {
    name: "errors-by-account",
    text: queryOf(
      "filter ispresent(errorCode)",
      "stats count(*) as events by recipientAccountId, eventSource, eventName, errorCode",
      "sort events desc",
      "limit 200",
    ),
  },
];

/** The command that names the log group which is looked into. @param logGroupName in whose names AWS allows no quote */
export function sourceCommand(logGroupName: string): string {
  return `SOURCE '${logGroupName.replaceAll("'", "")}'`;
}

/** A query of its commands, one a line. */
export function queryOf(...commands: readonly string[]): string {
  return commands.join("\n| ");
}

function condition(expression: FilterExpression): string {
  switch (expression.kind) {
    case "and":
      return expression.parts.map(inParentheses).join(" and ");
    case "or":
      return membership(expression.parts) ?? expression.parts.map(inParentheses).join(" or ");
    default:
      return termCondition(expression);
  }
}

function inParentheses(expression: FilterExpression): string {
  const text = condition(expression);
  return expression.kind === "and" || expression.kind === "or" ? `(${text})` : text;
}

/** Many values of one field as a list, which people can read. */
function membership(parts: readonly FilterExpression[]): string | undefined {
  const values: string[] = [];
  let field: string | undefined;
  for (const part of parts) {
    if (part.kind !== "text" || part.operator !== "=" || part.value.includes("*")) return undefined;
    if (part.selector.includes(ANY_ELEMENT)) return undefined;
    const name = fieldName(part);
    if (field !== undefined && name !== field) return undefined;
    field = name;
    values.push(quoted(part.value));
  }
  return field === undefined ? undefined : `${field} in [${values.join(", ")}]`;
}

function termCondition(term: FilterTerm): string {
  if (term.selector.includes(ANY_ELEMENT)) return elementCondition(term);
  const field = fieldName(term);
  switch (term.kind) {
    case "absent":
      return `not ispresent(${field})`;
    case "number":
      return `${field} ${term.operator} ${term.value}`;
    case "is":
      // Insights stores true as 1 and false as 0; what null is stored as is not documented, so the text of the event is searched.
      if (term.value === null) return `@message like /"${escaped(String(term.selector.at(-1)))}":null/`;
      return `${field} = ${term.value ? 1 : 0}`;
    case "text":
      if (term.value.includes("*")) {
        const expression = term.value.split("*").map(escaped).join(".*");
        return `${field} ${term.operator === "=" ? "like" : "not like"} /^${expression}$/`;
      }
      return `${field} ${term.operator} ${quoted(term.value)}`;
  }
}

/**
 * Insights names each element of a list by its place, and has no name for any of them. So the text of the event is searched:
 * in the list of this name, the value in quotes.
 */
function elementCondition(term: FilterTerm): string {
  const at = term.selector.indexOf(ANY_ELEMENT);
  const [list, below] = [term.selector[at - 1], term.selector.slice(at + 1)];
  if (term.kind !== "text" || typeof list !== "string" || below.length > 1) {
    throw new Error(`orgtrail: there is no query for ${term.kind} of ${term.selector.join(".")}`);
  }
  const value = `"${term.value.split("*").map(escaped).join('[^"]*')}"`;
  const between = below.length === 0 ? "[^\\]]*" : `.*"${escaped(String(below[0]))}":`;
  return `@message like /"${escaped(list)}":\\[${between}${value}/`;
}

/** A field as Insights names it. With other characters than these it stands in backticks. */
function fieldName({ selector }: FilterTerm): string {
  const name = selector.join(".");
  return /^[@\w.]+$/.test(name) ? name : `\`${name}\``;
}

/** A text as a value of a query. JSON's escapes are those of Insights, and no line ends in it. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** The text as a regular expression of Insights that matches it and nothing else. */
function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
