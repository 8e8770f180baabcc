import type { FilterExpression } from "../event-patterns";

/** A question to the audit log, put to each engine in its own language. */
export interface EventQuestion {
  /** What people call it by: lower-case words with hyphens. */
  readonly id: string;
  /** What it asks, as a sentence. */
  readonly title: string;
  readonly parameters: readonly Parameter[];
  /**
   * Which events answer it. In a text, `{principal}` stands for the value of the parameter of that name, in which `*` stands for any
   * characters.
   */
  readonly events: FilterExpression;
  /** Which of the tables of log files has them, where it is one of those that CloudTrail writes files of their own for. @default "events": all events */
  readonly table?: "events" | "insights";
  readonly answer: AnswerRows;
}

/** What a person says when they ask. */
export interface Parameter {
  readonly name: string;
  /** What it is, with its article: "the ARN of a user". */
  readonly about: string;
  readonly example: string;
}

/** What is told of the events. */
export type AnswerRows = EventRows | GroupRows;

/** A row an event, the latest first. */
export interface EventRows {
  readonly rows: "events";
  readonly columns: readonly Column[];
}

/** A row for all events that are alike in these columns, with how many they are, and when the first and the last were. */
export interface GroupRows {
  readonly rows: "groups";
  readonly by: readonly Column[];
  /** Which group comes first: the one with most events, or the one that began last. */
  readonly first: "most" | "newest";
}

/** Something of an event that stands in a column. */
export interface Column {
  readonly name: string;
  /** Where it stands, `userIdentity.arn` or `insightDetails.attributions.0.value`: the first of these that the event has. */
  readonly fields: readonly [string, ...string[]];
}

/** What is told of groups, beside what they are alike in. */
export const GROUP_MEASURES = { events: "events", first: "firstSeen", last: "lastSeen" } as const;

/** How many rows are told. */
export const MOST_ROWS = 200;

/** A column of the field's own name, or of another. */
export function column(name: string, ...fields: readonly string[]): Column {
  const [first = name, ...others] = fields;
  return { name, fields: [first, ...others] };
}

/** A question of which nothing is left to say. */
export type AskedQuestion = Pick<EventQuestion, "events" | "table" | "answer">;

/** What is wrong with the values that were given. */
export interface WrongValues {
  readonly missing: readonly string[];
  readonly unknown: readonly string[];
}

/** What is wrong with the values, or nothing. */
export function wrongValues(
  { parameters }: EventQuestion,
  values: Readonly<Record<string, string>>,
): WrongValues | undefined {
  const names = parameters.map(({ name }) => name);
  const missing = names.filter((name) => !Object.hasOwn(values, name) || values[name] === "");
  const unknown = Object.keys(values).filter((name) => !names.includes(name));
  return missing.length + unknown.length === 0 ? undefined : { missing, unknown };
}

/** The question with the values of its parameters. They stay values: nothing in one is read as anything else, but `*`. */
export function asked(
  { events, table, answer }: EventQuestion,
  values: Readonly<Record<string, string>>,
): AskedQuestion {
  const filled = (expression: FilterExpression): FilterExpression => {
    if (expression.kind === "and" || expression.kind === "or")
      return { ...expression, parts: expression.parts.map(filled) };
    if (expression.kind !== "text") return expression;
    const value = expression.value.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
    );
    return { ...expression, value };
  };
  return { events: filled(events), ...(table !== undefined && { table }), answer };
}
