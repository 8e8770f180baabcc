import { countOf, flag, readOptions } from "./program";

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

/** @throws UsageError for options that are not known and values that are no counts */
export function readArguments(argv: readonly string[]): Arguments {
  const values = readOptions(argv, {
    teams: { type: "string", default: "10,100,1000" },
    runs: { type: "string", default: "5" },
    markdown: flag,
    check: flag,
  });
  return {
    teams: values.teams
      .split(",")
      .filter((text) => text !== "")
      .map((text) => countOf("--teams", text, 99_999)),
    runs: countOf("--runs", values.runs, 99_999),
    format: values.json ? "json" : values.markdown ? "markdown" : "text",
    check: values.check,
    help: values.help,
  };
}
