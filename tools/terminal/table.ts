import CliTable from "cli-table3";
import { outputWidth } from "./output";
import { countText, oneLine, styled, type Line } from "./printable";

/** How a table looks. */
export interface TableOptions {
  /** The columns that are aligned to the right, as numbers are, from 0. @default - none */
  readonly right?: readonly number[];
  /** The longest table that a person reads; the rest is counted. @default 50 */
  readonly rows?: number;
  /** What the rows that are counted are, in the singular. @default - nothing is said of it */
  readonly noun?: string;
  /** How wide it may be, in characters. @default - as wide as the terminal, and elsewhere as it is */
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
 * A table as lines. Where it is wider than it may be, cells break between words; no word is cut, for people copy names.
 * @param head @default - no head
 */
export function table(
  head: readonly string[] | undefined,
  rows: readonly (readonly (string | number)[])[],
  { right = [], rows: most = 50, noun, width = outputWidth() }: TableOptions = {},
): readonly Line[] {
  const shown = rows.slice(0, most).map((row) => row.map((cell) => oneLine(String(cell))));
  const all = head === undefined ? shown : [[...head], ...shown];
  const widths = widthsOf(all, width ?? Infinity);
  const wrapped = all.map((row) => row.map((cell, column) => brokenAt(cell, widths[column] ?? Infinity)));
  const cells = new CliTable({
    chars: NO_FRAME,
    colAligns: widths.map((_, column) => (right.includes(column) ? "right" : "left")),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0, compact: true },
  });
  cells.push(...wrapped);
  const lines = all.length === 0 ? [] : cells.toString().split("\n");
  const headLines = head === undefined ? 0 : heightOf(wrapped[0] ?? []);
  const more = rows.length - shown.length;
  const which = noun === undefined ? "" : ` ${noun}${more === 1 ? "" : "s"}`;
  return [
    ...lines.map((line, index) => (index < headLines ? styled(line.trimEnd(), "bold") : line.trimEnd())),
    ...(more > 0 ? [`… and ${countText(more)} more${which} (--json lists all)`] : []),
  ];
}

/** How wide each column is: as its widest cell, and where that is too much, down to its longest word. */
function widthsOf(rows: readonly (readonly string[])[], most: number): readonly number[] {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? ""));
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length));
  const widths = columns.map(widest);
  const least = columns.map((cells) => widest(cells.flatMap((cell) => cell.split(" "))));
  const spare = (column: number): number => (widths[column] ?? 0) - (least[column] ?? 0);
  let over = widths.reduce((sum, width) => sum + width + GAP, -GAP) - most;
  while (over > 0) {
    // One after the other, the one that breaks best first: what is broken little is read easily.
    const [column = 0] = [...widths.keys()].sort((one, other) => spare(other) - spare(one));
    if (spare(column) <= 0) break;
    widths[column] = (widths[column] ?? 0) - 1;
    over -= 1;
  }
  return widths;
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
