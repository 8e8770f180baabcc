const { Module } = require("node:module");
const { dirname } = require("node:path");
const { buildSync } = require("esbuild");

/**
 * Runs a TypeScript program: esbuild makes one script of it and all of ours that it imports, in memory, and node runs that.
 * There is no build to forget, and what runs is never stale. It takes a third of the time that loading each file through
 * tsx takes. In all files `__dirname` is the folder of the program.
 */
module.exports = function start(entry) {
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
  program.paths = Module._nodeModulePaths(dirname(entry));
  program._compile(outputFiles[0].text, entry);
};
