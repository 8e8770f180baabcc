import { join } from "node:path";
import { loadConfiguration } from "../stacks/config";
import { answerTo } from "../tools/prove/prove";
import { builtInTables } from "../tools/prove/built-in";
import { policiesOf } from "../stacks/blueprint";
import { requestsOf } from "../tools/prove/requests-of";
import { COMMON_HELP, countOf, readOptions, runSubject, show, type Asked } from "./program";
import { median } from "./statistics";

const HELP = `Measures how many requests are put to policies in a second: all of the tables that come with orgtrail, over the
reference organization, to policies of resources, roles and the organization. The floor parses the policies that answer each
request, and evaluates nothing.

Usage: npm run bench -- prove [options]

  --runs N     how often all requests are evaluated, in turns with the floor (default: 5)
${COMMON_HELP}

It has no target. Exit codes: 0 measured; 1 it failed; 2 wrong arguments.
`;

interface Arguments extends Asked {
  readonly runs: number;
}

function readArguments(argv: readonly string[]): Arguments {
  const values = readOptions(argv, { runs: { type: "string", default: "5" } });
  return { ...values, runs: countOf("--runs", values.runs, 99_999) };
}

interface Round {
  readonly evaluate: number;
  readonly floor: number;
}

function secondsOf(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function measure(runs: number): { readonly requests: number; readonly rounds: readonly Round[] } {
  const configuration = loadConfiguration(join(__dirname, "..", "config"));
  const subjects = policiesOf(configuration);
  const proofs = builtInTables()
    .flatMap(({ rows }) => rows)
    .flatMap(({ row }) => requestsOf(row, configuration, subjects));
  const texts = new Map(subjects.map((subject) => [subject, JSON.stringify(subject.document)]));
  const documents = proofs
    .flatMap(({ asked }) => asked)
    .flatMap(({ subject, resource }) => [subject, resource].filter((each) => each !== undefined))
    .map((subject) => texts.get(subject) ?? "null");
  const evaluate = (): void => {
    for (const proof of proofs) answerTo(proof);
  };
  const floor = (): void => {
    for (const text of documents) JSON.parse(text);
  };
  // The first rounds compile: a pull request puts each request once, a bench asks for the rate.
  evaluate();
  floor();
  const rounds = Array.from({ length: runs }, () => ({
    evaluate: secondsOf(evaluate),
    floor: secondsOf(floor),
  }));
  return { requests: proofs.reduce((count, { asked }) => count + asked.length, 0), rounds };
}

function bench(args: Arguments): void {
  const { requests, rounds } = measure(args.runs);
  const requestsPerSecond = Math.round(requests / median(rounds.map(({ evaluate }) => evaluate)));
  const timesFloor = median(rounds.map(({ evaluate, floor }) => evaluate / floor));
  const times = `${timesFloor.toFixed(1)} ×`;
  show(args, {
    data: { requests, runs: rounds.length, requestsPerSecond, timesFloor },
    text: `${requests} requests, ${rounds.length} rounds: ${requestsPerSecond} requests a second, ${times} the time that parsing their policies takes`,
    tables: [
      [
        ["Requests", "A second", "Against parsing their policies"],
        [requests.toLocaleString("en-US"), requestsPerSecond.toLocaleString("en-US"), times],
      ],
    ],
    met: true,
  });
}

void runSubject(HELP, readArguments, bench);
