import type { Readable } from "node:stream";
import type { Configuration, Heard } from "../../stacks/config";
import {
  allRead,
  logFiles,
  inParts,
  readFound,
  STANDARD_INPUT,
  type Found,
  type LogEvent,
  type ReadLogs,
} from "../log-files";
import { onThreads, type Job } from "../threads";
import { type Explanation, explanationOf } from "./explanation";
import { watchOf } from "./set-off";
import { Tally, type TallyData } from "./tally";
import { compileTrails, type ExplainedTrail, type TrailMatch, trailsOf } from "./trails";

/** What is read, and who hears of it on the way. */
export interface ExplainOptions {
  /** Files, folders, and `-` for standard input. */
  readonly inputs: readonly string[];
  /** What `-` stands for. */
  readonly standardInput: Readable;
  /** How many calls are named, of each trail. */
  readonly top: number;
  /** Hears of each event, in order; of what it sets off where the configuration has monitoring. @default - nobody does */
  readonly onEvent?: (
    event: LogEvent,
    recordings: readonly TrailMatch[],
    trails: readonly ExplainedTrail[],
    heard: readonly Heard[] | undefined,
  ) => void;
  /** Is called after each piece of input; reading goes on when it is done. @default - nobody is */
  readonly afterChunk?: (events: number, files: number, bytes: number) => Promise<void> | void;
  /** How many threads read, where nobody hears of each event and no input is `-`. @default 1 */
  readonly threads?: number;
}

/** What is in some of the files. */
interface Part {
  readonly counted: TallyData;
  readonly read: ReadLogs;
}

/** Counts what is in files, a part after the other. */
export const explainJob: Job<Configuration, readonly Found[], Part> = (configuration) =>
  counter(configuration, trailsOf(configuration));

type Hearing = Pick<ExplainOptions, "onEvent" | "afterChunk"> &
  Partial<Pick<ExplainOptions, "standardInput">>;

function counter(
  configuration: Configuration,
  trails: readonly ExplainedTrail[],
  { onEvent, afterChunk, standardInput }: Hearing = {},
): (found: readonly Found[]) => Promise<Part> {
  const route = compileTrails(trails);
  const watch = watchOf(configuration, trails);
  return async (found) => {
    const tally = newTally(trails);
    const read = await readFound(found, {
      ...(standardInput !== undefined && { standardInput }),
      onEvent: (event) => {
        const recordings = route(event);
        const heard = watch?.(event, recordings);
        tally.add(event, recordings, heard);
        onEvent?.(event, recordings, trails, heard);
      },
      ...(afterChunk !== undefined && {
        afterChunk: (files, bytes) => afterChunk(tally.all.calls.total, files, bytes),
      }),
    });
    return { counted: tally.counted(), read };
  };
}

function newTally(trails: readonly ExplainedTrail[]): Tally {
  return new Tally(trails.map(({ recorded }) => recorded.selectors.length));
}

/**
 * Reads logs, and says which trails of the configuration record which of their events, and which alarms and rules these
 * set off. Memory does not grow with the logs. What cannot be read is in the result, and stops nothing.
 */
export async function explain(configuration: Configuration, options: ExplainOptions): Promise<Explanation> {
  const { inputs, top, onEvent, afterChunk, threads = 1 } = options;
  const trails = trailsOf(configuration);
  const tally = newTally(trails);
  const parts: ReadLogs[] = [];
  const done = { files: 0, bytes: 0 };
  const hearing: Hearing = {
    ...options,
    ...(afterChunk !== undefined && {
      afterChunk: (events, files, bytes) =>
        afterChunk(tally.all.calls.total + events, done.files + files, done.bytes + bytes),
    }),
  };
  await onThreads({
    ...{ job: "explain", input: configuration, parts: inParts(logFiles(inputs)) },
    threads: onEvent !== undefined || inputs.includes(STANDARD_INPUT) ? 1 : threads,
    perform: counter(configuration, trails, hearing),
    onResult: ({ counted, read }, number) => {
      tally.include(counted);
      done.files += read.files.read;
      done.bytes += read.files.bytes;
      parts[number] = read;
    },
  });
  const { files, failures } = allRead(inputs, parts);
  const watched = watchOf(configuration, trails) !== undefined;
  return explanationOf(trails, tally, files, failures, { top, watched });
}
