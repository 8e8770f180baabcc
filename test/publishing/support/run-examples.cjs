// Runs each compiled example of a module in an app of its own, and synthesizes it. Prints what they return.
const { readdirSync } = require("node:fs");
const { join } = require("node:path");
const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");
const { App, LocalBackend, TerraformStack } = require("cdktf");

const folder = join(__dirname, "dist", "modules");
const results = {};
for (const file of readdirSync(folder).filter((name) => name.endsWith(".js"))) {
  const name = file.replace(/\.js$/, "");
  const app = new App({ stackTraces: false });
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, { path: `${name}.tfstate` });
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  results[name] = require(join(folder, file)).default(stack) ?? null;
  app.synth();
}
console.log(JSON.stringify(results));
