import { once } from "node:events";
import { existsSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import {
  ConfigurationError,
  faultText,
  loadConfiguration,
  pathText,
  type Configuration,
} from "../../stacks/config";
import { eventLine, explainedEvent } from "./event-line";
import { explain, type ExplainOptions } from "./explain";
import { isReadError, STANDARD_INPUT } from "./log-files";
import { Progress } from "./progress";
import { failureText, reportText } from "./report";
import { printable } from "./terminal-text";

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
  aws s3 sync s3://acme-cloudtrail-222222222222-organization/AWSLogs/ logs/ && npx orgtrail explain logs/ --json
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
  return new Command("explain")
    .description(
      "Shows which trails of the configuration record which events of your logs, what each copy costs, and which alarms and rules they set off.",
    )
    .argument("<events...>", "log files, folders with log files, or - for standard input")
    .option("-c, --config <folder>", "the configuration", process.env["ORGTRAIL_CONFIG"] ?? "config")
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
    .option("-n, --top <count>", "how many of the most frequent calls to name", wholeNumber, 5)
    .addHelpText("after", HELP)
    .showHelpAfterError("(orgtrail explain --help says more)")
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : UNUSABLE))
    .action(run);
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("Give a whole number.");
  return Number(text);
}

async function run(inputs: readonly string[], flags: Flags): Promise<void> {
  const configuration = usable(inputs, flags);
  if (configuration === undefined) {
    process.exitCode = UNUSABLE;
    return;
  }
  stopWhenNobodyReads();
  const progress = new Progress(process.stderr);
  const explanation = await explain(configuration, {
    inputs,
    standardInput: process.stdin,
    top: flags.top,
    ...(flags.events ? eventOutput(flags.json, progress) : { afterChunk: progress.update.bind(progress) }),
  });
  progress.clear();
  const json = JSON.stringify(explanation, null, flags.events ? 0 : 2);
  process.stdout.write(`${flags.json ? json : printable(reportText(explanation))}\n`);
  if (explanation.failures.length === 0) return;
  process.stderr.write(
    `\norgtrail: not everything was read\n${printable(failureText(explanation.failures))}\n`,
  );
  process.exitCode = SOMETHING_FAILED;
}

/** The configuration, or nothing once all that is wrong with it and the arguments has been said. */
function usable(inputs: readonly string[], { config, json }: Flags): Configuration | undefined {
  const faults: { readonly text: string }[] = inputs
    .filter((input) => input !== STANDARD_INPUT && !existsSync(input))
    .map((input) => ({ text: `${input}: there is no such file or folder` }));
  if (inputs.filter((input) => input === STANDARD_INPUT).length > 1)
    faults.push({ text: "-: standard input can be read only once; name it once" });
  let configuration: Configuration | undefined;
  try {
    configuration = loadConfiguration(config);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      faults.push(
        ...error.faults.map((fault) => ({ ...fault, path: pathText(fault.path), text: faultText(fault) })),
      );
    } else if (isReadError(error)) faults.push({ text: `${config}: cannot be read: ${error.message}` });
    else throw error;
  }
  if (faults.length === 0) return configuration;
  if (json) process.stdout.write(`${JSON.stringify({ faults }, null, 2)}\n`);
  else process.stderr.write(`orgtrail: nothing was read\n\n${faults.map(({ text }) => text).join("\n")}\n`);
  return undefined;
}

/** Prints events as they are read, no faster than they are taken. */
function eventOutput(json: boolean, progress: Progress): Pick<ExplainOptions, "onEvent" | "afterChunk"> {
  let lines: string[] = [];
  return {
    onEvent: (event, recordings, trails, heard) => {
      const explained = explainedEvent(event, recordings, trails, heard);
      lines.push(json ? JSON.stringify(explained) : printable(eventLine(explained)));
    },
    afterChunk: async (events, files, bytes) => {
      progress.update(events, files, bytes);
      if (lines.length === 0) return;
      progress.clear();
      const text = `${lines.join("\n")}\n`;
      lines = [];
      if (!process.stdout.write(text)) await once(process.stdout, "drain");
    },
  };
}

/** `… | head` closes the output early, and there may be gigabytes still to read. */
function stopWhenNobodyReads(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
  });
}
