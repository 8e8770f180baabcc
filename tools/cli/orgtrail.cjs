#!/usr/bin/env node
const { existsSync } = require("fs");
const { join } = require("path");
const oldest = require("./package.json").engines.node.replace(">=", "");

// An older one would end in the middle of a command. This file, alone of all, is written so that any reads it.
if (process.versions.node.localeCompare(oldest, "en", { numeric: true }) < 0) {
  console.error(`orgtrail: needs Node.js ${oldest} or later, and this is ${process.versions.node}

Install a newer one, or choose it with your version manager: node --version says which one runs.`);
  process.exit(1);
}

// A command takes seconds, and most of its code runs a few times: V8 optimizes what it has seen more of than by default, or a fifth
// of the time would go into optimizing what is over. The V8 of later versions has no such flag, and would complain.
if (process.versions.node.startsWith("20.") && require("worker_threads").isMainThread)
  require("v8").setFlagsFromString("--interrupt-budget=600000");

const program = ["app", "synth"].includes(process.argv[2]) ? "synthesis" : "main";

// In a checkout the commands are TypeScript, run without a build step: what runs is never stale. The package that
// `npm pack` makes has no TypeScript, and a script for each program instead.
const source = join(__dirname, `${program}.ts`);
if (existsSync(source)) {
  require("./start.cjs")(source);
} else {
  require(`./dist/${program}.cjs`);
}
