#!/usr/bin/env node
// In a checkout the commands are TypeScript, run without a build step: what runs is never stale.
require("tsx/cjs");
require("./main.ts");
