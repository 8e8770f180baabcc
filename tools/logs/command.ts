import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { InvalidArgumentError, type Command } from "commander";
import { regionsOf } from "../../modules/organization";
import { ConfigurationError, faultText, loadConfiguration } from "../../stacks/config";
import { awsSentence, awsSettings, errorCode, S3Reader } from "../aws";
import {
  amount,
  CONFIG_FLAG,
  configFolder,
  countText,
  newCommand,
  print,
  printError,
  printJson,
  printRefusal,
  showStatus,
  wholeNumber,
  type Line,
} from "../terminal";
import { Evidence, KEYS_FILE } from "./evidence";
import { FolderFiles } from "./folder-files";
import { AskedKeys, keysIn } from "./public-keys";
import {
  isProven,
  mergedValidation,
  validationLines,
  validationReport,
  validationReportOf,
  type ValidationReport,
} from "./report";
import { BucketFiles } from "./bucket-files";
import { sourcesOf } from "./sources";
import { ValidationState } from "./state";
import { validateLogs, type LogSource, type ValidationOptions } from "./validate";
import { StoreError, type FileStore, type ReadFile, type SavedKeys } from "./validation";

/** Exit codes. All is complete and unchanged: 0. */
const INCOMPLETE = 1;
const UNUSABLE = 2;

const WHOLE = { index: 0, of: 1 };
/** How many files are read from S3 at once: more than are waited for. */
const S3_FILES = 32;

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

interface Flags {
  readonly config: string;
  readonly keys?: string;
  readonly role?: string;
  readonly from?: number;
  readonly to?: number;
  readonly state?: string;
  readonly evidence?: string;
  readonly shard?: ValidationOptions["shard"];
  readonly parallel?: number;
  readonly json: boolean;
}

/** The command `orgtrail logs`. */
export function logsCommand(): Command {
  const command = newCommand({
    name: "logs",
    description: "Proves that log files are complete and unchanged.",
    help: "",
    unusable: UNUSABLE,
  });
  command.addCommand(validateCommand());
  command.addCommand(
    subcommand("merge", "Makes one report of those of several machines (validate --shard --json).")
      .argument("<reports...>", "what orgtrail logs validate --json printed")
      .option("-j, --json", "print JSON", false)
      .action((files: readonly string[], { json }: { json: boolean }) => {
        return refusing("nothing was merged", () => {
          tell(mergedValidation(files.map(reportIn)), json);
        });
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
      .option("--role <arn>", "a role to assume first")
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
  return newCommand({
    name: "validate",
    call: "orgtrail logs validate",
    description: about,
    help: HELP,
    unusable: UNUSABLE,
  })
    .argument("[folder]", "a copy of the log files (default: they are read from S3)")
    .option(CONFIG_FLAG, "the configuration", configFolder())
    .option(
      "-f, --from <time>",
      "from when on, as 2026-01-31 or 2026-01-31T12:00:00Z (default: the first digest)",
      time,
    )
    .option("-t, --to <time>", "until when (default: now; of a copy, its newest digest)", time)
    .option(
      "-k, --keys <file>",
      `public keys that orgtrail logs keys saved (default: of a copy, ${KEYS_FILE} in it; else AWS is asked)`,
    )
    .option("--role <arn>", "a role to assume first")
    .option(
      "-s, --state <file>",
      "what earlier runs have validated: this one validates what is new, and goes on where one was ended",
    )
    .option(
      "-e, --evidence <folder>",
      "an empty folder, to keep each digest, key and answer that was relied on, for others to check",
    )
    .option("--shard <i/n>", "validate a part of the accounts and Regions: 1/4, 2/4 …", shard)
    .option(
      "-p, --parallel <count>",
      "how many files to read at once (default: 32 from S3, from a copy two a core)",
      wholeNumber(1),
    )
    .option("-j, --json", "print JSON", false)
    .action(validate);
}

/** A mistake of whoever calls, as sentences. */
class Refusal extends Error {
  constructor(readonly faults: readonly Line[]) {
    super("refused");
  }
}

async function validate(folder: string | undefined, flags: Flags): Promise<void> {
  await refusing("nothing was validated", async () => {
    const { from, json, parallel, evidence: out, shard: part = WHOLE } = flags;
    const { store, sources, to, keys } =
      folder === undefined ? await ofBuckets(flags) : ofCopy(folder, flags);
    if (from !== undefined && from >= to) throw new Refusal(["--from is not before --to"]);
    const state = flags.state === undefined ? undefined : stateIn(flags.state, from);
    const evidence = out === undefined ? undefined : new Evidence(out);
    const seen: Progress = { files: 0, bytes: 0, areas: 0, of: 0, begun: Date.now() };
    const results = await validateLogs({
      ...{
        store,
        sources,
        to,
        shard: part,
        files: parallel ?? (folder === undefined ? S3_FILES : 2 * availableParallelism()),
        keysOf: keys.of,
      },
      ...(from !== undefined && { from }),
      stateOf: (area) => state?.of(area),
      onArea: (result, all) => {
        state?.save(result);
        seen.areas++;
        seen.of = all;
        showStatus(() => progressOf(seen));
      },
      onFile: (file: ReadFile) => {
        seen.files++;
        seen.bytes += file.stored;
        evidence?.add(file);
        showStatus(() => progressOf(seen));
      },
    });
    // Of a part, the other parts may have what can be validated.
    if (results.areas.length === 0 && results.unlisted.length > 0 && part.of === 1)
      throw new Refusal(results.unlisted.map(({ why }) => why));
    const report = validationReportOf(results, from, to);
    evidence?.finish(keys.saved(), report);
    tell(report, json, part.of > 1);
  });
}

interface Progress {
  files: number;
  bytes: number;
  /** Accounts and Regions that are validated, and how many there are: 0 until one is. */
  areas: number;
  of: number;
  readonly begun: number;
}

function progressOf({ files, bytes, areas, of, begun }: Progress): string {
  const seconds = (Date.now() - begun) / 1000;
  const megabytes = bytes / 1e6;
  const left =
    areas === 0
      ? ""
      : `, ${areas} of ${of} accounts and Regions, ${Math.round((seconds / areas) * (of - areas))} s left`;
  return `${amount(files, "file")}, ${countText(Math.round(megabytes))} MB, ${(megabytes / Math.max(seconds, 0.1)).toFixed(1)} MB/s${left}`;
}

interface Input {
  readonly store: FileStore;
  readonly sources: readonly LogSource[];
  readonly to: number;
  readonly keys: {
    readonly of: (region: string) => Promise<SavedKeys["regions"][string]>;
    readonly saved: () => SavedKeys;
  };
}

/** The buckets of the configuration's trails, and CloudTrail's keys. */
async function ofBuckets({ config, keys, role, from, to = Date.now() }: Flags): Promise<Input> {
  const configuration = loadConfiguration(config);
  const sources = sourcesOf(configuration);
  const settings = await awsSettings(configuration.homeRegion, role);
  const store = new BucketFiles(new S3Reader(settings));
  if (keys !== undefined) return { store, sources, to, keys: fileKeys(keys) };
  const asked = await AskedKeys.by(configuration.homeRegion, role, {
    to,
    ...(from !== undefined && { from }),
  });
  return { store, sources, to, keys: { of: (region) => asked.of(region), saved: () => asked.saved() } };
}

function ofCopy(folder: string, { keys, to }: Flags): Input {
  const store = new FolderFiles(folder);
  const sources = store.roots.map(({ bucket, root }) => ({ bucket, root, accounts: [], regions: [] }));
  const saved = keys ?? join(folder, KEYS_FILE);
  return { store, sources, to: to ?? store.newest(), keys: fileKeys(saved) };
}

function fileKeys(path: string): Input["keys"] {
  const keys = keysIn(path);
  if (typeof keys === "string") throw new Refusal([keys]);
  return { of: (region) => Promise.resolve(keys.regions[region] ?? []), saved: () => keys };
}

async function saveKeys(flags: {
  readonly config: string;
  readonly out: string;
  readonly regions?: readonly string[];
  readonly role?: string;
}): Promise<void> {
  await refusing("no keys were saved", async () => {
    const { partition, homeRegion } = loadConfiguration(flags.config);
    const asked = await AskedKeys.by(homeRegion, flags.role, { to: Date.now() });
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
    writeFileSync(flags.out, `${JSON.stringify(asked.saved(), null, 2)}\n`);
    const count = Object.values(asked.saved().regions).flat().length;
    print([
      `${amount(count, "key")} of ${amount(Object.keys(asked.saved().regions).length, "Region")}: ${flags.out}`,
    ]);
    if (silent.length > 0) printError(["", "orgtrail: some Regions did not answer", ...silent]);
  });
}

/** Says what is wrong with the input, all at once. */
async function refusing(what: string, work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.exitCode = UNUSABLE;
    printRefusal(what, faultsOf(error));
  }
}

function faultsOf(error: unknown): readonly Line[] {
  if (error instanceof Refusal) return error.faults;
  if (error instanceof ConfigurationError) return error.faults.map(faultText);
  if (error instanceof StoreError) return [error.message];
  if (error instanceof Error && "syscall" in error) return [error.message];
  if (errorCode(error) !== undefined) return [awsSentence(error)];
  throw error;
}

function stateIn(path: string, from: number | undefined): ValidationState {
  try {
    return new ValidationState(path, from);
  } catch {
    throw new Refusal([`${path}: is no state of orgtrail logs validate; name another file, or remove it`]);
  }
}

function reportIn(path: string): ValidationReport {
  if (!existsSync(path)) throw new Refusal([`${path}: there is no such file`]);
  try {
    return validationReport.parse(JSON.parse(readFileSync(path, "utf8")));
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

function time(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(at))
    throw new InvalidArgumentError("Give a day as 2026-01-31, or a time as 2026-01-31T12:00:00Z.");
  return at;
}

function shard(text: string): ValidationOptions["shard"] {
  const [, number = "", of = ""] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  if (number === "" || Number(number) < 1 || Number(number) > Number(of))
    throw new InvalidArgumentError("Give a part and how many there are: 1/4.");
  return { index: Number(number) - 1, of: Number(of) };
}
