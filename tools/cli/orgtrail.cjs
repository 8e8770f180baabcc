#!/usr/bin/env node
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const program = ["app", "synth"].includes(process.argv[2]) ? "synthesis" : "main";

// In a checkout the commands are TypeScript, run without a build step: what runs is never stale. The package that
// `npm pack` makes has no TypeScript, and a script for each program instead.
const source = join(__dirname, `${program}.ts`);
if (existsSync(source)) {
  require("./start.cjs")(source);
} else {
  require(`./dist/${program}.cjs`);
}
