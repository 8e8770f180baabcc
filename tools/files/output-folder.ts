import { mkdtempSync, rmSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { filesBelow } from "./reading";
import { makeFolder, rename } from "./writing";

/**
 * Has a folder written whole or not at all: what writes it gets an empty folder in it, of which the files take their places when
 * all are there. Files of other names stay.
 * @returns what `write` does
 */
export function writtenWhole<T>(folder: string, write: (unfinished: string) => T): T {
  const made = makeFolder(folder);
  const unfinished = mkdtempSync(join(folder, ".unfinished-"));
  try {
    const result = write(unfinished);
    moveFiles(unfinished, folder);
    return result;
  } catch (error) {
    if (made !== undefined) rmSync(made, { recursive: true });
    throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** The manifest, which names the others, comes last. */
function moveFiles(from: string, to: string): void {
  const files = filesBelow(from)
    .map((file) => relative(from, file))
    .sort((one, other) => other.split(sep).length - one.split(sep).length);
  for (const file of files) {
    makeFolder(dirname(join(to, file)));
    rename(join(from, file), join(to, file));
  }
}
