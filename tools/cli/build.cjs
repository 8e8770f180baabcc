// Makes the package that `npm pack` packs: our TypeScript as one script, and the request tables beside it. Libraries stay
// dependencies.
const { cpSync, rmSync } = require("node:fs");
const { join } = require("node:path");
const { buildSync } = require("esbuild");

const dist = join(__dirname, "dist");
rmSync(dist, { recursive: true, force: true });
buildSync({
  entryPoints: [join(__dirname, "main.ts")],
  outfile: join(dist, "main.cjs"),
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
});
cpSync(join(__dirname, "..", "prove", "requests"), join(dist, "requests"), { recursive: true });
for (const file of [
  "requests.schema.json",
  "statements.schema.json",
  "statements.yaml",
  "statements-of-any-policy.yaml",
]) {
  cpSync(join(__dirname, "..", "prove", file), join(dist, file));
}
