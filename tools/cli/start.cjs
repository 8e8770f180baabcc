const { Buffer } = require("node:buffer");
const { createHash, randomUUID } = require("node:crypto");
const {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require("node:fs");
const { createRequire, SourceMap } = require("node:module");
const { dirname, join, relative, resolve } = require("node:path");
const { Script } = require("node:vm");

const ROOT = dirname(dirname(__dirname));

/**
 * Libraries that become part of the script. Of each, most starts need a little, and would find, read and compile all of its files. Those
 * that look for files beside their own, or whose classes a user's code could meet, stay outside.
 */
const BUNDLED = ["cli-table3", "commander", "yaml", "zod"];

/** The folders with all TypeScript that a program can be made of, and what else decides how its script is made. */
const SOURCES = ["modules", "stacks", "tools"];
const PACKAGES = ["package.json", "tools/cli/package.json"];
const SETTINGS = [
  ...PACKAGES,
  "tsconfig.json",
  "tools/cli/start.cjs",
  ...["esbuild", ...BUNDLED].map((name) => `node_modules/${name}/package.json`),
];

/** Where scripts are kept, and how many files: a script, its source map and its code, of some programs, branches and days. */
const KEPT = join(ROOT, "node_modules", ".cache", "orgtrail");
const MOST_KEPT = 24;

/**
 * Runs a TypeScript program: esbuild makes one script of it and all of ours that it imports, and node runs that. There is no
 * build to forget, and what runs is never stale: a script is kept by the hash of all sources, and made anew for any other.
 * Where it cannot be kept, it runs from memory. In all files `__dirname` is the folder of the program.
 */
module.exports = function start(entry) {
  const file = join(KEPT, `${hashOfSources(entry)}.cjs`);
  const script = keptScript(file) ?? made(entry, file);
  showSources(entry, script.map);
  run(entry, script.text, `${file}.code`);
};

/** Runs the script with what V8 had compiled of it by the end of its first run: to compile it takes a third of the start. */
function run(entry, text, codeFile) {
  const cachedData = sealed(codeFile);
  const script = new Script(text, { filename: entry, ...(cachedData && { cachedData }) });
  // Another version of Node.js takes nothing of this one's.
  if (cachedData === undefined || script.cachedDataRejected) {
    process.once("exit", () => keep(codeFile, seal(script.createCachedData())));
  }
  const module = { exports: {} };
  const { exports } = module;
  script.runInThisContext().call(exports, exports, createRequire(entry), module, entry, dirname(entry));
}

function hashOfSources(entry) {
  const hash = createHash("sha256").update(relative(ROOT, entry));
  for (const path of [...SETTINGS, ...SOURCES.flatMap(typeScriptIn)]) {
    const content = contentOf(join(ROOT, path));
    hash.update(`\n${path} ${content?.length}\n`).update(content ?? "");
  }
  return hash.digest("hex");
}

/** The files below a folder that esbuild may take, in an order that is the same everywhere. Not those of packages. */
function typeScriptIn(folder) {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  return entries
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return entry.name === "node_modules" ? [] : typeScriptIn(path);
      return /\.(ts|json)$/.test(entry.name) ? [path] : [];
    });
}

function contentOf(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** The script in a file, if it is there and whole. */
function keptScript(file) {
  const script = sealed(file);
  return script && { text: script.toString("utf8"), map: () => readFileSync(`${file}.map`, "utf8") };
}

/** What was kept in a file, without its seal. Whatever cut it short, or wrote into it, is noticed. */
function sealed(file) {
  const content = contentOf(file);
  const [mark, kept] = [content?.subarray(0, SEAL), content?.subarray(SEAL)];
  return mark?.equals(sealOf(kept)) ? kept : undefined;
}

function seal(content) {
  return Buffer.concat([sealOf(Buffer.from(content)), Buffer.from(content)]);
}

/** The hash of what is kept, which stands before it. */
function sealOf(content) {
  return createHash("sha256").update(content).digest();
}

const SEAL = 32;

function made(entry, file) {
  const { outputFiles } = require("esbuild").buildSync({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: file,
    banner: { js: "(function (exports, require, module, __filename, __dirname) {" },
    footer: { js: "})" },
    bundle: true,
    external: packages().filter((name) => !BUNDLED.includes(name)),
    platform: "node",
    target: "node20",
    // A script from memory, and one whose code was kept, may not import: what is loaded late is required.
    supported: { "dynamic-import": false },
    sourcemap: "external",
    sourcesContent: false,
    write: false,
  });
  const [map, text] = outputFiles.map((output) => output.text);
  keep(`${file}.map`, map);
  keep(file, seal(text));
  return { text, map: () => map };
}

/** What the programs may import that is not ours. */
function packages() {
  return PACKAGES.flatMap((file) => {
    const { dependencies, devDependencies, peerDependencies } = JSON.parse(contentOf(join(ROOT, file)));
    return Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies });
  });
}

/** Writes a file whole or not at all, whoever else writes it at the same time, and removes the oldest of many. */
function keep(file, content) {
  const draft = `${file}.${randomUUID()}`;
  try {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(draft, content);
    renameSync(draft, file);
    const kept = readdirSync(KEPT).map((name) => join(KEPT, name));
    const byAge = kept.map((path) => [statSync(path).mtimeMs, path]).sort(([one], [other]) => other - one);
    for (const [, path] of byAge.slice(MOST_KEPT)) rmSync(path, { force: true });
  } catch {
    // A folder that nobody may write to, or that another process cleans up: the script runs from memory.
  }
}

/**
 * Has stack traces of errors name the lines of the sources. The source map is read when the first trace is: few runs have any. What
 * cdktf notes of its tokens is no error.
 */
function showSources(entry, readMap) {
  let map;
  Error.prepareStackTrace = (error, frames) => {
    const lines = frames.map((frame) => {
      if (frame.getFileName() !== entry || !(error instanceof Error)) return `    at ${frame}`;
      map ??= new SourceMap(JSON.parse(readMap()));
      const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
      const { originalSource, originalLine, originalColumn } = map.findEntry(line - 1, column - 1);
      if (originalSource === undefined) return `    at ${frame}`;
      const place = `${resolve(KEPT, originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
      return `    at ${String(frame).replace(`${entry}:${line}:${column}`, () => place)}`;
    });
    return [String(error), ...lines].join("\n");
  };
}
