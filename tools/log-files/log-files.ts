import { statSync, type Dirent } from "node:fs";
import { join } from "node:path";
import { assertEnds, folderEntries, FileError, kindAt, onFile } from "../files";

/** Standard input, among names of files and folders. */
export const STANDARD_INPUT = "-";

/** What stands in a folder: a log file, one of no interest, or one that cannot be looked at. */
export type Found =
  | {
      readonly kind: "log";
      readonly path: string;
      /** In bytes. @default - it is not known */ readonly size?: number;
    }
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
/** And `orgtrail query` what it has read of them. */
const KEPT = ".orgtrail-events-";

/** The files to read, each once: those named, whatever their name, and the log files in folders, by name. */
export function* logFiles(inputs: readonly string[]): Generator<Found> {
  const read = new Set<string>();
  for (const input of inputs) {
    const found: Iterable<Found> =
      input !== STANDARD_INPUT && kindAt(input) === "folder"
        ? filesIn(input)
        : [{ kind: "log", path: input }];
    for (const each of found) yield each.kind === "log" ? asIs(each, read) : each;
  }
}

/** What a log file is once it is looked at: one that was read already, or cannot be. */
function asIs(found: Found, read: Set<string>): Found {
  const { path } = found;
  const looked = lookAt(path);
  if (looked instanceof FileError)
    return { kind: "unreadable", path, what: `${looked.what}; ${looked.remedy}` };
  const { id, ...size } = looked;
  if (read.has(id)) return { kind: "again", path };
  read.add(id);
  return { ...found, ...size };
}

/** What tells a file from all others, by whatever path, and its size; or why it cannot be read. */
function lookAt(path: string): { readonly id: string; readonly size?: number } | FileError {
  if (path === STANDARD_INPUT) return { id: path };
  try {
    return onFile(path, () => {
      assertEnds(path);
      const { dev, ino, size } = statSync(path, { bigint: true });
      return { id: `${dev} ${ino}`, size: Number(size) };
    });
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
}

/** How much is a part: many of them for each thread, and each many times what it takes to hand it over. */
const PART_BYTES = 1024 * 1024;
const PART_FILES = 256;

/** What was found in parts of some size, in order. */
export function* inParts(found: Iterable<Found>): Generator<readonly Found[]> {
  let [part, bytes]: [Found[], number] = [[], 0];
  for (const each of found) {
    part.push(each);
    if (each.kind === "log") bytes += each.size ?? 0;
    if (bytes < PART_BYTES && part.length < PART_FILES) continue;
    yield part;
    [part, bytes] = [[], 0];
  }
  if (part.length > 0) yield part;
}

function* filesIn(folder: string): Generator<Found> {
  let entries: readonly Dirent[];
  try {
    entries = folderEntries(folder);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    yield { kind: "unreadable", path: folder, what: `${error.what}; ${error.remedy}` };
    return;
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(KEPT)) continue;
    if (entry.isDirectory()) yield* filesIn(path);
    // A link to a file counts as the file. One to a folder is not followed: it could lead in circles.
    else if (!LOG.test(entry.name) || entry.name === KEYS || kindAt(path) === "folder")
      yield { kind: "other", path };
    else yield { kind: path.includes(DIGEST) ? "digest" : "log", path };
  }
}
