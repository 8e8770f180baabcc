import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { linesOf, print, printError } from "../tools/terminal";

const HELP = `Measures orgtrail, as ratios in one run.

Usage: npm run bench [-- subject [options]]

  synth     how long synthesis takes, against a bare cdktf program and AWS CDK
  explain   how fast \`orgtrail explain\` reads logs, against parsing the same files alone
  query     how fast \`orgtrail query\` answers, against jq, and DuckDB without orgtrail
  compare   how long \`orgtrail plan\` takes to judge a change of the largest policies
  plan      how much memory \`orgtrail plan\` takes to read a large plan, against the size of it
  prove     how many requests \`orgtrail prove\` puts to policies in a second
  logs      how fast \`orgtrail logs validate\` proves logs, against hashing the same files alone, and the AWS CLI
  affected  how long \`orgtrail affected\` takes, against one synthesis of as many teams
  sizes     what synthesis, \`orgtrail prove\` and states take in organizations of 10, 100 and 1,000 teams

All of them when none is named, with the options that all have: --json, --markdown, --check and --runs. Each has others of its
own: --help says which.

Exit codes: 0 measured; 1 something failed, or with --check a target was missed; 2 wrong arguments.
`;

const SUBJECTS = ["synth", "explain", "query", "compare", "plan", "prove", "logs", "affected", "sizes"];

/** Each subject measures in a process of its own: what one has loaded does not count for another. */
function run(subject: string, options: readonly string[]): number {
  const program = join(__dirname, `${subject}.ts`);
  const { status } = spawnSync(process.execPath, ["--import", "tsx", program, ...options], {
    stdio: "inherit",
  });
  return status ?? 1;
}

function main([first, ...options]: readonly string[]): number {
  if (first === "--help") {
    print(linesOf(HELP));
    return 0;
  }
  if (first === undefined || first.startsWith("-")) {
    const all = first === undefined ? [] : [first, ...options];
    return Math.max(...SUBJECTS.map((subject) => run(subject, all)));
  }
  if (SUBJECTS.includes(first)) return run(first, options);
  printError([`bench: there is no subject ${first}; there are ${SUBJECTS.join(", ")}`]);
  return 2;
}

process.exitCode = main(process.argv.slice(2));
