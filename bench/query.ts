import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { BenchError } from "./cold-run";
import { writeLogs } from "./explain/logs";
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

const HELP = `Measures \`orgtrail query\` on made-up, compressed logs: a question when nothing is kept of them yet, and the second one, against
jq, and against DuckDB over the same files without orgtrail. All have to answer the same.

Usage: npm run bench -- query [options]

  --events N   how many events the logs have (default: 1000000)
  --runs N     how often each is asked, in turns (default: 3)
${COMMON_HELP}

It needs jq and @duckdb/node-api. Exit codes: 0 measured; 1 a program failed, or with --check a target was missed; 2 wrong arguments.
`;

/** What is promised: so many times as fast as jq, and so long against DuckDB alone. */
const FIRST_OF_JQ = 3;
const SECOND_OF_JQ = 50;
const MOST_OF_DUCKDB = 1.5;

const ROOT = join(__dirname, "..");

interface Arguments extends Asked {
  readonly events: number;
  readonly runs: number;
}

function readArguments(argv: readonly string[]): Arguments {
  const values = readOptions(argv, {
    events: { type: "string", default: "1000000" },
    runs: { type: "string", default: "3" },
  });
  return {
    ...values,
    events: countOf("--events", values.events, 99_999_999),
    runs: countOf("--runs", values.runs, 99_999),
  };
}

interface Answer {
  readonly seconds: number;
  /** In whatever order. */
  readonly rows: readonly string[];
}

/** Asks by a command of a shell, which prints JSON. @param rowsOf the rows in it */
function ask(command: string, rowsOf: (printed: unknown) => readonly (readonly unknown[])[]): Answer {
  const begun = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync("bash", ["-c", `set -o pipefail; ${command}`], {
    ...{ cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 28 },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  if (status !== 0) throw new BenchError(`${command} failed: ${stderr}`);
  return {
    seconds,
    rows: rowsOf(JSON.parse(stdout))
      .map((row) => JSON.stringify(row))
      .sort(),
  };
}

interface Round {
  readonly first: number;
  readonly second: number;
  readonly jq: number;
  readonly duckdb: number;
}

function measure({ events, runs }: Arguments): {
  readonly megabytes: number;
  readonly rounds: readonly Round[];
} {
  const scratch = scratchFolder();
  progress(`writing ${events.toLocaleString("en-US")} events`);
  const { folder, bytes } = writeLogs(join(scratch, "logs"), events, true);
  const path = JSON.stringify(folder);
  const query = (): Answer =>
    ask(`node tools/cli/orgtrail.cjs query first-uses --logs ${path} --json`, (printed) =>
      (printed as { rows: Readonly<Record<string, unknown>>[] }).rows.map((row) => Object.values(row)),
    );
  const lists = (printed: unknown): unknown[][] => printed as unknown[][];
  const rounds = Array.from({ length: runs }, (_, index): Round => {
    progress(`round ${index + 1} of ${runs}`);
    for (const name of readdirSync(folder)) if (name.endsWith(".parquet")) rmSync(join(folder, name));
    const answers = {
      duckdb: ask(`node bench/query/raw.cjs ${path}`, lists),
      jq: ask(`zcat ${path}/*.json.gz | jq -n -f bench/query/first-uses.jq`, lists),
      first: query(),
      second: query(),
    };
    const { first, second, jq, duckdb } = answers;
    const wanted = JSON.stringify(jq.rows);
    for (const [name, { rows }] of Object.entries(answers))
      if (JSON.stringify(rows) !== wanted) throw new BenchError(`${name} answers otherwise than jq`);
    return { first: first.seconds, second: second.seconds, jq: jq.seconds, duckdb: duckdb.seconds };
  });
  return { megabytes: bytes / 1e6, rounds };
}

function bench(args: Arguments): void {
  const { megabytes, rounds } = measure(args);
  const of = (value: (round: Round) => number): number => median(rounds.map(value));
  const [first, second, jq, duckdb] = [
    of((each) => each.first),
    of((each) => each.second),
    of((each) => each.jq),
    of((each) => each.duckdb),
  ];
  const targets = [
    ["first question, against jq", of((each) => each.jq / each.first), FIRST_OF_JQ, "at least"],
    ["second question, against jq", of((each) => each.jq / each.second), SECOND_OF_JQ, "at least"],
    [
      "first question, against DuckDB alone",
      of((each) => each.first / each.duckdb),
      MOST_OF_DUCKDB,
      "at most",
    ],
  ] as const;
  const rows = targets.map(([name, value, bound, is]) => {
    const met = is === "at least" ? value >= bound : value <= bound;
    return { met, cells: [name, `${is} ${bound} ×`, `${value.toFixed(2)} ×`, met ? "met" : "missed"] };
  });
  const seconds = [first, second, duckdb, jq].map((each) => `${each.toFixed(1)} s`);
  const size = `${args.events.toLocaleString("en-US")} events, ${megabytes.toFixed(0)} MB of text`;
  const head = ["First question", "Second", "DuckDB alone", "jq"];
  show(args, {
    data: { events: args.events, megabytes, rounds, targets: rows.map(({ cells }) => cells) },
    text: [
      size,
      ...head.map((name, index) => `  ${name.padEnd(16)}${seconds[index] ?? ""}`),
      ...rows.map(
        ({ met, cells: [name, wanted, measured] }) =>
          `${met ? "met   " : "MISSED"} ${name}: ${measured}, wanted ${wanted}`,
      ),
    ].join("\n"),
    note: size,
    tables: [
      [head, seconds],
      [["Target", "Wanted", "Measured", ""], ...rows.map(({ cells }) => cells)],
    ],
    met: rows.every(({ met }) => met),
  });
}

void runSubject(HELP, readArguments, bench);
