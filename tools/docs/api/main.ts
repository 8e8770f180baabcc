import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { apiPages } from "./pages";

const HELP = `Writes the pages of the API: one for each module of the library.

Usage: npm run docs:api [-- <folder>]

  folder   where they go (default: docs/api, which holds nothing else afterwards)
`;

const FOLDER = join(__dirname, "..", "..", "..", "docs", "api");

async function main([argument]: readonly string[]): Promise<void> {
  if (argument === "--help") {
    process.stdout.write(HELP);
    return;
  }
  const folder = argument === undefined ? FOLDER : resolve(argument);
  const pages = await apiPages();
  if (argument === undefined) rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { file, text } of pages) writeFileSync(join(folder, file), text);
}

void main(process.argv.slice(2));
