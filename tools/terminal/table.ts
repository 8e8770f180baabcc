import CliTable from "cli-table3";
import { countText } from "../../modules/kernel";
import { outputWidth } from "./output";
import { oneLine, styled, type Line } from "./printable";

/** How a table looks. */
export interface TableOptions {
  /** The columns that are aligned to the right, as numbers are, from 0. @default - none */
  readonly right?: readonly number[];
  /** The longest table that a person reads; the rest is counted. @default 50 */
  readonly rows?: number;
  /** What the rows that are counted are, in the singular. @default - nothing is said of it */
  readonly noun?: string;
  /** How wide it may be, in characters. @default - as wide as the terminal, and elsewhere as COLUMNS says, or 80 */
  readonly width?: number;
}

/** No lines around and between cells. */
const NO_FRAME = {
  ...{ top: "", "top-mid": "", "top-left": "", "top-right": "" },
  ...{ bottom: "", "bottom-mid": "", "bottom-left": "", "bottom-right": "" },
  ...{ left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: "  " },
};
const GAP = NO_FRAME.middle.length;

/**
 * A table as lines. Where it is wider than it may be, cells break between words; no word is cut, for people copy names. Where that
 * does not suffice, each row is a list of its cells, and what is longer than a line stands in one of its own.
 * @param head @default - no head
 */
export function table(
  head: readonly string[] | undefined,
  rows: readonly (readonly (string | number)[])[],
  { right = [], rows: most = 50, noun, width = outputWidth() }: TableOptions = {},
): readonly Line[] {
  const shown = rows.slice(0, most).map((row) => row.map((cell) => oneLine(String(cell))));
  const more = rows.length - shown.length;
  const which = noun === undefined ? "" : ` ${noun}${more === 1 ? "" : "s"}`;
  return [
    ...(asColumns(head, shown, right, width) ?? asLists(head ?? [], shown, width)),
    ...(more > 0 ? [`… and ${countText(more)} more${which} (--json lists all)`] : []),
  ];
}

/**
 * Names, and what is told of each beside it, in lines that are no wider than they may be: as the cells of a row that does not fit.
 * @param indent how far from the left they begin, in characters
 */
export function labelled(
  entries: readonly (readonly [label: string, text: string])[],
  indent: number,
  { width = outputWidth() }: Pick<TableOptions, "width"> = {},
): readonly Line[] {
  const margin = " ".repeat(indent);
  const left = Math.max(0, ...entries.map(([label]) => label.length)) + GAP;
  return entries.flatMap(([label, text]) =>
    listed(`${margin}${oneLine(label).padEnd(left)}`, oneLine(text), width).map(
      ({ head, rest }) => `${head}${rest}`,
    ),
  );
}

type Rows = readonly (readonly string[])[];

/** @returns undefined where the rows are wider than they may be, however they are broken */
function asColumns(
  head: readonly string[] | undefined,
  rows: Rows,
  right: readonly number[],
  width: number,
): readonly Line[] | undefined {
  const all = head === undefined ? rows : [head, ...rows];
  const widths = widthsOf(all, width);
  if (widths.length > 1 && totalOf(widths) > width) return undefined;
  const wrapped = all.map((row) => row.map((cell, column) => brokenAt(cell, widths[column] ?? Infinity)));
  const cells = new CliTable({
    chars: NO_FRAME,
    colAligns: widths.map((_, column) => (right.includes(column) ? "right" : "left")),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0, compact: true },
  });
  cells.push(...wrapped);
  const lines = all.length === 0 ? [] : cells.toString().split("\n");
  const headLines = head === undefined ? 0 : heightOf(wrapped[0] ?? []);
  return lines.map((line, index) => (index < headLines ? styled(line.trimEnd(), "bold") : line.trimEnd()));
}

/** Each row as lines of its cells, with what heads them. */
function asLists(head: readonly string[], rows: Rows, width: number): readonly Line[] {
  const left = Math.max(0, ...head.map((text) => text.length)) + GAP;
  const lists = rows.map((row) =>
    row.flatMap((cell, column): readonly Line[] =>
      cell === ""
        ? []
        : listed((head[column] ?? "").padEnd(left), cell, width).map(({ head: named, rest }) => [
            styled(named, "bold"),
            rest,
          ]),
    ),
  );
  return lists.flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}

/** A text beside what heads it, and below it where it has several lines; what is longer than a line stands in one of its own. */
function listed(
  head: string,
  text: string,
  width: number,
): readonly { readonly head: string; readonly rest: string }[] {
  const margin = head.slice(0, head.length - head.trimStart().length);
  const isTooLong = (line: string): boolean => head.length + line.length > width;
  const [first = "", ...others] = brokenAt(text, width - head.length).split("\n");
  return [
    ...(isTooLong(first)
      ? [
          { head, rest: "" },
          { head: margin, rest: first },
        ]
      : [{ head, rest: first }]),
    ...others.map((line) => ({ head: isTooLong(line) ? margin : " ".repeat(head.length), rest: line })),
  ];
}

/** How wide each column is: as its widest cell, and where that is too much, down to its longest word. */
function widthsOf(rows: readonly (readonly string[])[], most: number): readonly number[] {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? ""));
  // An empty one takes a character, too.
  const widest = (texts: readonly string[]): number => Math.max(1, ...texts.map((text) => text.length));
  const widths = columns.map(widest);
  const least = columns.map((cells) => widest(cells.flatMap((cell) => cell.split(" "))));
  const spare = (column: number): number => (widths[column] ?? 0) - (least[column] ?? 0);
  let over = totalOf(widths) - most;
  while (over > 0) {
    // One after the other, the one that breaks best first: what is broken little is read easily.
    const [column = 0] = [...widths.keys()].sort((one, other) => spare(other) - spare(one));
    if (spare(column) <= 0) break;
    widths[column] = (widths[column] ?? 0) - 1;
    over -= 1;
  }
  return widths;
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + GAP, -GAP);
}

/** The text in lines of at most this width, broken between words. */
function brokenAt(text: string, width: number): string {
  if (text.length <= width) return text;
  return text.split(" ").reduce((lines, word) => {
    const last = lines.slice(lines.lastIndexOf("\n") + 1);
    return `${lines}${last.length + 1 + word.length > width ? "\n" : " "}${word}`;
  });
}

function heightOf(row: readonly string[]): number {
  return Math.max(...row.map((cell) => cell.split("\n").length));
}
