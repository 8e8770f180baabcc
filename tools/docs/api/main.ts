import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiPages } from "./pages";

const FOLDER = join(__dirname, "..", "..", "..", "docs", "api");

/** `npm run docs:api` writes the pages of docs/api anew: one for each module of the library. */
async function main(): Promise<void> {
  const pages = await apiPages();
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const { file, text } of pages) writeFileSync(join(FOLDER, file), text);
}

void main();
