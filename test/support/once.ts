import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PREFIX = "orgtrail-once-";
const HOUR_MS = 3_600_000;
const POLL_MS = 100;
/** A download of the provider takes minutes. */
const PATIENCE_MS = 1_200_000;

/** Tests group themselves before they run, and that is synchronous. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
}

/** What earlier runs left. */
function removeOld(): void {
  for (const name of readdirSync(tmpdir()).filter((file) => file.startsWith(PREFIX))) {
    const path = join(tmpdir(), name);
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - made > HOUR_MS) rmSync(path, { recursive: true, force: true });
  }
}

/**
 * Does something once in a run of jest: in the suite that comes first, while the others, which run beside it, wait for
 * what it says.
 * @param work must not throw
 */
export function onceInARun(name: string, work: () => string): string {
  const folder = join(tmpdir(), `${PREFIX}${process.env["ORGTRAIL_TEST_RUN"] ?? process.pid}-${name}`);
  const file = join(folder, "said");
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    for (let waited = 0; !existsSync(file); waited += POLL_MS) {
      if (waited > PATIENCE_MS) throw new Error(`the suite that asks for ${name} has said nothing`);
      pause();
    }
    return readFileSync(file, "utf8");
  }
  removeOld();
  const said = work();
  writeFileSync(`${file}.part`, said);
  renameSync(`${file}.part`, file);
  return said;
}
