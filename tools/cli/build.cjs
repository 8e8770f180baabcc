// Makes the package that `npm pack` packs: our TypeScript as one script a program, and beside them what they read. Libraries stay
// dependencies.
const { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { dirname, join, relative } = require("node:path");
const { buildSync } = require("esbuild");
const tsx = require("tsx/cjs/api");

const ROOT = join(__dirname, "..", "..");
const dist = join(__dirname, "dist");
const schema = join(__dirname, "schema");
const docs = join(__dirname, "docs");
for (const folder of [dist, schema, docs]) rmSync(folder, { recursive: true, force: true });

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
  "statements",
  "statements.schema.json",
  "statements-of-any-policy.yaml",
]) {
  cpSync(join(ROOT, "tools", "prove", name), join(dist, name), { recursive: true });
}
cpSync(join(ROOT, "examples", "pipelines"), join(dist, "pipelines"), { recursive: true });
cpSync(join(ROOT, "stacks", "config", "schema"), schema, { recursive: true });

/** Changes the text of each file with an ending in a folder. */
function rewrite(folder, ending, change) {
  for (const file of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(ending))) {
    const path = join(folder, file);
    writeFileSync(path, change(readFileSync(path, "utf8")));
  }
}

// The pages of this version. What they link to beside docs/ stays in the checkout.
for (const file of readdirSync(join(ROOT, "docs"), { recursive: true })) {
  if (!/^(audit\/|images\/)?[\w-]+\.(md|svg|png)$/.test(file.replaceAll("\\", "/"))) continue;
  mkdirSync(dirname(join(docs, file)), { recursive: true });
  cpSync(join(ROOT, "docs", file), join(docs, file));
}
rewrite(docs, ".md", (text) =>
  text.replaceAll(
    /\[([^[\]]*)\]\((?:\.\.\/)+(?!docs\/)[\w.-]+\/[^)]*\)|\[([^[\]]*)\]\(\.\.\/[A-Z]+\.md\)/g,
    "$1$2",
  ),
);

// A page is named by where a repository has it.
const PAGE = /(?<![\w/-])docs\/(?=[a-z-]+\.md)/g;
for (const [folder, ending] of [
  [dist, ".cjs"],
  [schema, ".json"],
]) {
  rewrite(folder, ending, (text) => text.replaceAll(PAGE, "node_modules/orgtrail-cli/docs/"));
}
const { packFunctions } = tsx.require(join(ROOT, "stacks", "function-code.ts"), __filename);
packFunctions((module) => relative(ROOT, join(dist, `${module}.zip`)));
