import type { Readable } from "node:stream";
import type { Configuration, Heard } from "../../stacks/config";
import { readLogs, type LogEvent } from "../log-files";
import { type Explanation, explanationOf } from "./explanation";
import { watchOf } from "./set-off";
import { Tally } from "./tally";
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
}

/**
 * Reads logs, and says which trails of the configuration record which of their events, and which alarms and rules these
 * set off. Memory does not grow with the logs. What cannot be read is in the result, and stops nothing.
 */
export async function explain(configuration: Configuration, options: ExplainOptions): Promise<Explanation> {
  const { inputs, standardInput, top, onEvent, afterChunk } = options;
  const trails = trailsOf(configuration);
  const route = compileTrails(trails);
  const watch = watchOf(configuration, trails);
  const tally = new Tally(trails.map(({ recorded }) => recorded.selectors.length));
  const { files, failures } = await readLogs({
    inputs,
    standardInput,
    onEvent: (event) => {
      const recordings = route(event);
      const heard = watch?.(event, recordings);
      tally.add(event, recordings, heard);
      onEvent?.(event, recordings, trails, heard);
    },
    ...(afterChunk !== undefined && {
      afterChunk: (read, bytes) => afterChunk(tally.all.calls.total, read, bytes),
    }),
  });
  return explanationOf(trails, tally, files, failures, { top, watched: watch !== undefined });
}
