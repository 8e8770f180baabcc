import { parseArgs } from "node:util";

export const HELP = `Measures how long synthesis takes: orgtrail, a bare cdktf program that writes the same (the floor), and AWS CDK.

Usage: npm run bench -- synth [options]

  --teams LIST   how many teams the generated organizations have (default: 10,100,1000)
  --runs N       how often each program runs on each organization (default: 5)
  --json         print the results as JSON
  --markdown     print the results as the tables of docs/benchmarks.md
  --check        exit with 1 when a target is missed
  --help         print this text

Progress goes to standard error. All programs run in turns in new processes, so that ratios hold on a busy machine.

Exit codes: 0 measured; 1 a program failed, or the programs do not write the same; 2 wrong arguments.
`;

/** What a person asks of the benchmark. */
export interface Arguments {
  readonly teams: readonly number[];
  readonly runs: number;
  readonly format: "text" | "json" | "markdown";
  /** Whether a missed target is a failure. */
  readonly check: boolean;
  readonly help: boolean;
}

/** What a person got wrong on the command line. */
export class UsageError extends Error {}

/** @throws UsageError for options that are not known and values that are no counts */
export function readArguments(argv: readonly string[]): Arguments {
  const flag = { type: "boolean", default: false } as const;
  const options = {
    teams: { type: "string", default: "10,100,1000" },
    runs: { type: "string", default: "5" },
    json: flag,
    markdown: flag,
    check: flag,
    help: { ...flag, short: "h" },
  } as const;
  try {
    const { values } = parseArgs({ args: [...argv], options });
    return {
      teams: values.teams
        .split(",")
        .filter((text) => text !== "")
        .map((text) => count("--teams", text)),
      runs: count("--runs", values.runs),
      format: values.json ? "json" : values.markdown ? "markdown" : "text",
      check: values.check,
      help: values.help,
    };
  } catch (error) {
    // parseArgs throws TypeErrors whose text names the argument.
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(error.message);
  }
}

function count(option: string, text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text.trim())) {
    throw new UsageError(`${option} takes whole numbers from 1 to 99999, and got ${JSON.stringify(text)}`);
  }
  return Number(text);
}
