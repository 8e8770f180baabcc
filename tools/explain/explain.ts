import type { Readable } from "node:stream";
import type { Configuration, Heard } from "../../stacks/config";
import { explanationOf, type Explanation } from "./explanation";
import { FailureLog } from "./failure-log";
import { isReadError, logFiles, STANDARD_INPUT } from "./log-files";
import { logValue, type LogEvent } from "./log-event";
import { LogReader } from "./log-reader";
import { RecordSplitter } from "./record-splitter";
import { watchOf } from "./set-off";
import { Tally } from "./tally";
import { compileTrails, trailsOf, type ExplainedTrail, type TrailMatch } from "./trails";

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
  const failures = new FailureLog();
  const reader = new LogReader(standardInput);
  const files = { read: 0, bytes: 0, digests: 0, others: 0 };

  const told = async (): Promise<void> => afterChunk?.(tally.all.calls.total, files.read, files.bytes);
  const take = (file: string, value: unknown, number: number): void => {
    const found = logValue(value);
    if (found.kind === "event") {
      const recordings = route(found.event);
      const heard = watch?.(found.event, recordings);
      tally.add(found.event, recordings, heard);
      onEvent?.(found.event, recordings, trails, heard);
    } else if (found.kind === "digest") files.digests++;
    else failures.add(file, `record ${number} is no CloudTrail event: it has no eventVersion`);
  };

  const readFile = async (path: string): Promise<void> => {
    const name = path === STANDARD_INPUT ? "standard input" : path;
    const splitter = new RecordSplitter({
      record: (value, number) => {
        take(name, value, number);
      },
      malformed: (what, number) => {
        failures.add(name, `record ${number} ${what}`);
      },
    });
    files.read++;
    try {
      for await (const chunk of reader.bytesOf(path)) {
        files.bytes += chunk.length;
        splitter.push(chunk);
        await told();
      }
      splitter.end();
    } catch (error) {
      if (!isReadError(error)) throw error;
      failures.add(name, `cannot be read: ${error.message}`);
    }
    await told();
  };

  for (const found of logFiles(inputs)) {
    if (found.kind === "log") await readFile(found.path);
    else if (found.kind === "digest") files.digests++;
    else if (found.kind === "other") files.others++;
    else failures.add(found.path, `cannot be read: ${found.what}`);
  }
  if (files.read === 0 && files.digests === 0)
    failures.add(inputs.join(", "), "holds no log files (.json, .json.gz, .gz, .jsonl, .ndjson)");
  return explanationOf(trails, tally, files, failures.all(), { top, watched: watch !== undefined });
}
