import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { coldRun, type Sample } from "./cold-run";
import { commandOf, PROGRAMS, TITLES, type ProgramName, type Workload } from "./programs";
import { assertFloorIsSame, assertPeerIsComparable } from "./sameness";

/** The runs of all programs on an organization: the n-th of each ran side by side. */
export interface Measurement {
  readonly workload: Workload;
  readonly samples: Readonly<Record<ProgramName, readonly Sample[]>>;
}

/**
 * Runs all programs on an organization, in turns: A B C D, D C B A, A B C D … A machine that slows down for a while
 * slows neighbours in a round alike, and the ratio within the round stays. A first round is not counted: it shows that
 * all programs make the same, and leaves compiled code and files in the caches for all.
 */
export async function measure(
  workload: Workload,
  runs: number,
  scratch: string,
  progress: (text: string) => void,
): Promise<Measurement> {
  progress(`${workload.title}: checking that all programs make the same`);
  for (const program of PROGRAMS) await run(program, workload, scratch);
  const made = (program: ProgramName): string => commandOf(program, workload, scratch).outdir;
  for (const ours of ["orgtrail", "published"] as const) assertFloorIsSame(made(ours), made("floor"));
  assertPeerIsComparable(made("orgtrail"), made("aws-cdk"));

  const samples: Record<ProgramName, Sample[]> = {
    orgtrail: [],
    published: [],
    floor: [],
    "aws-cdk": [],
    "aws-cdk-unchecked": [],
  };
  for (let round = 0; round < runs; round += 1) {
    for (const program of round % 2 === 0 ? PROGRAMS : [...PROGRAMS].reverse()) {
      const sample = await run(program, workload, scratch);
      samples[program].push(sample);
      progress(
        `${workload.title}: run ${round + 1} of ${runs}, ${TITLES[program]}, ${sample.seconds.toFixed(2)} s`,
      );
    }
  }
  return { workload, samples };
}

async function run(program: ProgramName, workload: Workload, scratch: string): Promise<Sample> {
  const command = commandOf(program, workload, scratch);
  if (!workload.firstRun) return await coldRun(command, scratch);
  // The launcher keeps scripts here, and tsx what it has compiled in the folder for temporary files.
  rmSync(join(__dirname, "..", "node_modules", ".cache", "orgtrail"), { recursive: true, force: true });
  const temporary = join(scratch, "tmp");
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary);
  const environment = { ...command.environment, TMPDIR: temporary, TEMP: temporary };
  return await coldRun({ ...command, environment }, scratch);
}
