import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createdTable, type Created } from "./example-costs";

/** What people wrote about a module: its README.md beside the sources. */
interface ModuleText {
  /** What the module is for: what stands before the first heading. */
  readonly summary: string;
  /** The sections, as they stand. One is about limits. */
  readonly sections: string;
}

function readText(root: string, module: string): ModuleText {
  const file = join("modules", module, "README.md");
  const missing = (what: string): Error =>
    new Error(`${file} ${what}: every module says what it is for, and under "## Limits" what it does not do`);
  if (!existsSync(join(root, file))) throw missing("is not there");
  const [, body = ""] = readFileSync(join(root, file), "utf8").split(/^# .*\n/);
  const [summary = "", ...sections] = body.split(/^(?=## )/m);
  if (!sections.some((section) => section.startsWith("## Limits\n"))) throw missing("has no limits");
  return { summary: summary.trim(), sections: sections.join("").trim() };
}

/** The head of a module's page: what it is for, the shortest example, what that creates and costs, and the limits. */
export function pageHead(root: string, module: string, created: Created | undefined): string {
  const { summary, sections } = readText(root, module);
  const file = join("examples", "modules", `${module}.ts`);
  if (created === undefined) throw new Error(`${file} is not there: every module has an example`);
  const example = readFileSync(join(root, file), "utf8").trim();
  return [
    summary,
    `## Example\n\n\`\`\`ts\n${example}\n\`\`\``,
    `## What it creates and costs\n\n${createdTable(created)}`,
    sections,
  ].join("\n\n");
}

/** What a module is for, in one sentence. */
export function firstSentence(root: string, module: string): string {
  const { summary } = readText(root, module);
  return summary.replaceAll("\n", " ").split(/(?<=\.)\s/)[0] ?? summary;
}
