import { ANY_ELEMENT, type FieldSelector, type FilterExpression, type FilterTerm } from "../event-patterns";
import { columnPlace, stepsTo, typeAt, type ColumnPlace } from "./event-place";
import { partitionDay } from "./log-table";
import { GROUP_MEASURES, MOST_ROWS, type AskedQuestion, type Column } from "./question";

/** Whose SQL it is: that of Athena, which is Trino's, or DuckDB's. */
export type SqlEngine = "athena" | "duckdb";

/** The partitions of a table of log files that are read. */
export interface AskedPartitions {
  /** The ids of the accounts. @default - all that the table finds */
  readonly accounts?: readonly string[];
  /** The days on which files were delivered: the first, and the last, as `2026-11-21`; or the latest few, and today. */
  readonly days: { readonly first: string; readonly last?: string } | { readonly latest: number };
}

/** What is said of a question besides. */
export interface SqlOptions {
  readonly engine: SqlEngine;
  /** The tables, which have the same columns. @default - the question's own */
  readonly tables?: readonly string[];
  /** The first moment, as records have it: 2026-11-29T00:00:00Z. @default - all that there is */
  readonly from?: string;
  /** The moment at which it ends. @default - all that there is */
  readonly to?: string;
  /** The id of the account whose events they are. @default - those of all */
  readonly account?: string;
  /** Which files are read, of a table that `logTables` makes. @default - the table has no partitions */
  readonly partitions?: AskedPartitions;
}

/**
 * The question as SQL. Rows are those that the same question has from every other engine, in the same order.
 * Whatever stands in the question is a text there, and never SQL.
 */
export function sqlQuery(question: AskedQuestion, options: SqlOptions): string {
  const sql = new Sql(options.engine);
  const { events, answer } = question;
  const { tables = [question.table ?? "events"], from, to, account, partitions } = options;
  const source = `FROM ${sourceText(tables, partitions)}`;
  const conditions = [
    ...(from === undefined ? [] : [`eventTime >= ${sqlText(from)}`]),
    ...(to === undefined ? [] : [`eventTime < ${sqlText(to)}`]),
    ...(account === undefined ? [] : [`recipientAccountId = ${sqlText(account)}`]),
    sql.condition(events),
  ];
  const where = `WHERE ${conditions.join("\n  AND ")}`;
  if (answer.rows === "events") {
    const columns = [`eventTime AS ${name("time")}`, ...answer.columns.map((column) => sql.column(column))];
    return lines(
      `SELECT ${columns.join(",\n  ")}`,
      ...[source, where, "ORDER BY eventTime DESC, eventID", `LIMIT ${MOST_ROWS}`],
    );
  }
  const { events: count, first, last } = GROUP_MEASURES;
  const measures = [
    `count(*) AS ${name(count)}`,
    `min(eventTime) AS ${name(first)}`,
    `max(eventTime) AS ${name(last)}`,
  ];
  const places = answer.by.map((_, index) => String(index + 1));
  return lines(
    `SELECT ${[...answer.by.map((column) => sql.column(column)), ...measures].join(",\n  ")}`,
    ...[source, where, `GROUP BY ${places.join(", ")}`],
    `ORDER BY ${[`${name(answer.first === "most" ? count : first)} DESC`, ...places].join(", ")}`,
    `LIMIT ${MOST_ROWS}`,
  );
}

/** All rows of the tables, of the partitions alone that are asked. */
function sourceText(tables: readonly string[], partitions: AskedPartitions | undefined): string {
  if (partitions === undefined) return tables.map(name).join();
  const where = partitionConditions(partitions).join(" AND ");
  const parts = tables.map((table) => `  SELECT * FROM ${name(table)} WHERE ${where}`);
  return lines("(", parts.join("\n  UNION ALL\n"), ")");
}

function partitionConditions({ accounts, days }: AskedPartitions): readonly string[] {
  return [
    ...(accounts === undefined ? [] : [`account IN (${accounts.map(sqlText).join(", ")})`]),
    ...("latest" in days
      ? [`day >= date_format(current_timestamp - INTERVAL '${days.latest}' DAY, '%Y/%m/%d')`]
      : [
          `day >= ${sqlText(partitionDay(days.first))}`,
          ...(days.last === undefined ? [] : [`day <= ${sqlText(partitionDay(days.last))}`]),
        ]),
  ];
}

class Sql {
  constructor(private readonly engine: SqlEngine) {}

  column({ name: called, fields }: Column): string {
    const values = fields.map((field) => this.scalar(columnPlace(stepsTo(field))));
    const value = values.length === 1 ? values.join("") : `coalesce(${values.join(", ")})`;
    return `${value} AS ${name(called)}`;
  }

  condition(expression: FilterExpression): string {
    switch (expression.kind) {
      case "and":
      case "or": {
        const parts = expression.parts.map((part) => this.condition(part));
        const [only = ""] = parts;
        return parts.length === 1 ? only : `(${parts.join(expression.kind === "and" ? " AND " : " OR ")})`;
      }
      default: {
        const at = expression.selector.indexOf(ANY_ELEMENT);
        return at === -1
          ? this.term(expression, columnPlace(expression.selector))
          : this.anyElement(expression, expression.selector.slice(0, at), expression.selector.slice(at + 1));
      }
    }
  }

  private term(term: FilterTerm, place: ColumnPlace): string {
    const value = this.scalar(place);
    switch (term.kind) {
      case "absent":
        return `${this.present(place)} IS NULL`;
      case "is":
        // A column of text has no null of its own.
        if (term.value !== null) return `${value} = ${sqlText(String(term.value))}`;
        return place.json === undefined ? `${value} IS NULL` : this.isNull(place);
      case "number": {
        const number = `TRY_CAST(${value} AS DOUBLE)`;
        const compared = `${number} ${term.operator === "!=" ? "<>" : term.operator} ${term.value}`;
        return term.operator === "!=" ? `(${value} IS NULL OR ${compared})` : compared;
      }
      case "text": {
        const test = textTest(value, term.value);
        return term.operator === "=" ? test : `(${value} IS NULL OR NOT ${test})`;
      }
    }
  }

  /** Whether the term holds of any element of the list. */
  private anyElement(term: FilterTerm, list: FieldSelector, below: FieldSelector): string {
    const place = columnPlace(list);
    const element = "element";
    if (place.json === undefined) {
      const type = typeAt(list);
      if (!Array.isArray(type)) throw new Error(`orgtrail: ${list.join(".")} is no list`);
      const test = this.term(term, { column: [element, ...below].join(".") });
      return this.engine === "duckdb"
        ? `len(list_filter(${place.column}, lambda ${element}: ${test})) > 0`
        : `coalesce(any_match(${place.column}, ${element} -> ${test}), false)`;
    }
    const test = this.term(term, { column: element, json: below });
    return this.engine === "duckdb"
      ? `len(list_filter(json_extract(${place.column}, ${this.path([...place.json, ANY_ELEMENT])}), lambda ${element}: ${test})) > 0`
      : `coalesce(any_match(TRY_CAST(${this.present(place)} AS ARRAY(JSON)), ${element} -> ${test}), false)`;
  }

  /** A text, number or truth value, as text: NULL for what is not there, a list or a map. */
  private scalar({ column, json }: ColumnPlace): string {
    if (json === undefined) return column;
    if (this.engine === "athena") return `json_extract_scalar(${column}, ${this.path(json)})`;
    return `(json_value(${column}, ${this.path(json)}) ->> '$')`;
  }

  /** What is there, be it null: NULL for what is not. */
  private present({ column, json }: ColumnPlace): string {
    return json === undefined ? column : `json_extract(${column}, ${this.path(json)})`;
  }

  private isNull(place: ColumnPlace): string {
    return this.engine === "duckdb"
      ? `CAST(${this.present(place)} AS VARCHAR) = 'null'`
      : `json_format(${this.present(place)}) = 'null'`;
  }

  private path(selector: FieldSelector): string {
    const step = (each: string | number): string => {
      if (typeof each === "number" || each === ANY_ELEMENT) return `[${each}]`;
      if (/^\w+$/.test(each)) return `.${each}`;
      // No engine says how a quote is written in a name.
      if (each.includes('"')) throw new Error(`orgtrail: there is no query for a field named ${each}`);
      return this.engine === "duckdb" ? `."${each}"` : `["${each}"]`;
    };
    return sqlText(`$${selector.map(step).join("")}`);
  }
}

function textTest(value: string, pattern: string): string {
  if (pattern === "*") return `${value} IS NOT NULL`;
  if (!pattern.includes("*")) return `${value} = ${sqlText(pattern)}`;
  const like = pattern.replaceAll(/[\\%_]/g, "\\$&").replaceAll("*", "%");
  return `${value} LIKE ${sqlText(like)} ESCAPE '\\'`;
}

/** A text as SQL has it: a quote in it is doubled, and nothing else means anything. */
export function sqlText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A name as SQL has it. */
function name(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

function lines(...parts: readonly string[]): string {
  return parts.join("\n");
}
