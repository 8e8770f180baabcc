import type { Sample } from "./cold-run";
import type { Measurement } from "./measure";
import { PROGRAMS, type ProgramName } from "./programs";

/** What the runs of one program on one organization come to. */
export interface Result {
  readonly organization: string;
  readonly teams: number;
  readonly firstRun: boolean;
  readonly program: ProgramName;
  readonly runs: number;
  readonly seconds: { readonly median: number; readonly least: number; readonly most: number };
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  /** How long orgtrail takes, with this program's time as 1: the median of the ratios within each round. */
  readonly orgtrailTakes: number;
  /** The same of processor time, which other work on the machine distorts less. */
  readonly orgtrailTakesCpu: number;
  /** How long this program takes, with the floor's time as 1. */
  readonly timesFloor: number;
}

/** A promise of the project, and whether this run keeps it. */
export interface Target {
  readonly name: string;
  readonly wanted: string;
  /** @default - the organization that it is about was not measured */
  readonly measured?: string;
  /** @default - not measured */
  readonly met?: boolean;
}

/** The middle value; of an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
}

/** The results of one organization, one for each program. */
export function resultsOf({ workload, samples }: Measurement): readonly Result[] {
  const { orgtrail: ours, floor } = samples;
  return PROGRAMS.map((program) => {
    const runs = samples[program];
    const of = (value: (sample: Sample) => number): number => median(runs.map(value));
    const seconds = runs.map((sample) => sample.seconds);
    return {
      organization: workload.title,
      teams: workload.teams,
      firstRun: workload.firstRun,
      program,
      runs: runs.length,
      seconds: { median: median(seconds), least: Math.min(...seconds), most: Math.max(...seconds) },
      cpuSeconds: of((sample) => sample.cpuSeconds),
      peakMegabytes: of((sample) => sample.peakMegabytes),
      orgtrailTakes: median(runs.map((run, index) => (ours[index]?.seconds ?? NaN) / run.seconds)),
      timesFloor: median(runs.map((run, index) => run.seconds / (floor[index]?.seconds ?? NaN))),
      orgtrailTakesCpu: median(runs.map((run, index) => (ours[index]?.cpuSeconds ?? NaN) / run.cpuSeconds)),
    };
  });
}

const REFERENCE_TEAMS = 3;
const MOST_OF_FLOOR = 1.3;
const MOST_OF_FLOOR_PUBLISHED = 1;
const LEAST_SPEEDUP = 2.5;
/** The measure of what is linear: beyond it, a team costs more in a large organization than in a small one. */
const MOST_GROWTH = 1.3;

/** The promises, against the results. */
export function targetsOf(results: readonly Result[]): readonly Target[] {
  const find = (teams: number, program: ProgramName): Result | undefined =>
    results.find((result) => result.teams === teams && result.program === program && !result.firstRun);
  const floor = (name: string, teams: number): Target =>
    target(`${name}, against the floor`, `at most ${MOST_OF_FLOOR} ×`, find(teams, "floor"), (result) => [
      `${result.orgtrailTakes.toFixed(2)} ×`,
      result.orgtrailTakes <= MOST_OF_FLOOR,
    ]);
  return [
    floor("reference organization", REFERENCE_TEAMS),
    target(
      "reference organization as published, against the floor",
      `at most ${MOST_OF_FLOOR_PUBLISHED} ×`,
      find(REFERENCE_TEAMS, "published"),
      ({ timesFloor }) => [`${timesFloor.toFixed(2)} ×`, timesFloor <= MOST_OF_FLOOR_PUBLISHED],
    ),
    floor("1,000 teams", 1000),
    target(
      "1,000 teams, against AWS CDK",
      `at least ${LEAST_SPEEDUP} times as fast`,
      find(1000, "aws-cdk"),
      (result) => [
        `${(1 / result.orgtrailTakes).toFixed(1)} times`,
        1 / result.orgtrailTakes >= LEAST_SPEEDUP,
      ],
    ),
    linearity(find(REFERENCE_TEAMS, "orgtrail"), find(100, "orgtrail"), find(1000, "orgtrail")),
  ];
}

function target(
  name: string,
  wanted: string,
  result: Result | undefined,
  judge: (result: Result) => readonly [measured: string, met: boolean],
): Target {
  if (result === undefined) return { name, wanted };
  const [measured, met] = judge(result);
  return { name, wanted, measured, met };
}

/**
 * Processor seconds for each team beyond those of the reference organization, which stands for what starting takes.
 * Organizations of two sizes do not run side by side, and the wall time of one may have had a busier machine.
 */
export function secondsPerTeam(reference: Result, result: Result): number {
  return (result.cpuSeconds - reference.cpuSeconds) / (result.teams - reference.teams);
}

function linearity(
  reference: Result | undefined,
  small: Result | undefined,
  large: Result | undefined,
): Target {
  const name = "linear in teams: processor time of one more team";
  const wanted = `at most ${MOST_GROWTH} × as long among 1,000 as among 100`;
  if (reference === undefined || small === undefined || large === undefined) return { name, wanted };
  const [few, many] = [secondsPerTeam(reference, small), secondsPerTeam(reference, large)];
  const milliseconds = (seconds: number): string => `${(seconds * 1000).toFixed(1)} ms`;
  return {
    name,
    wanted,
    measured: `${milliseconds(many)} among 1,000, ${milliseconds(few)} among 100`,
    met: many <= few * MOST_GROWTH,
  };
}
