import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ValidationError } from "../modules/validation";
import { buildApp, stackNames } from "./app";
import { validationFaults, warningsOf } from "./check";
import { ConfigurationError, faultText, loadConfiguration, pathText, suggestion } from "./config";
import { summaryOf, summaryTable } from "./summary";
import { withoutTokenTraces } from "./token-traces";

const HELP = `Synthesizes the Terraform JSON of every stack.

Usage: npm run synth [-- [options] [stack …]]

  stack …     the stacks to synthesize; all when none is named
  --json      print the summary, or the faults, as JSON
  --help      print this text

Environment:
  ORGTRAIL_CONFIG   the folder with organization.yaml and teams/ (default: config)
  CDKTF_OUTDIR      the folder that is written (default: cdktf.out)

Examples:
  npm run synth
  npm run synth -- log-archive management
  ORGTRAIL_CONFIG=../acme-config npm run synth -- --json

Exit codes: 0 written; 1 the configuration has faults, and nothing was written.
`;

/** What a person got wrong on the command line. */
class UsageError extends Error {}

interface Arguments {
  readonly stacks: readonly string[];
  readonly json: boolean;
  /** Whether a person reads the output. cdktf runs the app without, and prints for itself. */
  readonly summary: boolean;
  readonly help: boolean;
}

function readArguments(argv: readonly string[]): Arguments {
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { json: flag, summary: flag, help: { ...flag, short: "h" } },
    });
    return { ...values, stacks: positionals };
  } catch (error) {
    // parseArgs throws TypeErrors whose text names the argument.
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(`${error.message}; see npm run synth -- --help`);
  }
}

function wantedStacks(named: readonly string[], known: readonly string[]): readonly string[] {
  const unknown = named.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const lines = unknown.map((name) => {
      const meant = suggestion(name, known);
      return `there is no stack ${name}; ${meant === undefined ? `there are ${known.join(", ")}` : `did you mean ${meant}?`}`;
    });
    throw new UsageError(lines.join("\n"));
  }
  return named.length > 0 ? named : known;
}

/** Folders of stacks that are gone would look as if they were still to be deployed. */
function removeOtherStacks(outdir: string, stacks: readonly string[]): void {
  const folder = join(outdir, "stacks");
  for (const name of readdirSync(folder)) {
    if (!stacks.includes(name)) rmSync(join(folder, name), { recursive: true });
  }
}

function synthesize({ stacks: named, json, summary }: Arguments): void {
  const configuration = loadConfiguration(process.env["ORGTRAIL_CONFIG"] ?? "config");
  const outdir = process.env["CDKTF_OUTDIR"] ?? "cdktf.out";
  const only = wantedStacks(named, stackNames(configuration));
  const { app, stacks } = withoutTokenTraces(() => {
    const built = buildApp(configuration, { outdir, only });
    const faults = validationFaults(built.app);
    if (faults.length > 0) throw new UsageError(faults.join("\n"));
    built.app.synth();
    return built;
  });
  removeOtherStacks(outdir, only);
  const warnings = warningsOf(app);
  const summaries = stacks.map(summaryOf);
  if (json) {
    process.stdout.write(`${JSON.stringify({ outdir, stacks: summaries, warnings }, null, 2)}\n`);
    return;
  }
  if (!summary) return;
  process.stdout.write(`${summaryTable(summaries)}\n\nWritten to ${join(outdir, "stacks")}.\n`);
  for (const { path, message } of warnings) process.stderr.write(`warning: ${path} ${message}\n`);
}

/** The faults of a configuration, for a person or a machine. */
function report(error: ConfigurationError | ValidationError | UsageError, json: boolean): void {
  if (json && error instanceof ConfigurationError) {
    const faults = error.faults.map((fault) => ({ ...fault, path: pathText(fault.path) }));
    process.stdout.write(`${JSON.stringify({ faults }, null, 2)}\n`);
    return;
  }
  if (error instanceof ConfigurationError) {
    const count = error.faults.length === 1 ? "1 fault" : `${error.faults.length} faults`;
    process.stderr.write(`orgtrail: ${count} in the configuration; nothing was written\n\n`);
    process.stderr.write(`${error.faults.map(faultText).join("\n")}\n`);
    return;
  }
  process.stderr.write(`orgtrail: nothing was written\n\n${error.message}\n`);
}

function main(argv: readonly string[]): void {
  let json = argv.includes("--json");
  try {
    const args = readArguments(argv);
    json = args.json;
    if (args.help) process.stdout.write(HELP);
    else synthesize(args);
  } catch (error) {
    if (!(
      error instanceof ConfigurationError ||
      error instanceof ValidationError ||
      error instanceof UsageError
    )) {
      throw error;
    }
    report(error, json);
    process.exitCode = 1;
  }
}

main(process.argv.slice(2));
