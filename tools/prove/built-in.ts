import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { SourceFile } from "../../stacks/config";
import { folderEntries, readText } from "../files";
import { readRequestFile, type RequestTable } from "./request-file";
import { readStatementFiles, type StatementTable } from "./statement-file";

/** What is read stands beside this file; `__dirname` is the folder of the command where that is one script, and the package has it there. */
const HERE =
  [__dirname, join(__dirname, "..", "prove")].find((folder) => existsSync(join(folder, "statements"))) ??
  __dirname;

/** The request tables that orgtrail proves itself with. They hold in every configuration. */
export function builtInTables(): readonly RequestTable[] {
  return filesIn("requests").map((source) => readRequestFile(source, true));
}

/** The statements that orgtrail proves of itself. They hold in every configuration. */
export function builtInStatements(): StatementTable {
  return readStatementFiles(...filesIn("statements"));
}

/** The statements that orgtrail proves of a policy that somebody else made. */
export function statementsOfAnyPolicy(): StatementTable {
  return readStatementFiles(fileAt("statements-of-any-policy.yaml"));
}

/** The files of a folder, each of which has what is about one feature: they are found here, and listed nowhere. */
function filesIn(folder: string): readonly SourceFile[] {
  return folderEntries(join(HERE, folder))
    .map(({ name }) => name)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => fileAt(join(folder, name)));
}

function fileAt(name: string): SourceFile {
  const path = join(HERE, name);
  return { file: relative(process.cwd(), path), text: readText(path) };
}
