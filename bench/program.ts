import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, type ParseArgsConfig } from "node:util";
import { BenchError } from "./cold-run";

/** What every subject of the benchmark does alike: its options, its scratch folder, its exit codes. */

/** What a person got wrong on the command line. */
export class UsageError extends Error {}

/** An option that is given or not. */
export const flag = { type: "boolean", default: false } as const;

const COMMON = { json: flag, help: { ...flag, short: "h" } } as const;

type Options = NonNullable<ParseArgsConfig["options"]>;
type Values<T extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T & typeof COMMON }>
>["values"];

/** The values of options, `--json` and `--help` among them. @throws UsageError for options that are not known */
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
  process.stderr.write(`bench: ${text}\n`);
}

/** Runs a subject with the options that its process has, or prints its help. */
export async function runSubject<T extends { readonly help: boolean }>(
  help: string,
  read: (argv: readonly string[]) => T,
  bench: (args: T) => void | Promise<void>,
): Promise<void> {
  try {
    const args = read(process.argv.slice(2));
    if (args.help) process.stdout.write(help);
    else await bench(args);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof BenchError)) throw error;
    process.stderr.write(`bench: ${error.message}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
