import { copyFileSync, linkSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { FileError, fileError, onFile } from "./file-error";
import { filesBelow, kindAt } from "./reading";
import { makeFolder, rename } from "./writing";

/**
 * Has a folder written whole or not at all: what writes it gets an empty folder in it, of which the files take their places when
 * all are there. Files of other names stay.
 * @returns what `write` does
 */
export function writtenWhole<T>(folder: string, write: (unfinished: string) => T): T {
  const made = makeFolder(folder);
  const scratch = onFile(folder, () => mkdtempSync(join(folder, ".unfinished-")));
  const [unfinished, before] = [join(scratch, "after"), join(scratch, "before")];
  try {
    makeFolder(unfinished);
    const result = write(unfinished);
    moveFiles(unfinished, folder, before);
    return result;
  } catch (error) {
    if (made !== undefined) rmSync(made, { recursive: true });
    throw ofFolder(error, folder, scratch) ?? error;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** What the system refused of a file in the making is told of the folder: nobody knows the file, and a disk that is full names none. */
function ofFolder(error: unknown, folder: string, scratch: string): FileError | undefined {
  const refused = fileError(error);
  const isOfScratch = refused?.path.startsWith(scratch + sep) === true;
  if (refused !== undefined && isOfScratch) return new FileError(folder, refused.what, refused.remedy);
  const { syscall, path } = error as NodeJS.ErrnoException;
  return refused !== undefined && syscall === "write" && path === undefined
    ? fileError(error, folder)
    : refused;
}

/**
 * Moves all files, or none: where one cannot take its place, those that have are undone. The manifest, which names the others,
 * comes last.
 * @param before the folder for the files whose places are taken
 */
function moveFiles(from: string, to: string, before: string): void {
  const files = filesBelow(from)
    .map((file) => relative(from, file))
    .sort((one, other) => other.split(sep).length - one.split(sep).length);
  const undo: (() => void)[] = [];
  try {
    for (const file of files) {
      const [place, kept] = [join(to, file), join(before, file)];
      const made = makeFolder(dirname(place));
      if (made !== undefined)
        undo.push(() => {
          rmSync(made, { recursive: true });
        });
      const isTaken = kindAt(place) === "file";
      if (isTaken) keep(place, kept);
      rename(join(from, file), place);
      undo.push(() => {
        if (isTaken) rename(kept, place);
        else rmSync(place);
      });
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

/** Keeps a file by another name as well. */
function keep(file: string, kept: string): void {
  makeFolder(dirname(kept));
  try {
    linkSync(file, kept);
  } catch {
    // Not every file system has links.
    onFile(file, () => {
      copyFileSync(file, kept);
    });
  }
}
