import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { amount, countText } from "../../modules/kernel";
import { makeFolder, writeWhole } from "../files";
import { cliTime, newCommand, print, printJson, shellWord, timeFlag } from "../terminal";
import { KEYS_FILE } from "./evidence";
import { KeptFiles } from "./kept-files";
import { keysIn } from "./public-keys";
import { INCOMPLETE, refusing, UNUSABLE } from "./refusal";
import { isProven, type ValidationReport } from "./report";
import { validationLines } from "./report-text";
import { ofBuckets, validatedInput, withAskedFlags, type AskedFlags } from "./run";
import type { SavedKeys } from "./validation";

const FETCH_HELP = `
Log files of some accounts, Regions and days, as orgtrail explain and other programs read them. They are proven on the way, as orgtrail logs
validate does it: what is changed, missing or not proven is told, and kept as it is. The folder has S3's names, BUCKET/KEY, and what
proves the files: digests, their signatures and the public keys. What is there already is not fetched again: where a run was ended, the
same command goes on.

Examples:
  npx orgtrail logs fetch --from 2026-11-01 --into november
  npx orgtrail logs fetch --accounts 111111111111 --regions us-east-1 eu-west-1 --from 2026-11-27 --to 2026-11-28 --into incident
  npx orgtrail explain incident

Environment:
  ORGTRAIL_CONFIG   the folder with organization.yaml and teams/ (default: config)
  AWS_PROFILE …     as for the AWS CLI: who reads the buckets, and asks CloudTrail for its public keys

Exit codes: 0 all is there and proven; 1 something is changed, missing or not proven, and is named; 2 the arguments, the configuration
or the credentials are unusable.
`;

/** The command `orgtrail logs fetch`. */
export function fetchCommand(): Command {
  const command = newCommand({
    name: "fetch",
    call: "orgtrail logs fetch",
    description:
      "Copies log files of some accounts, Regions and days to a folder, and proves them on the way.",
    help: FETCH_HELP,
    unusable: UNUSABLE,
  })
    .requiredOption("--into <folder>", "where to: a new folder, or one that an earlier run has begun")
    .requiredOption("-f, --from <time>", "from when on, as 2026-01-31 or 2026-01-31T12:00:00Z", timeFlag);
  return withAskedFlags(command, { to: "now", keys: "AWS is asked", parallel: "32" }).action(fetchLogs);
}

async function fetchLogs(
  flags: AskedFlags & { readonly into: string; readonly from: number },
): Promise<void> {
  let kept: KeptFiles | undefined;
  const ended = (): string =>
    kept === undefined || kept.fetched.files === 0
      ? "nothing was fetched"
      : "not all was fetched: the same command goes on";
  await refusing(ended, async () => {
    const { into, from, json } = flags;
    // Who validates the folder needs the keys of whatever else is fetched into it, too.
    const input = await ofBuckets(flags, { asking: "keys of all times" });
    makeFolder(into);
    const store = new KeptFiles(input.store, into);
    kept = store;
    const report = await validatedInput({ ...input, store }, flags, {
      readsUnproven: true,
      again: (result) => store.letGo(result),
    });
    saveKeysBeside(into, input.keys.saved());
    const { files, bytes } = store.fetched;
    if (json) printJson({ into, files, bytes, validation: report });
    else {
      const range = `--from ${cliTime(from)} --to ${cliTime(input.to)}`;
      print([
        ...validationLines(report),
        "",
        `Fetched ${amount(files, "file")}, ${countText(Math.round(bytes / 1e6))} MB, into ${into}. Without proof, as no digest names them: ${amount(unprovenIn(report), "log file")}.`,
        `What is in them:  npx orgtrail explain ${shellWord(into)}`,
        `Prove them again: npx orgtrail logs validate ${shellWord(into)} ${range}`,
      ]);
    }
    if (!isProven(report)) process.exitCode = INCOMPLETE;
  });
}

function unprovenIn({ areas }: ValidationReport): number {
  return areas.reduce((sum, { young, unproven }) => sum + young + unproven, 0);
}

function saveKeysBeside(folder: string, keys: SavedKeys): void {
  const path = join(folder, KEYS_FILE);
  const before = existsSync(path) ? keysIn(path) : keys;
  const regions = typeof before === "string" ? keys.regions : { ...before.regions, ...keys.regions };
  writeWhole(path, `${JSON.stringify({ ...keys, regions }, null, 2)}\n`);
}
