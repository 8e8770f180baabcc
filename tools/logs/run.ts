import { availableParallelism } from "node:os";
import { join } from "node:path";
import { InvalidArgumentError, type Command } from "commander";
import { loadConfiguration, logSourcesOf } from "../../stacks/config";
import { caller, roleIn, S3Reader, type AnswerListener, type AwsSettings } from "../aws";
import { CONFIG_FLAG, configFolder, showStatus, timeFlag, wholeNumber } from "../terminal";
import { BucketFiles } from "./bucket-files";
import { KEYS_FILE } from "./evidence";
import { FolderFiles } from "./folder-files";
import { RunProgress } from "./progress";
import { AskedKeys, keysIn } from "./public-keys";
import { Refusal } from "./refusal";
import { validationReportOf, type ValidationReport } from "./report";
import { validateLogs, type LogSource, type ValidationOptions } from "./validate";
import type { VersionedStore } from "./older-versions";
import type { FileStore, SavedKeys } from "./validation";

export const ROLE_FLAG =
  "a role to assume first; {account} in it stands for the account that owns the bucket (default: none)";
export const WHOLE = { index: 0, of: 1 };
/** How many files are read from S3 at once: more than are waited for. */
const S3_FILES = 32;

/** What is asked for, of what, and how. */
export interface AskedFlags {
  readonly config: string;
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  readonly keys?: string;
  readonly role?: string;
  readonly from?: number;
  readonly to?: number;
  readonly parallel?: number;
  readonly json: boolean;
}

/** The flags of what is asked for: the same of every command that reads log files. @param defaults what holds without a flag, in words */
export function withAskedFlags(
  command: Command,
  defaults: { readonly to: string; readonly keys: string; readonly parallel: string },
): Command {
  return command
    .option("-t, --to <time>", `until when (default: ${defaults.to})`, timeFlag)
    .option("--accounts <ids...>", "the accounts (default: all)", accountIds)
    .option("--regions <regions...>", "the Regions (default: all)", regionNames)
    .option(CONFIG_FLAG, "the configuration", configFolder())
    .option("-k, --keys <file>", `public keys that orgtrail logs keys saved (default: ${defaults.keys})`)
    .option("--role <arn>", ROLE_FLAG)
    .option(
      "-p, --parallel <count>",
      `how many files to read at once (default: ${defaults.parallel})`,
      wholeNumber(1),
    )
    .option("-j, --json", "print JSON", false);
}

export interface Input {
  readonly store: FileStore;
  /** @default - what is read keeps no versions */
  readonly versions?: VersionedStore;
  readonly sources: readonly LogSource[];
  readonly to: number;
  readonly keys: {
    readonly of: (region: string) => Promise<SavedKeys["regions"][string]>;
    readonly saved: () => SavedKeys;
  };
}

/** The buckets of the configuration's trails, and CloudTrail's keys. */
export async function ofBuckets(
  { config, keys, role, from, to: until = Infinity }: AskedFlags,
  {
    asking = "keys of the time",
    onAnswer,
  }: {
    readonly asking?: "keys of the time" | "keys of all times";
    /** Hears of each answer of AWS. @default - nobody does */
    readonly onAnswer?: AnswerListener | undefined;
  } = {},
): Promise<Input> {
  const configuration = loadConfiguration(config);
  const sources = logSourcesOf(configuration);
  // Of a time that has not come, no digest is missed.
  const to = Math.min(until, Date.now());
  const { homeRegion, accounts } = configuration;
  const settingsIn = (account: string): AwsSettings => ({
    region: homeRegion,
    ...(role !== undefined && { role: roleIn(account, role) }),
    ...(onAnswer !== undefined && { onAnswer }),
  });
  const owners = [...new Set(sources.map(({ owner }) => owner.account))];
  const settings = new Map(owners.map((account) => [account, settingsIn(account)]));
  const ofBucket = sources.flatMap(({ bucket, owner }) => {
    const own = settings.get(owner.account);
    return own === undefined ? [] : [[bucket, own] as const];
  });
  const inArchive = settingsIn(accounts.logArchive.id);
  const store = new BucketFiles(new S3Reader(inArchive, new Map(ofBucket)));
  const input = { ...{ store, sources, to }, versions: store };
  if (keys !== undefined) {
    const saved = fileKeys(keys);
    // Who asks stands among the answers, where somebody keeps them.
    if (onAnswer !== undefined) await caller(inArchive);
    return { ...input, keys: saved };
  }
  const asked = await AskedKeys.by(inArchive, {
    to,
    ...(from !== undefined && asking === "keys of the time" && { from }),
  });
  return { ...input, keys: { of: (region) => asked.of(region), saved: () => asked.saved() } };
}

export function ofCopy(folder: string, { keys, to }: AskedFlags): Input {
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

/** Validates what is asked for, and says on a terminal how far it is. */
export async function validatedInput(
  { store, versions, sources, to, keys }: Input,
  { from, accounts, regions, parallel }: AskedFlags,
  more: Partial<ValidationOptions>,
): Promise<ValidationReport> {
  if (from !== undefined && from >= to) throw new Refusal(["--from is not before --to, or not in the past"]);
  const progress = new RunProgress(() => performance.now());
  const show = (): void => {
    showStatus(() => progress.text());
  };
  const results = await validateLogs({
    ...{ store, sources, to, shard: WHOLE, stateOf: () => undefined, keysOf: keys.of, ...more },
    files: parallel ?? (store instanceof FolderFiles ? 2 * availableParallelism() : S3_FILES),
    ...(versions !== undefined && { versions }),
    ...(from !== undefined && { from }),
    ...(accounts !== undefined && { accounts }),
    ...(regions !== undefined && { regions }),
    onProgress: (...place) => {
      progress.digestsOf(...place);
      show();
    },
    onArea: (result) => {
      more.onArea?.(result);
      progress.areaDone();
      show();
    },
    onFile: async (file) => {
      progress.fileRead(file);
      await more.onFile?.(file);
      show();
    },
  });
  const { areas, unlisted } = results;
  // Of a part, the other parts may have what can be validated.
  if (areas.length === 0 && unlisted.length > 0 && (more.shard ?? WHOLE).of === 1)
    throw new Refusal(unlisted.map(({ why }) => why));
  return validationReportOf(results, from, to, more.shard);
}

/** Reads one of several arguments. */
const accountIds = listOf(/^\d{12}$/, "an account as twelve digits: 111111111111");
const regionNames = listOf(/^[a-z]{2,4}(-[a-z]+)+-\d$/, "a Region as AWS writes it: eu-west-1");

function listOf(
  pattern: RegExp,
  what: string,
): (text: string, before: readonly string[] | undefined) => readonly string[] {
  return (text, before = []) => {
    if (!pattern.test(text)) throw new InvalidArgumentError(`Give ${what}.`);
    return [...before, text];
  };
}
