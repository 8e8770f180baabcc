import { InvalidArgumentError, type Command } from "commander";
import { amount } from "../../modules/kernel";
import { FileError, readText, writeWhole } from "../files";
import { regionsOf } from "../../modules/organization";
import { loadConfiguration } from "../../stacks/config";
import { awsSentence, roleIn, type AwsAnswer } from "../aws";
import {
  cliTime,
  CONFIG_FLAG,
  configFolder,
  type Line,
  newCommand,
  print,
  printError,
  printJson,
  timeFlag,
} from "../terminal";
import { Evidence, KEYS_FILE } from "./evidence";
import { fetchCommand } from "./fetch";
import { AskedKeys } from "./public-keys";
import { INCOMPLETE, Refusal, refusing, UNUSABLE } from "./refusal";
import { faultsOfParts, isProven, mergedValidation, validationReport, type ValidationReport } from "./report";
import { validationLines } from "./report-text";
import { ofBuckets, ofCopy, validatedInput, withAskedFlags, ROLE_FLAG, WHOLE, type AskedFlags } from "./run";
import { ValidationState } from "./state";
import type { ValidationOptions } from "./validate";

const HELP = `
Are the logs complete and unchanged? CloudTrail signs a digest each hour, for each account and Region: it names every log file of the
hour and the digest before. This reads all of them, in one run: of every trail of the configuration, from S3; or a copy in a
folder. It says from when to when everything is proven, and tells apart what was changed, deleted, forged and moved, and the
times for which there is no proof. docs/log-validation.md says what a proof is worth.

Examples:
  npx orgtrail logs validate
  npx orgtrail logs validate --from 2026-01-01 --to 2026-02-01 --evidence january
  npx orgtrail logs validate copy/ --keys public-keys.json --json

Environment:
  ORGTRAIL_CONFIG   the folder with organization.yaml and teams/ (default: config)
  AWS_PROFILE …     as for the AWS CLI: who reads the buckets, and asks CloudTrail for its public keys

Exit codes: 0 all that was asked for is proven; 1 something is changed, missing or not proven, and is named; 2 the arguments, the
configuration, the copy or the credentials are unusable.
`;

interface Flags extends AskedFlags {
  readonly state?: string;
  readonly evidence?: string;
  readonly shard?: ValidationOptions["shard"];
}

/** The command `orgtrail logs`. */
export function logsCommand(): Command {
  const command = newCommand({
    name: "logs",
    description: "Proves that log files are complete and unchanged, and fetches them.",
    help: "",
    unusable: UNUSABLE,
  });
  command.addCommand(validateCommand());
  command.addCommand(fetchCommand());
  command.addCommand(
    subcommand("merge", "Makes one report of those of several machines (validate --shard --json).")
      .argument("<reports...>", "what orgtrail logs validate --json printed")
      .option("-j, --json", "print JSON", false)
      .action((files: readonly string[], { json }: { json: boolean }) => {
        return refusing(
          () => "nothing was merged",
          () => {
            const reports = files.map(reportIn);
            const faults = faultsOfParts(reports);
            if (faults.length > 0) throw new Refusal(faults);
            tell(mergedValidation(reports), json);
          },
        );
      }),
  );
  command.addCommand(
    subcommand(
      "keys",
      "Saves CloudTrail's public keys, with which a copy is validated where AWS cannot be asked.",
    )
      .option(CONFIG_FLAG, "the configuration", configFolder())
      .option("-o, --out <file>", "where to", KEYS_FILE)
      .option("--regions <regions...>", "the Regions to ask (default: those of the partition)")
      .option("--role <arn>", ROLE_FLAG)
      .action(saveKeys),
  );
  return command;
}

function subcommand(name: string, description: string): Command {
  return newCommand({ name, call: `orgtrail logs ${name}`, description, help: "", unusable: UNUSABLE });
}

function validateCommand(): Command {
  const about =
    "Proves that log files are as CloudTrail delivered them, of all accounts and Regions in one run.";
  const command = newCommand({
    name: "validate",
    call: "orgtrail logs validate",
    description: about,
    help: HELP,
    unusable: UNUSABLE,
  })
    .argument("[folder]", "a copy of the log files (default: they are read from S3)")
    .option(
      "-f, --from <time>",
      "from when on, as 2026-01-31 or 2026-01-31T12:00:00Z (default: the first digest)",
      timeFlag,
    );
  return withAskedFlags(command, {
    to: "now; of a copy, its newest digest",
    keys: `of a copy, ${KEYS_FILE} in it; else AWS is asked`,
    parallel: "32 from S3, from a copy two a core",
  })
    .option(
      "-s, --state <file>",
      "what earlier runs have validated: this one validates what is new, and goes on where one was ended",
    )
    .option(
      "-e, --evidence <folder>",
      "an empty folder, to keep each digest, key and answer that was relied on, for others to check",
    )
    .option("--shard <i/n>", "validate a part of the accounts and Regions: 1/4, 2/4 …", shard)
    .action(validate);
}

async function validate(folder: string | undefined, flags: Flags): Promise<void> {
  const { from, json, evidence: out, shard: part = WHOLE } = flags;
  let state: ValidationState | undefined;
  const work = async (): Promise<void> => {
    state = flags.state === undefined ? undefined : stateIn(flags.state, from);
    const { earlier } = state ?? {};
    const evidence = out === undefined ? undefined : new Evidence(out);
    const onAnswer = evidence && ((answer: AwsAnswer) => evidence.addAnswer(answer));
    const input = folder === undefined ? await ofBuckets(flags, { onAnswer }) : ofCopy(folder, flags);
    const report = await validatedInput(input, flags, {
      shard: part,
      stateOf: (area) => state?.of(area),
      onArea: (result) => state?.save(result),
      onFile: (file) => evidence?.add(file),
    });
    const asked = { folder, ...flags, from: report.from, to: report.to };
    await evidence?.finish(asked, { keys: input.keys.saved(), report, state: earlier });
    tell(report, json, part.of > 1);
  };
  await refusing(
    () =>
      state === undefined || state.saved === 0
        ? "nothing was validated"
        : `not all was validated: the same command goes on from ${flags.state ?? ""}`,
    work,
  );
}

async function saveKeys(flags: {
  readonly config: string;
  readonly out: string;
  readonly regions?: readonly string[];
  readonly role?: string;
}): Promise<void> {
  await refusing(
    () => "no keys were saved",
    async () => {
      const { partition, homeRegion, accounts } = loadConfiguration(flags.config);
      const role = flags.role && roleIn(accounts.logArchive.id, flags.role);
      const asked = await AskedKeys.by(
        { region: homeRegion, ...(role !== undefined && { role }) },
        { to: Date.now() },
      );
      const silent: Line[] = [];
      const regions = flags.regions ?? regionsOf(partition);
      for (const region of regions) {
        try {
          await asked.of(region);
        } catch (error) {
          // A Region that the account has not enabled answers nobody.
          silent.push(`${region}: ${awsSentence(error)}`);
        }
      }
      // Keys that were saved before are worth more than none.
      if (silent.length === regions.length) throw new Refusal(silent);
      writeWhole(flags.out, `${JSON.stringify(asked.saved(), null, 2)}\n`);
      const count = Object.values(asked.saved().regions).flat().length;
      print([
        `${amount(count, "key")} of ${amount(Object.keys(asked.saved().regions).length, "Region")}: ${flags.out}`,
      ]);
      if (silent.length > 0) printError(["", "orgtrail: some Regions did not answer", ...silent]);
    },
  );
}

function stateIn(path: string, from: number | undefined): ValidationState {
  const state = readState(path, from);
  if (state.earlier === undefined || state.earlier.from === from) return state;
  const { from: before } = state.earlier;
  const flag = before === undefined ? "no --from" : `--from ${cliTime(before)}`;
  throw new Refusal([`${path}: the runs that wrote it had ${flag}; give the same, or name another file`]);
}

function readState(path: string, from: number | undefined): ValidationState {
  try {
    return new ValidationState(path, from);
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new Refusal([`${path}: is no state of orgtrail logs validate; name another file, or remove it`]);
  }
}

function reportIn(path: string): ValidationReport {
  const text = readText(path);
  try {
    return validationReport.parse(JSON.parse(text));
  } catch {
    throw new Refusal([`${path}: is no report of orgtrail logs validate --json`]);
  }
}

/** @param isPart whether other parts have accounts and Regions, where this one has none @default false */
function tell(report: ValidationReport, json: boolean, isPart = false): void {
  if (json) printJson(report);
  else print(validationLines(report));
  const isNoneOfMany = isPart && report.areas.length === 0 && report.findings.length === 0;
  if (!isProven(report) && !isNoneOfMany) process.exitCode = INCOMPLETE;
}

function shard(text: string): ValidationOptions["shard"] {
  const [, number = "", of = ""] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  if (number === "" || Number(number) < 1 || Number(number) > Number(of))
    throw new InvalidArgumentError("Give a part and how many there are: 1/4.");
  return { index: Number(number) - 1, of: Number(of) };
}
