import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { folderEntries, readText } from "../files";
import { readRequestFile, type RequestTable } from "./request-file";
import { readStatementFile, type StatementTable } from "./statement-file";

/** What is read stands beside this file; `__dirname` is the folder of the command where that is one script, and the package has it there. */
const HERE =
  [__dirname, join(__dirname, "..", "prove")].find((folder) => existsSync(join(folder, "statements.yaml"))) ??
  __dirname;
const FOLDER = join(HERE, "requests");

/** The request tables that orgtrail proves itself with. They hold in every configuration. */
export function builtInTables(): readonly RequestTable[] {
  return folderEntries(FOLDER)
    .map(({ name }) => name)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => join(FOLDER, name))
    .map((path) => readRequestFile({ file: relative(process.cwd(), path), text: readText(path) }, true));
}

/** The statements that orgtrail proves of itself. They hold in every configuration. */
export function builtInStatements(): StatementTable {
  return statementsBesides("statements.yaml");
}

/** The statements that orgtrail proves of a policy that somebody else made. */
export function statementsOfAnyPolicy(): StatementTable {
  return statementsBesides("statements-of-any-policy.yaml");
}

function statementsBesides(name: string): StatementTable {
  const path = join(HERE, name);
  return readStatementFile({ file: relative(process.cwd(), path), text: readText(path) });
}
