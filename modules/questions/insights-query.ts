import { ANY_ELEMENT, type FilterExpression, type FilterTerm } from "../event-patterns";
import { GROUP_MEASURES, MOST_ROWS, type AskedQuestion, type Column } from "./question";

/** The time of an event. */
const TIME = "@timestamp";

/**
 * The question as CloudWatch Logs Insights takes it. The time that it is about is said beside it.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function insightsQuery({ events, answer }: AskedQuestion): string {
  const filter = `filter ${conditionText(events)}`;
  if (answer.rows === "events") {
    const columns = answer.columns.map(columnText).join(", ");
    return queryOf(`fields ${TIME}, ${columns}`, filter, `sort ${TIME} desc`, `limit ${MOST_ROWS}`);
  }
  const { events: count, first, last } = GROUP_MEASURES;
  const named = answer.by.filter(({ name, fields }) => fields.length > 1 || fields[0] !== name);
  const by = answer.by.map(({ name }) => fieldText(name)).join(", ");
  return queryOf(
    ...(named.length === 0 ? [] : [`fields ${named.map(columnText).join(", ")}`]),
    filter,
    `stats count(*) as ${count}, min(${TIME}) as ${first}, max(${TIME}) as ${last} by ${by}`,
    `sort ${answer.first === "most" ? count : first} desc`,
    `limit ${MOST_ROWS}`,
  );
}

function columnText({ name, fields }: Column): string {
  const texts = fields.map(fieldText);
  const value = texts.length === 1 ? texts.join("") : `coalesce(${texts.join(", ")})`;
  return value === fieldText(name) ? value : `${value} as ${fieldText(name)}`;
}

/** A query of its commands, one a line. */
export function queryOf(...commands: readonly string[]): string {
  return commands.join("\n| ");
}

function conditionText(expression: FilterExpression): string {
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
  const text = conditionText(expression);
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
      if (term.value === "*" && term.operator === "=") return `ispresent(${field})`;
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

function fieldName({ selector }: FilterTerm): string {
  return fieldText(selector.join("."));
}

/** Words of the language that records have as names too. */
const WORDS: readonly string[] = ["from", "to"];

/** A field as Insights names it. A word of the language, or one with other characters than these, stands in backticks. */
function fieldText(name: string): string {
  return /^[@\w.]+$/.test(name) && !WORDS.includes(name) ? name : `\`${name}\``;
}

/** A text as a value of a query. JSON's escapes are those of Insights, and no line ends in it. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** The text as a regular expression of Insights that matches it and nothing else, in one line: a command of the language begins a line. */
function escaped(text: string): string {
  return text
    .replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")
    .replace(/\p{Cc}/gu, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
