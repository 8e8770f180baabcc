import { HELP, readArguments, type Arguments } from "./arguments";
import { measure } from "./measure";
import { installPeers } from "./peers";
import { progress, runSubject, scratchFolder } from "./program";
import { markdownReport, reportOf, textReport, type Report } from "./report";
import { resultsOf, targetsOf, type Result } from "./statistics";
import { workloads } from "./workloads";

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
  const scratch = scratchFolder();
  const measured = await results(args, scratch);
  const targets = targetsOf(measured);
  print(reportOf(measured, targets), args.format);
  if (args.check && targets.some(({ met }) => met === false)) process.exitCode = 1;
}

void runSubject(HELP, readArguments, bench);
