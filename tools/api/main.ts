import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { folderEntries, makeFolder, readText, writeWhole } from "../files";
import { newCommand, print, printError } from "../terminal";
import { currentApi, problemsOf, RELEASED, versionOf } from "./public-api";
import { reportFiles, type ReportFile } from "./report";

const ROOT = join(__dirname, "..", "..");

/** Writes what is not current, and removes reports of modules that are gone. @returns the files that were not current */
function bringUpToDate(files: readonly ReportFile[], write: boolean): readonly string[] {
  const wanted = new Set(files.map(({ file }) => file));
  const gone = folderEntries(join(ROOT, "api"))
    .map(({ name }) => `api/${name}`)
    .filter((file) => file.endsWith(".api.md") && !wanted.has(file));
  const stale = files.filter(({ file, text }) => {
    const path = join(ROOT, file);
    return !existsSync(path) || readText(path) !== text;
  });
  if (write) {
    for (const file of gone) rmSync(join(ROOT, file));
    for (const { file, text } of stale) writeWhole(join(ROOT, file), text);
  }
  return [...stale.map(({ file }) => file), ...gone];
}

async function run({
  check,
  released,
}: {
  readonly check: boolean;
  readonly released: boolean;
}): Promise<void> {
  const api = currentApi(ROOT);
  makeFolder(join(ROOT, "api"));
  const stale = bringUpToDate(await reportFiles(ROOT, api), !check);
  const problems = [
    ...(check ? stale.map((file) => `${file} is not current: run npm run api`) : []),
    ...problemsOf(ROOT, api),
  ];
  if (!check) print(stale);
  printError(problems);
  if (problems.length > 0) {
    process.exitCode = 1;
  } else if (released) {
    writeWhole(join(ROOT, RELEASED), `${JSON.stringify({ version: versionOf(ROOT), ...api }, null, 2)}\n`);
  }
}

void newCommand({
  name: "npm run api --",
  description: "Writes the API reports in api/, and says whether version and upgrade notes fit the changes.",
  help: "",
  unusable: 1,
})
  .option("--check", "write nothing; exit with 1 when a report is not current", false)
  .option(
    "--released",
    "also record the API as that of the version in package.json, which is being released",
    false,
  )
  .action(run)
  .parseAsync();
