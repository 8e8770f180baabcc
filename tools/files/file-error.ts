import { lstatSync } from "node:fs";

/** A file that could not be read or written, for a person. The message is a sentence, which names it. */
export class FileError extends Error {
  constructor(
    readonly path: string,
    readonly what: string,
    readonly remedy: string,
    /** Where in the file, counted from 1; the column in characters. @default - it is about the whole of it */
    readonly place?: { readonly line: number; readonly column: number },
  ) {
    super(`${path}${place === undefined ? "" : `:${place.line}:${place.column}`}: ${what}; ${remedy}`);
    this.name = "FileError";
  }
}

type Meaning = readonly [what: string, remedy: string];

const AWAY = "correct it, or move it away";
const PERMISSION: Meaning = ["may not be read or written", "correct its permissions, or those of its folder"];
const TOO_LARGE: Meaning = ["is too large to be read at once", "name a smaller file"];

/**
 * What errors of the file system mean, and what to do.
 * @see https://nodejs.org/docs/latest-v20.x/api/errors.html#common-system-errors
 */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  EACCES: PERMISSION,
  EDQUOT: ["does not fit into what you may use of the disk", "make room"],
  EEXIST: ["is there already", "move it away"],
  EFBIG: ["is larger than a file may be here", "allow more: ulimit -f"],
  EISDIR: ["is a folder, and not a file", AWAY],
  ELOOP: ["is a link that leads in a circle", AWAY],
  EMFILE: ["is one open file more than the system allows", "allow more: ulimit -n"],
  ENAMETOOLONG: ["has too long a name", "name something shorter"],
  ENFILE: ["is one open file more than the system allows", "close other programs"],
  ENOENT: ["is not there", "correct the path"],
  ENOSPC: ["does not fit on the disk, which is full", "make room"],
  ENOTDIR: ["is below a file, and not a folder", "correct the path"],
  ENXIO: ["is a socket, and not a file", AWAY],
  EPERM: PERMISSION,
  EROFS: ["is on a disk that can only be read", "name a folder elsewhere"],
  ERR_FS_FILE_TOO_LARGE: TOO_LARGE,
  ERR_STRING_TOO_LONG: TOO_LARGE,
};

/**
 * What the file system refused.
 * @param path what was read or written @default - what the error names
 * @returns undefined where the error is another one
 */
export function fileError(error: unknown, path?: string): FileError | undefined {
  if (error instanceof FileError) return error;
  // Not by class: an error of Node's own is no Error of the realm in which jest runs tests.
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  const { code = "", path: named, syscall } = error as NodeJS.ErrnoException;
  if (path === undefined && syscall === undefined) return undefined;
  const place = path ?? named;
  const meaning = MEANINGS[code];
  // A connection is a file for the system, too.
  if (place === undefined && meaning === undefined) return undefined;
  const [what, remedy] = meaning ?? [`cannot be read or written (${code})`, "correct it, or name another"];
  if (place === undefined) return new FileError("a file", what, remedy);
  const [meant, then] = (isThere(place) ? OF_WHAT_IS_THERE[code] : undefined) ?? [what, remedy];
  return new FileError(place, meant, then);
}

/** The same of a path at which something stands. */
const OF_WHAT_IS_THERE: Readonly<Record<string, Meaning>> = {
  ENOENT: ["is a link to a file that is not there", AWAY],
  ENOTDIR: ["is a file, and not a folder", AWAY],
};

/** Whether there is something of that name, be it a link to nothing. */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Does what reads or writes a file. @throws FileError where the file system refuses it */
export function onFile<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fileError(error, path) ?? error;
  }
}
