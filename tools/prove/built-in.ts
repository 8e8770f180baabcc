import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { readRequestFile, type RequestTable } from "./request-file";

/** Beside this file; `__dirname` is the folder of the command where that is one script, and the package has them there. */
const FOLDER =
  [join(__dirname, "requests"), join(__dirname, "..", "prove", "requests")].find((path) =>
    existsSync(path),
  ) ?? "requests";

/** The request tables that orgtrail proves itself with. They hold in every configuration. */
export function builtInTables(): readonly RequestTable[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => join(FOLDER, name))
    .map((path) =>
      readRequestFile({ file: relative(process.cwd(), path), text: readFileSync(path, "utf8") }, true),
    );
}
