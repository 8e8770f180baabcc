import type { Command } from "commander";
import { amount, countText } from "../../modules/kernel";
import {
  ConfigurationError,
  faultText,
  loadConfiguration,
  configPathText,
  type Configuration,
} from "../../stacks/config";
import {
  configFolder,
  CONFIG_FLAG,
  jsonText,
  newCommand,
  print,
  printed,
  printError,
  printJson,
  printRefusal,
  showStatus,
  whenNobodyReads,
  wholeNumber,
} from "../terminal";
import { problemAt } from "../files";
import { eventLine, explainedEvent, explanationLines, failureLines } from "./report";
import { explain, type ExplainOptions } from "./explain";
import { STANDARD_INPUT } from "../log-files";
import { THREADS } from "../threads";

/** Exit codes. All read is 0. */
const SOMETHING_FAILED = 1;
const UNUSABLE = 2;

const HELP = `
Reads what CloudTrail writes: .json and .json.gz files with Records, lists, single records and one record a line, of any
size. Folders are read with all below them, digest files and files of other kinds passed over.

Costs are at CloudTrail's list prices. Logs hold only what a trail recorded: before you record more, the events that
cost most are not in them yet.

Examples:
  npx orgtrail explain logs/
  npx orgtrail logs fetch --from 2026-11-21 --into logs && npx orgtrail explain logs/ --json
  zcat logs/*.json.gz | npx orgtrail explain -
  npx orgtrail explain --config ../acme-config --events event.json

Environment:
  ORGTRAIL_CONFIG   the folder with organization.yaml and teams/ (default: config)

Exit codes: 0 all was read; 1 something could not be read, and is named; 2 the arguments or the configuration are unusable.
`;

interface Flags {
  readonly config: string;
  readonly events: boolean;
  readonly json: boolean;
  readonly top: number;
}

/** The command `orgtrail explain`. */
export function explainCommand(): Command {
  return newCommand({
    name: "explain",
    description:
      "Shows which trails of the configuration record which events of your logs, what each copy costs, and which alarms and rules they set off.",
    help: HELP,
    unusable: UNUSABLE,
  })
    .argument("<events...>", "log files, folders with log files, or - for standard input")
    .option(CONFIG_FLAG, "the configuration", configFolder())
    .option(
      "-e, --events",
      "also print each event, with the trails that record it and what it sets off",
      false,
    )
    .option(
      "-j, --json",
      "print JSON; with --events a line for each event, and the whole in the last line",
      false,
    )
    .option("-n, --top <count>", "how many of the most frequent calls to name", wholeNumber(0), 5)
    .action(run);
}

async function run(inputs: readonly string[], flags: Flags): Promise<void> {
  const configuration = usable(inputs, flags);
  if (configuration === undefined) {
    process.exitCode = UNUSABLE;
    return;
  }
  whenNobodyReads("end");
  const explanation = await explain(configuration, {
    inputs,
    standardInput: process.stdin,
    top: flags.top,
    ...(flags.events ? eventOutput(flags.json) : { afterChunk: showProgress, threads: THREADS }),
  });
  if (flags.json) printJson(explanation, flags.events ? 0 : 2);
  else print(explanationLines(explanation));
  if (explanation.failures.length === 0) return;
  printError(["", "orgtrail: not everything was read", ...failureLines(explanation.failures)]);
  process.exitCode = SOMETHING_FAILED;
}

function showProgress(events: number, files: number, bytes: number): void {
  showStatus(
    () => `${amount(events, "event")}, ${amount(files, "file")}, ${countText(Math.round(bytes / 1e6))} MB`,
  );
}

/** The configuration, or nothing once all that is wrong with it and the arguments has been said. */
function usable(inputs: readonly string[], { config, json }: Flags): Configuration | undefined {
  const faults: { readonly text: string }[] = inputs
    .flatMap((input) => (input === STANDARD_INPUT ? [] : (problemAt(input) ?? [])))
    .map(({ message }) => ({ text: message }));
  if (inputs.filter((input) => input === STANDARD_INPUT).length > 1)
    faults.push({ text: "-: standard input can be read only once; name it once" });
  let configuration: Configuration | undefined;
  try {
    configuration = loadConfiguration(config);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      faults.push(
        ...error.faults.map((fault) => ({
          ...fault,
          path: configPathText(fault.path),
          text: faultText(fault),
        })),
      );
    } else throw error;
  }
  if (faults.length === 0) return configuration;
  if (json) printJson({ faults });
  else
    printRefusal(
      "nothing was read",
      faults.map(({ text }) => text),
    );
  return undefined;
}

/** Prints events as they are read, no faster than they are taken. */
function eventOutput(json: boolean): Pick<ExplainOptions, "onEvent" | "afterChunk"> {
  let lines: string[] = [];
  return {
    onEvent: (event, recordings, trails, heard) => {
      const explained = explainedEvent(event, recordings, trails, heard);
      lines.push(json ? jsonText(explained) : eventLine(explained));
    },
    afterChunk: async (events, files, bytes) => {
      showProgress(events, files, bytes);
      print(lines);
      lines = [];
      await printed();
    },
  };
}
