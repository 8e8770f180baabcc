import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type * as esbuild from "esbuild";
import type * as fflate from "fflate";
import { makeFolder, readBytes, writeWhole } from "../tools/files";
import type { FunctionCode } from "../modules/log-validation";

/** The functions that modules deploy, by the module, and what each is made of: as much of a tool as needs no configuration and no terminal. */
const ENTRIES = {
  "log-validation": join("tools", "logs", "function.ts"),
  "log-search": join("tools", "search", "function.ts"),
} as const;

/** A module that deploys a function. */
export type FunctionModule = keyof typeof ENTRIES;

/** Loads a package when the function is wanted: few runs want it. */
const load = createRequire(__filename);

/**
 * The zip file with the function of the module, made of the sources; the published program has it beside itself. What the AWS SDK is
 * comes with Lambda.
 * @returns undefined where there is neither: the published library has the file
 */
export function functionCode(module: FunctionModule): FunctionCode | undefined {
  const root = rootFolder();
  const file = `${module}.zip`;
  if (root === undefined) {
    const path = join(__dirname, file);
    return existsSync(path) ? codeOf(path, readBytes(path)) : undefined;
  }
  const bytes = zipOf(root, module);
  return codeOf(written(join(folderFor(root), file), bytes), bytes);
}

function codeOf(path: string, bytes: Uint8Array): FunctionCode {
  return { path, sha256: createHash("sha256").update(bytes).digest("base64") };
}

/** Where the library looks for these files, in the project. */
const ofLibrary = (module: FunctionModule): string => join("lib", module, "function.zip");

/**
 * Puts these files into what is published.
 * @param at where each goes, from the project's folder. @default - where the library looks for it
 * @returns the bytes of each, the same for the same sources
 */
export function packFunctions(at = ofLibrary): Readonly<Record<FunctionModule, Uint8Array>> {
  const root = rootFolder();
  if (root === undefined) throw new Error("orgtrail: the sources of functions are not there");
  const pack = (module: FunctionModule): Uint8Array => {
    const bytes = zipOf(root, module);
    const path = join(root, at(module));
    makeFolder(dirname(path));
    written(path, bytes);
    return bytes;
  };
  return { "log-validation": pack("log-validation"), "log-search": pack("log-search") };
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
  return [join(__dirname, ".."), join(__dirname, "..", "..")].find((each) =>
    existsSync(join(each, ENTRIES["log-validation"])),
  );
}

/** What was made: a process that synthesizes more than once makes each once. */
const ZIPS = new Map<FunctionModule, Uint8Array>();

function zipOf(root: string, module: FunctionModule): Uint8Array {
  const bytes = ZIPS.get(module) ?? zipMade(root, module);
  ZIPS.set(module, bytes);
  return bytes;
}

function zipMade(absWorkingDir: string, module: FunctionModule): Uint8Array {
  const { buildSync } = load("esbuild") as typeof esbuild;
  const { strToU8, zipSync } = load("fflate") as typeof fflate;
  const { outputFiles } = buildSync({
    absWorkingDir,
    entryPoints: [ENTRIES[module]],
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
