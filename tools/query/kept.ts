import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { folderEntries, kindAt } from "../files";
import { hasPattern, LOADED_SHAPE } from "./tables";

/** The names of files with what was read. */
export const KEPT = /^\.orgtrail-events-[0-9a-f]{16}(-\d+-of-\d+)?\.parquet$/;
/** And of those that are being written, by the process. */
const DRAFT = /^\.orgtrail-events-[0-9a-f]{16}\.\d+-\d+\.parquet$/;
const A_DAY = 24 * 60 * 60 * 1000;

/** The files that were kept under the name: all of them, or none. */
export function keptParts(name: string): readonly string[] {
  const names = new Set(folderEntries(dirname(name)).map((entry) => entry.name));
  const first = [...names].find((each) => each.startsWith(`${basename(name)}-1-of-`));
  const count = Number(/-of-(\d+)\.parquet$/.exec(first ?? "")?.[1] ?? 0);
  // Somebody else's folder may say any number.
  if (count > names.size) return [];
  const parts = Array.from({ length: count }, (_, index) => `${name}-${index + 1}-of-${count}.parquet`);
  return parts.every((part) => names.has(basename(part))) ? parts : [];
}

/** Whether a process that was ended has left it behind. */
export function isForgotten(path: string): boolean {
  const age = DRAFT.test(basename(path)) ? statSync(path, { throwIfNoEntry: false })?.mtimeMs : undefined;
  return age !== undefined && Date.now() - age > A_DAY;
}

/** What is kept of the files stands beside them, under a name that says which files these were, as they were. */
export function keptName(inputs: readonly string[], files: readonly string[]): string | undefined {
  const [folder] = inputs;
  if (folder === undefined || inputs.length > 1 || kindAt(folder) !== "folder" || hasPattern(folder))
    return undefined;
  const digest = createHash("sha256").update(LOADED_SHAPE);
  for (const file of files) {
    const { size, mtimeNs } = statSync(file, { bigint: true });
    digest.update(`\n${relative(folder, file)} ${size} ${mtimeNs}`);
  }
  return join(folder, `.orgtrail-events-${digest.digest("hex").slice(0, 16)}`);
}
