// Makes the package that `npm pack` packs: our TypeScript as one script a program, and beside them what they read. Libraries stay
// dependencies.
const { cpSync, rmSync } = require("node:fs");
const { join, relative } = require("node:path");
const { buildSync } = require("esbuild");
const tsx = require("tsx/cjs/api");

const ROOT = join(__dirname, "..", "..");
const dist = join(__dirname, "dist");
const schema = join(__dirname, "schema");
for (const folder of [dist, schema]) rmSync(folder, { recursive: true, force: true });

buildSync({
  entryPoints: ["main.ts", "synthesis.ts"].map((file) => join(__dirname, file)),
  outdir: dist,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
});
for (const name of [
  "requests",
  "requests.schema.json",
  "statements.schema.json",
  "statements.yaml",
  "statements-of-any-policy.yaml",
]) {
  cpSync(join(ROOT, "tools", "prove", name), join(dist, name), { recursive: true });
}
cpSync(join(ROOT, "examples", "pipelines"), join(dist, "pipelines"), { recursive: true });
cpSync(join(ROOT, "stacks", "config", "schema"), schema, { recursive: true });
const { packLogValidationCode } = tsx.require(join(ROOT, "stacks", "function-code.ts"), __filename);
packLogValidationCode(relative(ROOT, join(dist, "log-validation.zip")));
