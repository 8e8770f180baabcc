import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type * as esbuild from "esbuild";
import type * as fflate from "fflate";
import { makeFolder, readBytes, writeWhole } from "../tools/files";
import type { FunctionCode } from "../modules/log-validation";

/** What the function is made of: `orgtrail logs validate`, as far as it needs no configuration and no terminal. */
const ENTRY = join("tools", "logs", "function.ts");
const FILE = "log-validation.zip";

/** Loads a package when the function is wanted: few runs want it. */
const load = createRequire(__filename);

/**
 * The zip file with the function that validates log files each hour, made of the sources; the published program has it beside
 * itself. What the AWS SDK is comes with Lambda.
 * @returns undefined where there is neither: the published library has the file
 */
export function logValidationCode(): FunctionCode | undefined {
  const root = rootFolder();
  if (root === undefined) {
    const path = join(__dirname, FILE);
    return existsSync(path) ? codeOf(path, readBytes(path)) : undefined;
  }
  const bytes = zipOf(root);
  return codeOf(written(join(folderFor(root), FILE), bytes), bytes);
}

function codeOf(path: string, bytes: Uint8Array): FunctionCode {
  return { path, sha256: createHash("sha256").update(bytes).digest("base64") };
}

/** Where the library looks for that file, in the project. */
const OF_LIBRARY = join("lib", "log-validation", "function.zip");

/**
 * Puts that file into what is published.
 * @param file from the project's folder. @default - where the library looks for it
 * @returns its bytes, the same for the same sources
 */
export function packLogValidationCode(file = OF_LIBRARY): Uint8Array {
  const root = rootFolder();
  if (root === undefined) throw new Error(`orgtrail: ${ENTRY} is not there`);
  const bytes = zipOf(root);
  const path = join(root, file);
  makeFolder(dirname(path));
  written(path, bytes);
  return bytes;
}

function written(path: string, bytes: Uint8Array): string {
  writeWhole(path, bytes);
  return path;
}

/** A folder of ours beside the packages; where nobody may write there, one that is new. */
function folderFor(root: string): string {
  const folder = join(root, "node_modules", ".cache", "orgtrail-functions");
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return mkdtempSync(join(tmpdir(), "orgtrail-functions-"));
  }
}

/** The folder of the project. In all of our scripts `__dirname` is the folder of the program. */
function rootFolder(): string | undefined {
  return [join(__dirname, ".."), join(__dirname, "..", "..")].find((each) => existsSync(join(each, ENTRY)));
}

function zipOf(absWorkingDir: string): Uint8Array {
  const { buildSync } = load("esbuild") as typeof esbuild;
  const { strToU8, zipSync } = load("fflate") as typeof fflate;
  const { outputFiles } = buildSync({
    absWorkingDir,
    entryPoints: [ENTRY],
    bundle: true,
    external: ["@aws-sdk/*"],
    platform: "node",
    target: "node22",
    format: "cjs",
    // Lambda gives the SDK by NODE_PATH, in which `import()` does not look.
    supported: { "dynamic-import": false },
    minify: true,
    legalComments: "none",
    write: false,
  });
  const script = outputFiles.map(({ text }) => text).join("");
  // The first day that a zip file can name, in whatever zone: its bytes are the same whenever and wherever it is made.
  const mtime = new Date(1980, 0, 1);
  return zipSync({ "index.js": [strToU8(script), { mtime, level: 9, os: 0 }] });
}
