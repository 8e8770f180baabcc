import { rmSync } from "node:fs";
import { join } from "node:path";
import { makeFolder, writeWhole } from "../../files";
import { apiPages } from "./pages";

const FOLDER = join(__dirname, "..", "..", "..", "docs", "api");

/** `npm run docs:api` writes the pages of docs/api anew: one for each module of the library. */
async function main(): Promise<void> {
  const pages = await apiPages();
  rmSync(FOLDER, { recursive: true, force: true });
  makeFolder(FOLDER);
  for (const { file, text } of pages) writeWhole(join(FOLDER, file), text);
}

void main();
