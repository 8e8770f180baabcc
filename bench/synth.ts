import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HELP, readArguments, UsageError, type Arguments } from "./arguments";
import { BenchError } from "./cold-run";
import { measure } from "./measure";
import { installPeers } from "./peers";
import { markdownReport, reportOf, textReport, type Report } from "./report";
import { resultsOf, targetsOf, type Result } from "./statistics";
import { workloads } from "./workloads";

function progress(text: string): void {
  process.stderr.write(`bench: ${text}\n`);
}

async function results({ teams, runs }: Arguments, scratch: string): Promise<readonly Result[]> {
  const found: Result[] = [];
  for (const workload of workloads(teams, scratch)) {
    found.push(...resultsOf(await measure(workload, runs, scratch, progress)));
  }
  return found;
}

function print(report: Report, format: Arguments["format"]): void {
  const text = {
    json: () => `${JSON.stringify(report, null, 2)}\n`,
    markdown: () => markdownReport(report),
    text: () => textReport(report),
  };
  process.stdout.write(text[format]());
}

async function bench(args: Arguments): Promise<void> {
  installPeers(progress);
  const scratch = mkdtempSync(join(tmpdir(), "orgtrail-bench-"));
  const clean = (): void => {
    rmSync(scratch, { recursive: true, force: true });
  };
  process.once("exit", clean);
  process.once("SIGINT", () => process.exit(130));
  process.once("SIGTERM", () => process.exit(143));
  const measured = await results(args, scratch);
  const targets = targetsOf(measured);
  print(reportOf(measured, targets), args.format);
  if (args.check && targets.some(({ met }) => met === false)) process.exitCode = 1;
}

async function main(argv: readonly string[]): Promise<void> {
  try {
    const args = readArguments(argv);
    if (args.help) process.stdout.write(HELP);
    else await bench(args);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof BenchError)) throw error;
    process.stderr.write(`bench: ${error.message}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

void main(process.argv.slice(2));
