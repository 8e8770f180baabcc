import { rmSync } from "node:fs";
import { join } from "node:path";
import { coldRun, type Sample } from "./cold-run";
import { writeLogs, type Logs } from "./explain/logs";
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
import { median } from "./statistics";

const HELP = `Measures \`orgtrail explain\` on made-up logs, against reading and JSON-parsing the same files alone (the floor).

Usage: npm run bench -- explain [options]

  --events N   how many events the logs have (default: 1000000)
  --runs N     how often each program reads them, in turns (default: 3)
${COMMON_HELP}

The logs take about 1.3 GB for a million events, in the folder for temporary files, and are removed.

Exit codes: 0 measured; 1 a program failed, or with --check a target was missed; 2 wrong arguments.
`;

/** What is promised. */
const MOST_OF_FLOOR = 1.5;
/** Twice the input may not take more than this times the memory: what is left to the garbage collector varies. */
const MOST_GROWTH = 1.25;

interface Arguments extends Asked {
  readonly events: number;
  readonly runs: number;
}

interface Result {
  readonly files: "compressed" | "plain";
  readonly events: number;
  readonly megabytes: number;
  readonly eventsPerSecond: number;
  readonly seconds: { readonly explain: number; readonly floor: number };
  /** How long explain takes, with the floor as 1: the median over the rounds. */
  readonly timesFloor: number;
  /** The same of processor time, which other work on the machine distorts less. */
  readonly cpuTimesFloor: number;
  readonly peakMegabytes: {
    readonly explain: number;
    readonly floor: number;
    readonly explainOfHalf: number;
  };
}

function readArguments(argv: readonly string[]): Arguments {
  const values = readOptions(argv, {
    events: { type: "string", default: "1000000" },
    runs: { type: "string", default: "3" },
  });
  return {
    ...values,
    events: countOf("--events", values.events, 999_999_999),
    runs: countOf("--runs", values.runs, 99_999),
  };
}

async function measure(
  logs: Logs,
  half: Logs,
  files: Result["files"],
  runs: number,
  scratch: string,
): Promise<Result> {
  const run = (command: string, folder: string): Promise<Sample> =>
    coldRun(
      { command: `${command} ${JSON.stringify(folder)}`, environment: {}, outdir: join(scratch, "out") },
      scratch,
    );
  const explain = (folder: string): Promise<Sample> =>
    run("node tools/cli/orgtrail.cjs explain --config config --json", folder);
  const floor = (folder: string): Promise<Sample> => run("node bench/explain/floor.cjs", folder);
  const rounds: { explain: Sample; floor: Sample }[] = [];
  // The files come into the system's cache, for both alike.
  await floor(logs.folder);
  for (let round = 1; round <= runs; round++) {
    progress(`${files} files, round ${round} of ${runs}`);
    rounds.push({ floor: await floor(logs.folder), explain: await explain(logs.folder) });
  }
  const small = await explain(half.folder);
  const seconds = median(rounds.map((each) => each.explain.seconds));
  return {
    files,
    events: logs.events,
    megabytes: Math.round(logs.bytes / 1e6),
    eventsPerSecond: Math.round(logs.events / seconds),
    seconds: { explain: seconds, floor: median(rounds.map((each) => each.floor.seconds)) },
    timesFloor: median(rounds.map((each) => each.explain.seconds / each.floor.seconds)),
    cpuTimesFloor: median(rounds.map((each) => each.explain.cpuSeconds / each.floor.cpuSeconds)),
    peakMegabytes: {
      explain: Math.max(...rounds.map((each) => each.explain.peakMegabytes)),
      floor: Math.max(...rounds.map((each) => each.floor.peakMegabytes)),
      explainOfHalf: small.peakMegabytes,
    },
  };
}

interface Target {
  readonly name: string;
  readonly wanted: string;
  readonly measured: string;
  readonly met: boolean;
}

function targetsOf(results: readonly Result[]): readonly Target[] {
  return results.flatMap(({ files, timesFloor, peakMegabytes: { explain, explainOfHalf } }) => {
    const growth = explain / explainOfHalf;
    return [
      {
        name: `${files} files, against the floor`,
        wanted: `at most ${MOST_OF_FLOOR} ×`,
        measured: `${timesFloor.toFixed(2)} ×`,
        met: timesFloor <= MOST_OF_FLOOR,
      },
      {
        name: `${files} files, memory against that for half of them`,
        wanted: `at most ${MOST_GROWTH} ×`,
        measured: `${growth.toFixed(2)} ×`,
        met: growth <= MOST_GROWTH,
      },
    ];
  });
}

function text(results: readonly Result[], targets: readonly Target[]): string {
  const lines = results.flatMap(
    ({ files, events, megabytes, eventsPerSecond, seconds, cpuTimesFloor, peakMegabytes }) => [
      `${files} files: ${events.toLocaleString("en-US")} events, ${megabytes.toLocaleString("en-US")} MB of text`,
      `  explain  ${seconds.explain.toFixed(1)} s, ${eventsPerSecond.toLocaleString("en-US")} events/s, peak ${peakMegabytes.explain.toFixed(0)} MB (${peakMegabytes.explainOfHalf.toFixed(0)} MB for half)`,
      `  floor    ${seconds.floor.toFixed(1)} s, peak ${peakMegabytes.floor.toFixed(0)} MB`,
      `  processor time ${cpuTimesFloor.toFixed(2)} × that of the floor`,
    ],
  );
  const judged = targets.map(
    ({ name, wanted, measured, met }) =>
      `${met ? "met   " : "MISSED"} ${name}: ${measured}, wanted ${wanted}`,
  );
  return [...lines, ...judged].join("\n");
}

/** The results for docs/benchmarks.md. */
function table(results: readonly Result[]): readonly (readonly string[])[] {
  return [
    ["Files", "explain", "Floor", "Wall time", "CPU time", "Peak memory", "Peak for half the input"],
    ...results.map(({ files, eventsPerSecond, seconds, timesFloor, cpuTimesFloor, peakMegabytes }) => [
      files,
      `${seconds.explain.toFixed(1)} s, ${eventsPerSecond.toLocaleString("en-US")} events/s`,
      `${seconds.floor.toFixed(1)} s`,
      `${timesFloor.toFixed(2)} ×`,
      `${cpuTimesFloor.toFixed(2)} ×`,
      `${peakMegabytes.explain.toFixed(0)} MB`,
      `${peakMegabytes.explainOfHalf.toFixed(0)} MB`,
    ]),
  ];
}

async function bench({ events, runs, ...asked }: Arguments): Promise<void> {
  const scratch = scratchFolder();
  const results: Result[] = [];
  for (const files of ["compressed", "plain"] as const) {
    progress(`writing ${events} events to ${files} files`);
    const [folder, halfFolder] = [join(scratch, files), join(scratch, `${files}-half`)];
    const logs = writeLogs(folder, events, files === "compressed");
    const half = writeLogs(halfFolder, Math.ceil(events / 2), files === "compressed");
    results.push(await measure(logs, half, files, runs, scratch));
    for (const done of [folder, halfFolder]) rmSync(done, { recursive: true });
  }
  const targets = targetsOf(results);
  show(asked, {
    data: { results, targets },
    text: text(results, targets),
    tables: [table(results)],
    met: targets.every(({ met }) => met),
  });
}

void runSubject(HELP, readArguments, bench);
