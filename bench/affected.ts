import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BenchError, coldRun, type Command, type Sample } from "./cold-run";
import { affectedCommand, editedClone } from "./edited-clone";
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
import { commandOf } from "./programs";
import { median } from "./statistics";

const HELP = `Measures \`orgtrail affected\` where one team is edited, against one synthesis of the same organization.

Usage: npm run bench -- affected [options]

  --teams N    how many teams the organization has (default: 1000)
  --runs N     how often each program runs, in turns (default: 5)
${COMMON_HELP}

Exit codes: 0 measured; 1 a program failed, or with --check the target was missed; 2 wrong arguments.
`;

/** The promise of issue 6: less than two syntheses, though two are made. */
const LESS_THAN = 2;

interface Arguments extends Asked {
  readonly teams: number;
  readonly runs: number;
}

interface Round {
  readonly synth: Sample;
  readonly affected: Sample;
}

function readArguments(argv: readonly string[]): Arguments {
  const values = readOptions(argv, {
    teams: { type: "string", default: "1000" },
    runs: { type: "string", default: "5" },
  });
  return {
    ...values,
    teams: countOf("--teams", values.teams, 99_999),
    runs: countOf("--runs", values.runs, 99_999),
  };
}

/** Both run by a shell, in the clone. */
function commandsIn(clone: string, scratch: string): Readonly<Record<keyof Round, Command>> {
  const configuration = join(clone, "config");
  const synth = commandOf(
    "orgtrail",
    { name: "", title: "", teams: 0, configuration, firstRun: false },
    scratch,
  );
  return {
    synth: { ...synth, command: `cd ${JSON.stringify(clone)} && ${synth.command}` },
    affected: affectedCommand(clone, join(scratch, "names"), scratch),
  };
}

async function measure({ teams, runs }: Arguments, scratch: string): Promise<readonly Round[]> {
  const clone = join(scratch, "clone");
  const edited = editedClone(clone, teams);
  const commands = commandsIn(clone, scratch);
  const run = async (name: keyof Round): Promise<Sample> => coldRun(commands[name], scratch);
  // Files and compiled code come into the caches, for both alike; and what is measured is right.
  await run("synth");
  await run("affected");
  const named = readFileSync(join(scratch, "names"), "utf8");
  if (named !== `${edited}\n`) throw new BenchError(`affected names ${JSON.stringify(named)}, not ${edited}`);
  const rounds: Round[] = [];
  for (let round = 1; round <= runs; round += 1) {
    progress(`affected, round ${round} of ${runs}`);
    // In turns: a machine that slows down for a while slows both alike.
    const first = round % 2 === 1 ? "synth" : "affected";
    const one = await run(first);
    const other = await run(first === "synth" ? "affected" : "synth");
    rounds.push(first === "synth" ? { synth: one, affected: other } : { synth: other, affected: one });
  }
  return rounds;
}

async function bench(args: Arguments): Promise<void> {
  const scratch = scratchFolder();
  const rounds = await measure(args, scratch);
  const seconds = {
    synth: median(rounds.map(({ synth }) => synth.seconds)),
    affected: median(rounds.map(({ affected }) => affected.seconds)),
  };
  const timesSynth = median(rounds.map(({ synth, affected }) => affected.seconds / synth.seconds));
  const met = timesSynth < LESS_THAN;
  const [affected, synth] = [seconds.affected, seconds.synth].map((each) => `${each.toFixed(2)} s`);
  const [times, wanted] = [`${timesSynth.toFixed(2)} ×`, `less than ${LESS_THAN} ×`];
  show(args, {
    data: { teams: args.teams, runs: args.runs, seconds, timesSynth, met },
    text:
      `affected, ${args.teams} teams, one edited: ${affected}; one synthesis ${synth}\n` +
      `${met ? "met   " : "MISSED"} against one synthesis: ${times}, wanted ${wanted}`,
    tables: [
      [
        ["Organization", "affected", "One synthesis", "Ratio", "Wanted"],
        [`${args.teams.toLocaleString("en-US")} teams`, affected ?? "", synth ?? "", times, wanted],
      ],
    ],
    met,
  });
}

void runSubject(HELP, readArguments, bench);
