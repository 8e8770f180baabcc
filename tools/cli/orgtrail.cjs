#!/usr/bin/env node
const { existsSync } = require("node:fs");
const { join } = require("node:path");

// In a checkout the commands are TypeScript, run without a build step: what runs is never stale. The package that
// `npm pack` makes has no TypeScript, and one script instead.
if (existsSync(join(__dirname, "main.ts"))) {
  require("./start.cjs")(join(__dirname, "main.ts"));
} else {
  require("./dist/main.cjs");
}
