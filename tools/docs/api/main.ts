import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiPages } from "./pages";

const HELP = `Writes the pages of docs/api: one for each module of the library.

Usage: npm run docs:api [-- --check]

  --check   write nothing; exit with 1 when a page is not current
`;

const FOLDER = join(__dirname, "..", "..", "..", "docs", "api");

async function main(argv: readonly string[]): Promise<void> {
  if (argv.includes("--help")) {
    process.stdout.write(HELP);
    return;
  }
  const pages = await apiPages();
  mkdirSync(FOLDER, { recursive: true });
  const wanted = new Map(pages.map(({ file, text }) => [file, text]));
  const current = (file: string): string | undefined =>
    existsSync(join(FOLDER, file)) ? readFileSync(join(FOLDER, file), "utf8") : undefined;
  const stale = [...new Set([...readdirSync(FOLDER), ...wanted.keys()])].filter(
    (file) => wanted.get(file) !== current(file),
  );
  for (const file of stale) {
    if (argv.includes("--check")) {
      process.stderr.write(`docs/api/${file} is not current: run npm run docs\n`);
      process.exitCode = 1;
      continue;
    }
    const text = wanted.get(file);
    if (text === undefined) rmSync(join(FOLDER, file));
    else writeFileSync(join(FOLDER, file), text);
    process.stdout.write(`docs/api/${file}\n`);
  }
}

void main(process.argv.slice(2));
