import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/**
 * Has a folder written whole or not at all: what writes it gets an empty folder in it, of which the files take their places when
 * all are there. Files of other names stay.
 * @returns what `write` does
 */
export function writtenWhole<T>(folder: string, write: (unfinished: string) => T): T {
  const made = mkdirSync(folder, { recursive: true });
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
  const files = readdirSync(from, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(from, join(entry.parentPath, entry.name)))
    .sort((one, other) => other.split(sep).length - one.split(sep).length);
  for (const file of files) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    renameSync(join(from, file), join(to, file));
  }
}
