// What cdktf runs: stacks/main.ts.
require("./start.cjs")(require("node:path").join(__dirname, "main.ts"));
