import { readdirSync, statSync, type Dirent } from "node:fs";
import { join } from "node:path";
import { isNamedPipe } from "../../stacks/config";

/** Standard input, among names of files and folders. */
export const STANDARD_INPUT = "-";

/** What stands in a folder: a log file, one of no interest, or one that cannot be looked at. */
export type Found =
  | { readonly kind: "log"; readonly path: string }
  | { readonly kind: "digest"; readonly path: string }
  | { readonly kind: "other"; readonly path: string }
  /** A file that was found already, by this or another name. */
  | { readonly kind: "again"; readonly path: string }
  | { readonly kind: "unreadable"; readonly path: string; readonly what: string };

const LOG = /\.(json|jsonl|ndjson|gz)$/i;
/** CloudTrail puts digests beside the log files, in a folder and with a name of their own. */
const DIGEST = "CloudTrail-Digest";
/** And `orgtrail logs fetch` puts what proves them. */
const KEYS = "public-keys.json";

/** The files to read, each once: those named, whatever their name, and the log files in folders, by name. */
export function* logFiles(inputs: readonly string[]): Generator<Found> {
  const read = new Set<string>();
  for (const input of inputs) {
    const found: Iterable<Found> =
      input !== STANDARD_INPUT && isFolder(input) ? filesIn(input) : [{ kind: "log", path: input }];
    for (const each of found) yield each.kind === "log" ? asIs(each, read) : each;
  }
}

/** What a log file is once it is looked at: one that was read already, or cannot be. */
function asIs(found: Found, read: Set<string>): Found {
  const { path } = found;
  const id = identityOf(path);
  if (id === undefined) return { kind: "unreadable", path, what: PIPE };
  if (read.has(id)) return { kind: "again", path };
  read.add(id);
  return found;
}

const PIPE = "is a named pipe, to which nobody may ever write; give what comes from it by standard input: -";

/** What tells a file from all others, by whatever path. A file that is not there is found out when it is read. */
function identityOf(path: string): string | undefined {
  if (path === STANDARD_INPUT) return path;
  try {
    if (isNamedPipe(path)) return undefined;
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev} ${ino}`;
  } catch (error) {
    if (!isReadError(error)) throw error;
    return path;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function* filesIn(folder: string): Generator<Found> {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (!isReadError(error)) throw error;
    yield { kind: "unreadable", path: folder, what: `cannot be read: ${error.message}` };
    return;
  }
  for (const entry of entries.sort(byName)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    // A link to a file counts as the file. One to a folder is not followed: it could lead in circles.
    else if (!LOG.test(entry.name) || entry.name === KEYS || isFolder(path)) yield { kind: "other", path };
    else yield { kind: path.includes(DIGEST) ? "digest" : "log", path };
  }
}

function byName(one: Dirent, other: Dirent): number {
  return one.name < other.name ? -1 : 1;
}

/** Whether the error is one of reading or decompressing, and not a fault of orgtrail: Node gives those a code. */
export function isReadError(error: unknown): error is NodeJS.ErrnoException {
  // Not by class: an error of Node's own is no Error of the realm in which jest runs tests.
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string";
}
