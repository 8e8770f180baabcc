import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { newCommand } from "../../terminal";
import { apiPages } from "./pages";

const FOLDER = join(__dirname, "..", "..", "..", "docs", "api");

async function run(named: string | undefined): Promise<void> {
  const pages = await apiPages();
  if (named === undefined) rmSync(FOLDER, { recursive: true, force: true });
  const folder = named === undefined ? FOLDER : resolve(named);
  mkdirSync(folder, { recursive: true });
  for (const { file, text } of pages) writeFileSync(join(folder, file), text);
}

void newCommand({
  name: "npm run docs:api --",
  description: "Writes the pages of the API: one for each module of the library.",
  help: "",
  unusable: 1,
})
  .argument("[folder]", "where they go (default: docs/api, which holds nothing else afterwards)")
  .action(run)
  .parseAsync();
