import { randomUUID } from "node:crypto";
import {
  appendFileSync,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Writable } from "node:stream";
import { FileError, fileError, isThere, onFile } from "./file-error";

/**
 * Writes a file whole or not at all, and makes its folder. Whoever reads meanwhile reads all of the file before, or all of this one.
 * @param mode who may read and write a file that is new @default - as the system has it
 * @throws FileError
 */
export function writeWhole(path: string, content: string | Uint8Array, mode?: number): void {
  onFile(path, () => {
    makeFolder(dirname(path));
    const there = statSync(path, { throwIfNoEntry: false });
    if (there !== undefined && !there.isFile()) {
      // Another file must not take the place of a device or a pipe, such as /dev/stdout.
      writeFileSync(path, content);
      return;
    }
    // A link stays one.
    const file = there === undefined ? path : realpathSync(path);
    const draft = `${file}.${randomUUID()}`;
    try {
      writeFileSync(draft, content, { mode: there?.mode ?? mode });
      renameSync(draft, file);
    } finally {
      rmSync(draft, { force: true });
    }
  });
}

/** Adds to a file's end. @throws FileError */
export function append(path: string, text: string): void {
  onFile(path, () => {
    appendFileSync(path, text);
  });
}

/** A file of any size that is new, written in pieces. @param flags `wx`: it must not be there */
export function writePieces(path: string, flags: "w" | "wx"): Writable {
  return createWriteStream(path, { flags });
}

const scratchFolders = new Set<string>();

/**
 * A folder for what a command needs meanwhile. Whoever makes it removes it; the end of the program does, however it comes about, but
 * for a signal that nobody hears.
 * @throws FileError
 */
export function scratchFolder(command: string): string {
  const above = tmpdir();
  try {
    const folder = mkdtempSync(join(realpathSync(above), `orgtrail-${command}-`));
    if (scratchFolders.size === 0) process.once("exit", removeScratchFolders);
    scratchFolders.add(folder);
    return folder;
  } catch (error) {
    const refused = fileError(error, above);
    if (refused === undefined) throw error;
    throw new FileError(above, refused.what, `${refused.remedy}, or set TMPDIR to another folder`);
  }
}

function removeScratchFolders(): void {
  for (const folder of scratchFolders) rmSync(folder, { recursive: true, force: true });
}

/** Makes a folder, with those above it. @returns the first of them that was not there @throws FileError */
export function makeFolder(folder: string): string | undefined {
  return onFile(folder, () => {
    try {
      return mkdirSync(folder, { recursive: true });
    } catch (error) {
      // Of a disk that can only be read, Node says that the folder is not there; the system says why when asked for one alone.
      const first = firstMissing(folder);
      if (!isThere(first)) mkdirSync(first);
      throw error;
    }
  });
}

/** The folder at a path, or the topmost of those above it that are not there. */
function firstMissing(folder: string): string {
  const above = dirname(folder);
  return above === folder || isThere(above) ? folder : firstMissing(above);
}

/** Has a file take another name. @throws FileError */
export function rename(from: string, to: string): void {
  onFile(to, () => {
    renameSync(from, to);
  });
}
