import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { readRequestFile, type RequestTable } from "./request-file";

const FOLDER = join(__dirname, "requests");

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
