import { Command, InvalidArgumentError } from "commander";
import { fileError } from "../files";
import { print, printError } from "./output";
import { linesOf, type Line } from "./printable";

/** What a command is, for who calls it. */
export interface CommandTexts {
  /** Of a command of `orgtrail`: its word. Of a program: all that a person types. */
  readonly name: string;
  /** All that a person types. @default - `orgtrail` and the name, unless that has several words */
  readonly call?: string;
  /** In one sentence. */
  readonly description: string;
  /** What `--help` says besides: examples, environment, exit codes. */
  readonly help: string;
  /** The exit code where arguments are unusable. */
  readonly unusable: number;
}

/** A command whose arguments, help and usage errors are as those of all others. */
export function newCommand({
  name,
  call = callOf(name),
  description,
  help,
  unusable,
}: CommandTexts): Command {
  return quiet(new FileCommand(name, unusable))
    .description(description)
    .addHelpText("after", help)
    .showHelpAfterError(`(${call} --help says more)`)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : unusable));
}

/** A command that says in a sentence which file could not be read or written, wherever that was. */
class FileCommand extends Command {
  /** @param unusable the exit code then */
  constructor(
    name: string,
    private readonly unusable: number,
  ) {
    super(name);
  }

  override action(run: Action): this {
    return super.action(async (...args: Parameters<Action>) => {
      try {
        await run.apply(this, args);
      } catch (error) {
        const problem = fileError(error)?.message;
        if (problem === undefined) throw error;
        printRefusal("a file could not be read or written", [problem]);
        process.exitCode = this.unusable;
      }
    });
  }
}

type Action = Parameters<Command["action"]>[0];

function callOf(name: string): string {
  return name.includes(" ") ? name : `orgtrail ${name}`;
}

/** A program of several commands. @param version what `--version` says */
export function newProgram(name: string, description: string, version: string): Command {
  return quiet(new Command(name))
    .description(description)
    .version(version)
    .showSuggestionAfterError()
    .showHelpAfterError(`(${name} --help lists the commands)`);
}

/** What commander says has arguments in it, which may be anybody's. */
function quiet(command: Command): Command {
  return command.configureOutput({
    writeOut: (text) => {
      print(linesOf(text));
    },
    writeErr: (text) => {
      printError(linesOf(text));
    },
  });
}

/** Says why a command did nothing, a line for each fault. */
export function printRefusal(what: string, faults: readonly Line[]): void {
  printError([`orgtrail: ${what}`, "", ...faults]);
}

/** The flag `--config` of a command: the folder with organization.yaml. */
export const CONFIG_FLAG = "-c, --config <folder>";

/** Where the configuration is, unless a person says otherwise. */
export function configFolder(): string {
  return process.env["ORGTRAIL_CONFIG"] ?? "config";
}

/** Reads a whole number from an argument. @param least the smallest that is allowed */
export function wholeNumber(least: 0 | 1): (text: string) => number {
  return (text) => {
    const number = /^\d{1,6}$/.test(text) ? Number(text) : -1;
    if (number >= least) return number;
    throw new InvalidArgumentError(`Give a whole number${least === 1 ? ", 1 or more" : ""}.`);
  };
}

/** Reads a day, or a time. @throws InvalidArgumentError */
export function timeFlag(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/.test(text) ? Date.parse(text) : NaN;
  // Of a day that a month does not have, JavaScript makes one of the next month.
  if (Number.isNaN(at) || !cliTime(at).startsWith(text.replace("Z", "")))
    throw new InvalidArgumentError("Give a day as 2026-01-31, or a time as 2026-01-31T12:00:00Z.");
  return at;
}

/** A time as `--from` takes it. */
export function cliTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+/, "");
}
