import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, type ParseArgsConfig } from "node:util";
import { linesOf, markdownRows, print, printError, printJson } from "../tools/terminal";
import { BenchError } from "./cold-run";

/** What every subject of the benchmark does alike: its options, its scratch folder, its exit codes. */

/** What a person got wrong on the command line. */
export class UsageError extends Error {}

/** An option that is given or not. */
export const flag = { type: "boolean", default: false } as const;

const COMMON = { json: flag, markdown: flag, check: flag, help: { ...flag, short: "h" } } as const;

/** What every subject says of its options. */
export const COMMON_HELP = `  --json       print the results as JSON
  --markdown   print the results as tables of docs/benchmarks.md
  --check      exit with 1 when a target is missed
  --help       print this text`;

/** How results are shown, and whether a missed target is a failure. */
export interface Asked {
  readonly json: boolean;
  readonly markdown: boolean;
  readonly check: boolean;
  readonly help: boolean;
}

/** What a subject has found, in each form. */
export interface Results {
  readonly data: object;
  readonly text: string;
  /** Each with its head. */
  readonly tables: readonly (readonly (readonly string[])[])[];
  /** Stands above the tables. @default - nothing */
  readonly note?: string;
  /** Whether no target is missed. */
  readonly met: boolean;
}

/** Prints results as they are asked for. */
export function show(
  { json, markdown, check }: Asked,
  { data, text, tables, note = "", met }: Results,
): void {
  const asMarkdown = (): string =>
    [note, ...tables.map(([head = [], ...rows]) => markdownRows(head, rows))].join("\n\n").trimStart();
  if (json) printJson(data);
  else print(linesOf((markdown ? asMarkdown() : text).trimEnd()));
  if (check && !met) process.exitCode = 1;
}

type Options = NonNullable<ParseArgsConfig["options"]>;
type Values<T extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T & typeof COMMON }>
>["values"];

/** The values of options, those of every subject among them. @throws UsageError for options that are not known */
export function readOptions<T extends Options>(argv: readonly string[], options: T): Values<T> {
  try {
    return parseArgs({ args: [...argv], options: { ...options, ...COMMON } }).values;
  } catch (error) {
    // parseArgs throws TypeErrors whose text names the argument.
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(error.message);
  }
}

/** A number from 1 on. @throws UsageError for any other text */
export function countOf(option: string, text: string, most: number): number {
  const count = /^[1-9]\d*$/.test(text.trim()) ? Number(text) : 0;
  if (count >= 1 && count <= most) return count;
  throw new UsageError(`${option} takes whole numbers from 1 to ${most}, and got ${JSON.stringify(text)}`);
}

/** A folder that is removed when the process ends, also by a signal. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-bench-"));
  process.once("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  process.once("SIGINT", () => process.exit(130));
  process.once("SIGTERM", () => process.exit(143));
  return folder;
}

/** Says what is measured now. */
export function progress(text: string): void {
  printError([`bench: ${text}`]);
}

/** Runs a subject with the options that its process has, or prints its help. */
export async function runSubject<T extends { readonly help: boolean }>(
  help: string,
  read: (argv: readonly string[]) => T,
  bench: (args: T) => void | Promise<void>,
): Promise<void> {
  try {
    const args = read(process.argv.slice(2));
    if (args.help) print(linesOf(help));
    else await bench(args);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof BenchError)) throw error;
    printError(linesOf(`bench: ${error.message}`));
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
