// The floor of explain: reads the log files of a folder and parses them, each at once, and does nothing with them.
const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { gunzipSync } = require("node:zlib");

const [folder] = process.argv.slice(2);
let events = 0;
for (const name of readdirSync(folder).sort()) {
  const bytes = readFileSync(join(folder, name));
  const text = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  events += JSON.parse(text).Records.length;
}
process.stdout.write(`${events}\n`);
