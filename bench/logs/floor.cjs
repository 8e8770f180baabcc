// The floor of logs validate: reads, inflates and hashes all files of a folder, one after the other, and compares nothing.
const { createHash } = require("node:crypto");
const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { gunzipSync } = require("node:zlib");

const [folder] = process.argv.slice(2);
let files = 0;
for (const name of readdirSync(folder, { recursive: true })) {
  if (!name.endsWith(".json.gz")) continue;
  createHash("sha256")
    .update(gunzipSync(readFileSync(join(folder, name))))
    .digest("hex");
  files += 1;
}
process.stdout.write(`${files}\n`);
