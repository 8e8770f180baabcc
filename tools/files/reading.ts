import {
  closeSync,
  createReadStream,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
} from "node:fs";
import type { Dirent } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileError, FileError, onFile } from "./file-error";

/** The content of a file that is small enough to be read at once. @throws FileError */
export function readBytes(path: string): Buffer {
  return onFile(path, () => {
    assertEnds(path);
    return readFileSync(path);
  });
}

/** The same, while other things go on: another thread takes longer to be asked than a small file takes to be read. @throws FileError */
export async function readBytesMeanwhile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw fileError(error, path) ?? error;
  }
}

/** The text of a file, which is UTF-8. @throws FileError */
export function readText(path: string): string {
  const bytes = readBytes(path);
  return onFile(path, () => {
    const text = bytes.toString("utf8");
    // What is not UTF-8 does not read back.
    const written = Buffer.from(text);
    if (written.equals(bytes)) {
      const zero = text.indexOf("\0");
      if (zero < 0) return text;
      const place = endOf(text.slice(0, zero));
      throw new FileError(path, "has a byte 0, which no text has", "save it as UTF-8 text", place);
    }
    // What stands in place of a byte may begin with that byte.
    const same = written.findIndex((byte, at) => byte !== bytes[at]);
    const before = bytes
      .subarray(0, same)
      .toString("utf8")
      .replace(/\ufffd$/, "");
    throw new FileError(path, "is not UTF-8", "save it as UTF-8", endOf(before));
  });
}

/** Where a text ends, from 1. */
function endOf(text: string): FileError["place"] {
  const lines = text.split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** Reads a file into memory. @returns what it holds, or undefined where it fills the memory @throws FileError */
export function readInto(path: string, memory: Buffer): Buffer | undefined {
  return onFile(path, () => {
    const file = openSync(path, "r");
    try {
      let length = 0;
      while (length < memory.length) {
        const read = readSync(file, memory, length, memory.length - length, null);
        if (read === 0) return memory.subarray(0, length);
        length += read;
      }
      return undefined;
    } finally {
      closeSync(file);
    }
  });
}

/** A file of any size, in pieces. @param chunk how large a piece is, in bytes @default 65536 */
export function readPieces(path: string, chunk?: number): Readable {
  return createReadStream(path, chunk === undefined ? {} : { highWaterMark: chunk });
}

/** The entries of a folder, by name. @throws FileError */
export function folderEntries(folder: string): readonly Dirent[] {
  return onFile(folder, () =>
    readdirSync(folder, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1)),
  );
}

/** The paths of all files below a folder. @throws FileError */
export function filesBelow(folder: string): readonly string[] {
  return folderEntries(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** What is at a path, links followed: nothing for what is not there and for a link that leads nowhere, or in a circle. */
export function kindAt(path: string): "file" | "folder" | "other" | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined
      ? undefined
      : stats.isFile()
        ? "file"
        : stats.isDirectory()
          ? "folder"
          : "other";
  } catch {
    return undefined;
  }
}

/** Why nothing can be had of a path. @returns undefined where something is there */
export function problemAt(path: string): FileError | undefined {
  try {
    onFile(path, () => statSync(path));
    return undefined;
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
}

/** What a shell puts in place of `<(…)`, and standard input: these end. */
const ENDS = /^\/(?:dev\/(?:fd\/|stdin$|null$)|proc\/)/;

/**
 * Refuses what may never end when it is read: a pipe with a name, to which nobody may ever write, and a device.
 * @throws FileError, or what the file system says of a path that is not there
 */
export function assertEnds(path: string): void {
  const stats = statSync(path);
  if (stats.isFile() || stats.isDirectory() || ENDS.test(path)) return;
  const kind = stats.isFIFO() ? "a named pipe" : stats.isSocket() ? "a socket" : "a device";
  throw new FileError(
    path,
    `is ${kind}, and not a file`,
    "write what comes from it to a file, or move it away",
  );
}
