import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { didYouMean } from "../modules/kernel";
import { ValidationError } from "../modules/validation";
import { buildApp, stackNames } from "./app";
import {
  addBestPractices,
  bestPracticeCounts,
  BestPracticesError,
  bestPracticesTable,
  type BestPracticeFinding,
} from "./best-practices";
import { validationFaults, warningsOf } from "./check";
import {
  ACCESS_MODES,
  ConfigurationError,
  faultText,
  loadConfiguration,
  pathText,
  type AccessMode,
} from "./config";
import { summaryOf, summaryTable } from "./summary";
import { withoutTokenTraces } from "./token-traces";

const HELP = `Synthesizes the Terraform JSON of every stack.

Usage: npm run synth [-- [options] [stack …]]

  stack …     the stacks to synthesize; all when none is named
  --json      print the summary with all findings, or the faults, as JSON
  --no-best-practices
              write stacks that are not compliant with the best practices, too
  --help      print this text

Environment:
  ORGTRAIL_CONFIG   the folder with organization.yaml and teams/ (default: config)
  CDKTF_OUTDIR      the folder that is written (default: cdktf.out)
  ORGTRAIL_ACCESS   plan: Terraform assumes organization.planRole, which only reads; deploy: the deploy role (default)
  ORGTRAIL_BEST_PRACTICES
                    off: as --no-best-practices, also for cdktf synth, diff and deploy

Examples:
  npm run synth
  npm run synth -- log-archive management
  ORGTRAIL_CONFIG=../acme-config npm run -s synth -- --json

Exit codes: 0 written; 1 the configuration has faults or a best practice is not met, and nothing was written.
`;

/** What a person got wrong on the command line. */
class UsageError extends Error {}

interface Arguments {
  readonly stacks: readonly string[];
  readonly json: boolean;
  /** Whether a person reads the output. cdktf runs the app without, and prints for itself. */
  readonly summary: boolean;
  readonly bestPractices: boolean;
  readonly help: boolean;
}

function readArguments(argv: readonly string[]): Arguments {
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: flag,
        summary: flag,
        "no-best-practices": flag,
        help: { ...flag, short: "h" },
      },
    });
    const bestPractices = !values["no-best-practices"] && !bestPracticesAreOff();
    return { ...values, bestPractices, stacks: positionals };
  } catch (error) {
    // parseArgs throws TypeErrors whose text names the argument.
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(`${error.message}; see npm run synth -- --help`);
  }
}

function bestPracticesAreOff(): boolean {
  const value = process.env["ORGTRAIL_BEST_PRACTICES"] ?? "on";
  if (value !== "on" && value !== "off") {
    throw new UsageError(`ORGTRAIL_BEST_PRACTICES is ${JSON.stringify(value)}; allowed: on, off`);
  }
  return value === "off";
}

function accessMode(): AccessMode {
  const value = process.env["ORGTRAIL_ACCESS"] ?? "deploy";
  const mode = ACCESS_MODES.find((known) => known === value);
  if (mode === undefined) {
    throw new UsageError(`ORGTRAIL_ACCESS is ${JSON.stringify(value)}; allowed: ${ACCESS_MODES.join(", ")}`);
  }
  return mode;
}

function wantedStacks(named: readonly string[], known: readonly string[]): readonly string[] {
  const unknown = named.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const otherwise = `there are ${known.join(", ")}`;
    const lines = unknown.map((name) => `there is no stack ${name}; ${didYouMean(name, known, otherwise)}`);
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

function synthesize({ stacks: named, json, summary, bestPractices }: Arguments): void {
  const configuration = loadConfiguration(process.env["ORGTRAIL_CONFIG"] ?? "config");
  const outdir = process.env["CDKTF_OUTDIR"] ?? "cdktf.out";
  const access = accessMode();
  const known = stackNames(configuration);
  const only = wantedStacks(named, known);
  const { app, stacks, gate } = withoutTokenTraces(() => {
    const built = buildApp(configuration, { outdir, only, access });
    const faults = validationFaults(built.app);
    if (faults.length > 0) throw new UsageError(faults.join("\n"));
    const wholeOrganization = known.every((name) => only.includes(name));
    const gate = bestPractices ? addBestPractices(built, configuration, wholeOrganization) : undefined;
    built.app.synth();
    return { ...built, gate };
  });
  removeOtherStacks(outdir, only);
  const warnings = warningsOf(app);
  const summaries = stacks.map(summaryOf);
  if (json) {
    const practices = gate && bestPracticesJson(gate.findings);
    print({ outdir, stacks: summaries, warnings, ...(practices && { bestPractices: practices }) });
    return;
  }
  if (!summary) return;
  process.stdout.write(`${summaryTable(summaries)}\n\n`);
  if (gate !== undefined) process.stdout.write(`${bestPracticesTable(gate.findings)}\n\n`);
  process.stdout.write(`Written to ${join(outdir, "stacks")}.\n`);
  for (const { path, message } of warnings) process.stderr.write(`warning: ${path} ${message}\n`);
}

function bestPracticesJson(findings: readonly BestPracticeFinding[]): object {
  return { ...bestPracticeCounts(findings), findings };
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

type Expected = ConfigurationError | ValidationError | BestPracticesError | UsageError;

/** What is wrong, for a person or a machine. */
function report(error: Expected, json: boolean): void {
  if (json && error instanceof ConfigurationError) {
    print({ faults: error.faults.map((fault) => ({ ...fault, path: pathText(fault.path) })) });
    return;
  }
  if (json && error instanceof BestPracticesError) {
    print({ notCompliant: error.findings });
    return;
  }
  if (error instanceof BestPracticesError) {
    const count = error.findings.length === 1 ? "1 finding" : `${error.findings.length} findings`;
    process.stderr.write(`orgtrail: ${count} against the best practices; nothing was written\n\n`);
    process.stderr.write(`${error.message}\n\nEach rule: docs/best-practices.md\n`);
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
      error instanceof BestPracticesError ||
      error instanceof UsageError
    )) {
      throw error;
    }
    report(error, json);
    process.exitCode = 1;
  }
}

// `… | head` closes the output early, which is no error: the rest goes nowhere, and the exit code says what it would have.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
main(process.argv.slice(2));
