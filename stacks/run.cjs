// Runs stacks/main.ts: esbuild makes one script of our TypeScript in memory, which node runs. There is no build to
// forget, and what runs is never stale. It takes half of the time that loading each file through tsx takes.
const { Module } = require("node:module");
const { join } = require("node:path");
const { buildSync } = require("esbuild");

const entry = join(__dirname, "main.ts");
const { outputFiles } = buildSync({
  entryPoints: [entry],
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  sourcemap: "inline",
  write: false,
});
process.setSourceMapsEnabled(true);
const program = new Module(entry, null);
program.filename = entry;
program.paths = Module._nodeModulePaths(__dirname);
program._compile(outputFiles[0].text, entry);
