import { join } from "node:path";
import { loadConfiguration } from "../stacks/config";
import { answerTo, prove } from "../tools/prove/prove";
import { proveStatements } from "../tools/prove/statements";
import { builtInStatements, builtInTables } from "../tools/prove/built-in";
import { policiesOf } from "../stacks/blueprint";
import { requestsOf } from "../tools/prove/requests-of";
import { COMMON_HELP, countOf, readOptions, runSubject, show, type Asked } from "./program";
import { median } from "./statistics";

const HELP = `Measures all of prove over the reference organization: each statement for every request, and the requests of the tables that
come with orgtrail, to policies of resources, roles and the organization. Of the requests it says how many are put to policies in a
second; their floor parses the policies that answer each, and evaluates nothing.

Usage: npm run bench -- prove [options]

  --runs N     how often all is proven, in turns with the floor (default: 5)
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
  /** Statements, and requests. */
  readonly whole: number;
  /** Requests alone. */
  readonly evaluate: number;
  readonly floor: number;
}

function secondsOf(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

interface Measured {
  readonly statements: number;
  readonly requests: number;
  readonly rounds: readonly Round[];
}

function measure(runs: number): Measured {
  const configuration = loadConfiguration(join(__dirname, "..", "config"));
  const subjects = policiesOf(configuration);
  const { statements } = builtInStatements();
  const tables = builtInTables();
  const proofs = tables
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
  const whole = (): void => {
    proveStatements(configuration, subjects, statements);
    prove(configuration, tables);
  };
  // The first rounds compile: a pull request puts each request once, a bench asks for the rate.
  evaluate();
  floor();
  const rounds = Array.from({ length: runs }, () => ({
    whole: secondsOf(whole),
    evaluate: secondsOf(evaluate),
    floor: secondsOf(floor),
  }));
  const requests = proofs.reduce((count, { asked }) => count + asked.length, 0);
  return { statements: statements.length, requests, rounds };
}

function bench(args: Arguments): void {
  const { statements, requests, rounds } = measure(args.runs);
  const seconds = median(rounds.map(({ whole }) => whole));
  const requestsPerSecond = Math.round(requests / median(rounds.map(({ evaluate }) => evaluate)));
  const timesFloor = median(rounds.map(({ evaluate, floor }) => evaluate / floor));
  const [all, times] = [`${seconds.toFixed(1)} s`, `${timesFloor.toFixed(1)} ×`];
  show(args, {
    data: { statements, requests, runs: rounds.length, seconds, requestsPerSecond, timesFloor },
    text: `${statements} statements and ${requests} requests, ${rounds.length} rounds: all in ${all}; ${requestsPerSecond} requests a second, ${times} the time that parsing their policies takes`,
    tables: [
      [
        ["Statements", "Requests", "All of it", "Requests a second", "Against parsing their policies"],
        [
          ...[statements, requests].map((count) => count.toLocaleString("en-US")),
          ...[all, requestsPerSecond.toLocaleString("en-US"), times],
        ],
      ],
    ],
    met: true,
  });
}

void runSubject(HELP, readArguments, bench);
