import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { newCommand, print, printError } from "../terminal";
import { generatedFiles } from "./generated-files";

async function run({ check }: { readonly check: boolean }): Promise<void> {
  for (const { file, text } of await generatedFiles()) {
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    if (check) {
      printError([`${file} is not current: run npm run docs`]);
      process.exitCode = 1;
    } else {
      writeFileSync(file, text);
      print([file]);
    }
  }
}

void newCommand({
  name: "npm run docs --",
  description: "Writes what is made from code: JSON Schemas and the tables in docs/.",
  help: "",
  unusable: 1,
})
  .option("--check", "write nothing; exit with 1 when a file is not current", false)
  .action(run)
  .parseAsync();
