import { join } from "node:path";
import { loadConfiguration } from "../stacks/config";
import { answerTo } from "../tools/prove/answer";
import { builtInTables } from "../tools/prove/built-in";
import { policiesOf } from "../stacks/blueprint";
import { requestsOf } from "../tools/prove/requests-of";
import { countOf, readOptions, runSubject } from "./program";
import { median } from "./statistics";

const HELP = `Measures how many requests are put to policies in a second: all of the tables that come with orgtrail, over the
reference organization, to policies of resources, roles and the organization. The floor parses the policies that answer each
request, and evaluates nothing.

Usage: npm run bench -- prove [options]

  --runs N   how often all requests are evaluated, in turns with the floor (default: 5)
  --json     print the results as JSON
  --help     print this text

Exit codes: 0 measured; 1 it failed; 2 wrong arguments.
`;

interface Arguments {
  readonly runs: number;
  readonly json: boolean;
  readonly help: boolean;
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

function bench({ runs, json }: Arguments): void {
  const { requests, rounds } = measure(runs);
  const requestsPerSecond = Math.round(requests / median(rounds.map(({ evaluate }) => evaluate)));
  const timesFloor = median(rounds.map(({ evaluate, floor }) => evaluate / floor));
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ requests, runs: rounds.length, requestsPerSecond, timesFloor }, null, 2)}\n`,
    );
    return;
  }
  process.stdout.write(
    `${requests} requests, ${rounds.length} rounds: ${requestsPerSecond} requests a second, ` +
      `${timesFloor.toFixed(1)} × the time that parsing their policies takes\n`,
  );
}

void runSubject(HELP, readArguments, bench);
