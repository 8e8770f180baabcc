import { measure } from "./measure";
import { installPeers } from "./peers";
import {
  COMMON_HELP,
  countOf,
  progress,
  readOptions,
  runSubject,
  scratchFolder,
  show,
  type Asked,
} from "./program";
import { reportOf, setting, tablesOf, textReport } from "./report";
import { resultsOf, targetsOf, type Result } from "./statistics";
import { buildPublished } from "./programs";
import { workloads } from "./workloads";

const HELP = `Measures how long synthesis takes: orgtrail, here and as it is published, a bare cdktf program that writes the same (the floor), and AWS CDK.

Usage: npm run bench -- synth [options]

  --teams LIST   how many teams the generated organizations have (default: 10,100,1000)
  --runs N       how often each program runs on each organization (default: 5)
${COMMON_HELP}

Progress goes to standard error. All programs run in turns in new processes, so that ratios hold on a busy machine.

Exit codes: 0 measured; 1 a program failed, or the programs do not write the same; 2 wrong arguments.
`;

/** What a person asks of the benchmark. */
interface Arguments extends Asked {
  readonly teams: readonly number[];
  readonly runs: number;
}

/** @throws UsageError for options that are not known and values that are no counts */
function readArguments(argv: readonly string[]): Arguments {
  const values = readOptions(argv, {
    teams: { type: "string", default: "10,100,1000" },
    runs: { type: "string", default: "5" },
  });
  return {
    ...values,
    teams: values.teams
      .split(",")
      .filter((text) => text !== "")
      .map((text) => countOf("--teams", text, 99_999)),
    runs: countOf("--runs", values.runs, 99_999),
  };
}

async function results({ teams, runs }: Arguments, scratch: string): Promise<readonly Result[]> {
  const found: Result[] = [];
  for (const workload of workloads(teams, scratch)) {
    found.push(...resultsOf(await measure(workload, runs, scratch, progress)));
  }
  return found;
}

async function bench(args: Arguments): Promise<void> {
  installPeers(progress);
  buildPublished();
  const scratch = scratchFolder();
  const measured = await results(args, scratch);
  const targets = targetsOf(measured);
  const report = reportOf(measured, targets);
  show(args, {
    data: report,
    text: textReport(report),
    tables: tablesOf(report),
    note: setting(report),
    met: targets.every(({ met }) => met !== false),
  });
}

void runSubject(HELP, readArguments, bench);
