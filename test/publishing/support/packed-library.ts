import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../../support/run";
import { succeed } from "./npm";

/** A package as `npm pack` makes it. */
export interface Packed {
  readonly tarball: string;
  /** The package as a user's node_modules has it. */
  readonly unpacked: string;
}

const HOUR_MS = 3_600_000;

/** Longer than packing takes on a busy machine. */
const CLAIM_MS = 170_000;

/** All files of the checkout that git knows or would add. */
async function checkoutFiles(): Promise<readonly string[]> {
  const listed = await succeed(ROOT, "git", "ls-files", "--cached", "--others", "--exclude-standard");
  return listed.split("\n").filter((file) => file !== "" && existsSync(join(ROOT, file)));
}

/**
 * A copy of the checkout, with the installed dependencies. Packing builds the library, and two tests that build it in
 * the checkout itself would get in each other's way.
 */
export async function copyCheckout(folder: string): Promise<void> {
  for (const file of await checkoutFiles()) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(ROOT, file), join(folder, file));
  }
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
}

/** The same of the version released last, by its tag. @returns whether anything has been released */
export async function copyLastRelease(folder: string, root = ROOT): Promise<boolean> {
  const released = JSON.parse(readFileSync(join(root, "api", "released.json"), "utf8")) as {
    readonly version: string;
  };
  if (released.version === "0.0.0") return false;
  const archive = join(folder, "release.tar");
  await succeed(root, "git", "archive", `--output=${archive}`, `v${released.version}`);
  await succeed(folder, "tar", "-xf", archive);
  rmSync(archive);
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return true;
}

/** Packs the library once for all tests: again when a file of the checkout has changed. */
export function packLibrary(): Promise<Packed> {
  return packOnce(".");
}

/** The same of the program, `orgtrail-cli`, which runs where it is unpacked. */
export function packProgram(): Promise<Packed> {
  return packOnce(PROGRAM);
}

/** Where the checkout has the package of the program. */
export const PROGRAM = join("tools", "cli");

function tarballIn(folder: string): string {
  const name = readdirSync(folder).find((file) => file.endsWith(".tgz"));
  if (name === undefined) throw new Error(`${folder} has no tarball`);
  return join(folder, name);
}

/** Packages of checkouts that have changed since. One that another run still uses is younger. */
function removeOldPackages(): void {
  for (const name of readdirSync(tmpdir()).filter((file) => file.startsWith("orgtrail-packed-"))) {
    const path = join(tmpdir(), name);
    if (Date.now() - statSync(path).mtimeMs > HOUR_MS) rmSync(path, { recursive: true, force: true });
  }
}

/** Packing compiles, and makes the API's pages: of tests that run side by side one does so, and the others wait for it. */
async function packOnce(source: string): Promise<Packed> {
  const digest = createHash("sha256").update(source);
  for (const file of await checkoutFiles()) digest.update(file).update(readFileSync(join(ROOT, file)));
  const folder = join(tmpdir(), `orgtrail-packed-${digest.digest("hex").slice(0, 16)}`);
  const claim = `${folder}-claimed`;
  while (!existsSync(folder)) {
    try {
      mkdirSync(claim);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const claimed = statSync(claim, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      // Whoever claimed it was killed, or it failed there.
      if (Date.now() - claimed > CLAIM_MS) rmSync(claim, { recursive: true, force: true });
      await sleep(200);
      continue;
    }
    try {
      if (!existsSync(folder)) await packInto(folder, source);
    } finally {
      rmSync(claim, { recursive: true, force: true });
    }
  }
  return { tarball: tarballIn(folder), unpacked: join(folder, "package") };
}

async function packInto(folder: string, source: string): Promise<void> {
  removeOldPackages();
  const unfinished = `${folder}-${process.pid}`;
  const checkout = join(unfinished, "checkout");
  mkdirSync(checkout, { recursive: true });
  await copyCheckout(checkout);
  const from = join(checkout, source);
  await succeed(
    from,
    "npm",
    "pack",
    "--workspaces=false",
    "--loglevel=error",
    "--pack-destination",
    unfinished,
  );
  await succeed(unfinished, "tar", "-xzf", tarballIn(unfinished));
  rmSync(checkout, { recursive: true });
  if (source === PROGRAM) linkDependencies(unfinished);
  renameSync(unfinished, folder);
}

/** npm puts what a workspace needs above it, or into it where another version stands above. */
function linkDependencies(folder: string): void {
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  symlinkSync(join(ROOT, PROGRAM, "node_modules"), join(folder, "package", "node_modules"));
}
