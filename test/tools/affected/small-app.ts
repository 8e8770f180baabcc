/**
 * An app in place of orgtrail's that starts in no time. It speaks as orgtrail app does: it reads ORGTRAIL_CONFIG,
 * writes CDKTF_OUTDIR, and prints a summary or faults as JSON. Its organization.yaml holds the stacks' Terraform JSON.
 */
const APP = `
const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { ORGTRAIL_CONFIG: config, CDKTF_OUTDIR: outdir } = process.env;
const file = join(config, "organization.yaml");
const { stacks, fault } = JSON.parse(readFileSync(file, "utf8"));
if (fault !== undefined) {
  const remedy = "mend it";
  console.log(JSON.stringify({ faults: [{ file, line: 3, column: 7, path: "trail.name", what: fault, received: 1, remedy }] }));
  process.exit(1);
}
for (const [name, json] of Object.entries(stacks)) {
  mkdirSync(join(outdir, "stacks", name), { recursive: true });
  writeFileSync(join(outdir, "stacks", name, "cdk.tf.json"), JSON.stringify(json));
}
const summary = Object.keys(stacks).map((stack) => ({ stack, account: { name: stack + "-account", id: "111111111111" }, region: "us-east-1" }));
console.log(JSON.stringify({ stacks: summary }));
`;

/** The files of a project whose stacks have this Terraform JSON. */
export function projectFiles(stacks: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return {
    ".gitignore": "node_modules\n",
    "cdktf.json": JSON.stringify({ app: "node app.cjs" }),
    "app.cjs": APP,
    "package-lock.json": JSON.stringify({ name: "small-app", lockfileVersion: 3, packages: {} }),
    "package.json": JSON.stringify({ name: "small-app" }),
    "node_modules/of-the-working-tree.txt": "",
    "config/organization.yaml": JSON.stringify({ stacks }),
  };
}

/** The configuration alone. */
export function configuration(stacks: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return { "config/organization.yaml": JSON.stringify({ stacks }) };
}

/** A stack with one bucket. */
export function bucketStack(name: string): unknown {
  return { resource: { aws_s3_bucket: { logs: { bucket: name } } } };
}
