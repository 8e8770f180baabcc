import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { generatedFiles } from "./generated-files";

const HELP = `Writes what is made from code: JSON Schemas and the tables in docs/.

Usage: npm run docs [-- --check]

  --check   write nothing; exit with 1 when a file is not current
`;

async function main(argv: readonly string[]): Promise<void> {
  if (argv.includes("--help")) {
    process.stdout.write(HELP);
    return;
  }
  const check = argv.includes("--check");
  for (const { file, text } of await generatedFiles()) {
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    if (check) {
      process.stderr.write(`${file} is not current: run npm run docs\n`);
      process.exitCode = 1;
    } else {
      writeFileSync(file, text);
      process.stdout.write(`${file}\n`);
    }
  }
}

void main(process.argv.slice(2));
