import { existsSync } from "node:fs";
import { readText, writeWhole } from "../files";
import { newCommand, print, printError } from "../terminal";
import { generatedFiles } from "./generated-files";

async function run({ check }: { readonly check: boolean }): Promise<void> {
  for (const { file, text } of await generatedFiles()) {
    if (existsSync(file) && readText(file) === text) continue;
    if (check) {
      printError([`${file} is not current: run npm run docs`]);
      process.exitCode = 1;
    } else {
      writeWhole(file, text);
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
