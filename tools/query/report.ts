import { amount } from "../../modules/kernel";
import { MOST_ROWS, type EventQuestion } from "../../modules/questions";
import { styled, table, type Line } from "../terminal";
import type { QueryResult, Loaded } from "./event-store";

/** The questions that can be asked, with what each has to be told. */
export function questionLines(title: string, questions: readonly EventQuestion[]): readonly Line[] {
  const rows = questions.map(({ id, title: asks, parameters }) => [
    id,
    parameters.map(({ name }) => name).join(", "),
    asks,
  ]);
  return [title, "", ...table(["Question", "Set", "What it asks"], rows, { rows: rows.length })];
}

/** The answer, for people. @param isLimited whether there may be more rows than a question has told */
export function answerLines(
  result: QueryResult,
  { files, events }: Loaded,
  isLimited: boolean,
): readonly Line[] {
  return tableLines(result, `of ${amount(events, "event")} in ${amount(files, "file")}`, isLimited);
}

/** The same, of whatever was read. */
export function tableLines(
  { columns, rows }: QueryResult,
  readText: string,
  isLimited: boolean,
): readonly Line[] {
  const cells = rows.map((row) => row.map((cell) => cell ?? ""));
  const more =
    isLimited && rows.length === MOST_ROWS
      ? ", and there may be more: narrow it by --from, --to and --account, or give --sql"
      : "";
  return [
    ...(rows.length === 0 ? [] : [...table(columns, cells, { rows: MOST_ROWS, noun: "row" }), ""]),
    `${amount(rows.length, "row")}, ${readText}${more}`,
  ];
}

/** The rows as objects, by the columns. Of columns of one name, the later ones have a number behind it, as DuckDB gives them in a table. */
export function objectsIn({ columns, rows }: QueryResult): {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string | null>>[];
} {
  const names = new Set<string>();
  for (const column of columns) {
    let name = column;
    for (let count = 1; names.has(name); count++) name = `${column}_${count}`;
    names.add(name);
  }
  const each = [...names];
  return {
    columns: each,
    rows: rows.map((row) => Object.fromEntries(each.map((name, index) => [name, row[index] ?? null]))),
  };
}

/** The answer as CSV, a line a row. */
export function csvLines({ columns, rows }: QueryResult): readonly Line[] {
  return [columns, ...rows].map((row) => row.map((cell) => csvCell(cell ?? "")).join(","));
}

/**
 * A text in a table of which a spreadsheet makes no formula: one that begins as such, in any width of its signs, gets an apostrophe
 * before it.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function csvCell(text: string): string {
  const plain = /^\s*[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** What could not be read, a line each. */
export function unreadLines({ failures }: Loaded): readonly Line[] {
  return [
    "",
    styled("orgtrail: not everything was read", "red"),
    ...failures.map(
      ({ file, count, first }) =>
        `${file}: ${first}${count > 1 ? `, and ${amount(count - 1, "record")} more` : ""}`,
    ),
  ];
}
