import { once } from "node:events";
import { performance } from "node:perf_hooks";
import { styleText } from "node:util";
import { fileError } from "../files";
import { jsonText, linesOf, oneLine, styled, type Line, type Span } from "./printable";

/** The one place where something is printed. Lines go in, and what stands in them cannot leave its line. */

/** The lines as text. @param colours whether styles are shown @default false */
export function textOf(lines: readonly Line[], colours = false): string {
  return lines.map((line) => lineText(line, colours)).join("\n");
}

function lineText(line: Line, colours: boolean): string {
  const spans = isSpan(line) ? [line] : line;
  const plain = (span: Span): string => (typeof span === "string" ? span : span.text);
  // Without colours the line is looked at as a whole: a command could stand across two pieces.
  if (!colours) return oneLine(spans.map(plain).join("")).trimEnd();
  return spans
    .map((span) => {
      const text = oneLine(plain(span));
      return typeof span === "string" ? text : styleText([...span.style], text, { validateStream: false });
    })
    .join("");
}

function isSpan(line: Line): line is Span {
  return typeof line === "string" || "text" in line;
}

/** Prints lines on standard output. */
export function print(lines: readonly Line[]): void {
  write(process.stdout, lines);
}

/** Prints lines on standard error. */
export function printError(lines: readonly Line[]): void {
  write(process.stderr, lines);
}

/** Prints a value as JSON on standard output. @param indent @default 2 */
export function printJson(value: unknown, indent = 2): void {
  print(linesOf(jsonText(value, indent)));
}

/** Says on standard error what is begun, and when: what takes long. */
export function progress(line: string): void {
  const seconds = String(Math.round(performance.now() / 1000)).padStart(4);
  printError([[styled(`${seconds} s`, "dim"), `  ${line}`]]);
}

/** Waits until what was printed is taken: a pipe may be slower than what fills it. */
export async function printed(): Promise<void> {
  if (process.stdout.writableNeedDrain) await once(process.stdout, "drain");
}

/** For terminals alone, and for those who have not declined colours. @see https://no-color.org */
function write(stream: NodeJS.WriteStream, lines: readonly Line[]): void {
  wipeStatus();
  if (lines.length > 0)
    stream.write(`${textOf(lines, stream.isTTY && (process.env["NO_COLOR"] ?? "") === "")}\n`);
}

const STATUS_EVERY_MS = 500;
const status = { at: 0, shown: false };

/** Says on a terminal how far something is, in a line that the next one takes the place of. Elsewhere it says nothing. */
export function showStatus(text: () => string): void {
  if (!process.stderr.isTTY || performance.now() - status.at < STATUS_EVERY_MS) return;
  process.stderr.write(`${WIPE}${oneLine(text())}`);
  Object.assign(status, { at: performance.now(), shown: true });
}

const WIPE = "\r\u001b[K";

function wipeStatus(): void {
  if (status.shown) process.stderr.write(WIPE);
  status.shown = false;
}

/** Where nobody says otherwise. */
const WIDTH = 80;

/** How wide a table may be: as the terminal is; elsewhere as COLUMNS says, or 80 characters, for logs and files. */
export function outputWidth(): number {
  if (process.stdout.isTTY && process.stdout.columns > 0) return process.stdout.columns;
  const { COLUMNS: said = "" } = process.env;
  return /^[1-9]\d{0,5}$/.test(said) ? Number(said) : WIDTH;
}

/**
 * `… | head` closes the output early, which is no error. The rest goes nowhere, and the exit code says what it would have;
 * or, where there may be gigabytes still to read, the program ends.
 */
export function whenNobodyReads(becomes: "go on" | "end"): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    lost.error = error;
    if (error.code !== "EPIPE") process.exit(1);
    if (becomes === "end") process.exit();
  });
  // What is said besides, and read by nobody, changes nothing either, nor can anybody be told.
  process.stderr.off("error", passOver).on("error", passOver);
  process.off("exit", tellOfLostOutput);
  process.on("exit", tellOfLostOutput);
}

const passOver = (): undefined => undefined;

/** Why the standard output took no more. */
const lost: { error: NodeJS.ErrnoException | null } = { error: null };

/** Some commands end before they would hear that what they printed was not taken: `--version`, for one. */
function tellOfLostOutput(): void {
  lost.error ??= process.stdout.errored;
  const { error } = lost;
  if (error === null || error.code === "EPIPE") return;
  const problem = fileError(error, "standard output")?.message ?? error.message;
  printError([styled("orgtrail: what was found could not be printed", "red"), problem]);
  process.exitCode = 1;
}
