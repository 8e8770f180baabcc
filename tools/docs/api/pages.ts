import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import type { DeclarationReflection, ProjectReflection } from "typedoc" with { "resolution-mode": "import" };
import type { PluginOptions } from "typedoc-plugin-markdown" with { "resolution-mode": "import" };
import { folderEntries, readText, scratchFolder } from "../../files";
import { moduleNames } from "../../api";
import { codeEnvironment, Processes } from "../../terraform";
import { markdownTable } from "../markdown-table";
import { type Created, createdTable } from "./example-costs";

/** A page of docs/api, which is made when the package is, and not kept in git. */
interface Page {
  readonly file: string;
  readonly text: string;
}

const ROOT = join(__dirname, "..", "..", "..");

/** How TypeDoc's Markdown looks: one page a module, inputs and outputs as tables. */
const LOOKS = {
  router: "module",
  hideBreadcrumbs: true,
  hidePageHeader: true,
  useCodeBlocks: true,
  expandObjects: true,
  interfacePropertiesFormat: "table",
  classPropertiesFormat: "table",
  typeAliasPropertiesFormat: "table",
  propertyMembersFormat: "table",
  parametersFormat: "table",
  typeDeclarationFormat: "table",
} satisfies Partial<PluginOptions> & { readonly router: string };

/** All pages: one for each module, and a list of them. */
export async function apiPages(): Promise<readonly Page[]> {
  const created = await createdByExamples();
  const heads = new Map(moduleNames(ROOT).map((name) => [name, pageHead(ROOT, name, created[name])]));
  const pages = await typedocPages(heads);
  return Promise.all([...pages, indexPage()].map(formatted));
}

/** What each module's example creates. The examples speak of `orgtrail/…`, which here means the sources. */
async function createdByExamples(): Promise<Readonly<Record<string, Created>>> {
  const program = join(__dirname, "created-by-examples.ts");
  const { code, stdout, output } = await new Processes().run({
    program: process.execPath,
    args: ["--import", "tsx", program],
    cwd: ROOT,
    env: codeEnvironment(process.env, { TSX_TSCONFIG_PATH: join(ROOT, "examples", "tsconfig.json") }),
  });
  if (code !== 0) throw new Error(`an example does not run\n\n${output}`);
  return JSON.parse(stdout) as Record<string, Created>;
}

async function typedocPages(heads: ReadonlyMap<string, string>): Promise<readonly Page[]> {
  const folder = scratchFolder("api");
  try {
    await writeTypedoc(heads, folder);
    return folderEntries(folder)
      .map(({ name }) => name)
      .filter((file) => heads.has(file.replace(/\.md$/, "")))
      .map((file) => ({ file, text: titled(readText(join(folder, file))) }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function writeTypedoc(heads: ReadonlyMap<string, string>, out: string): Promise<void> {
  const { Application, Comment, LogLevel } = await import("typedoc");
  const app = await Application.bootstrapWithPlugins({
    entryPoints: [...heads.keys()].map((name) => join(ROOT, "modules", name, "index.ts")),
    tsconfig: join(ROOT, "tsconfig.lib.json"),
    plugin: ["typedoc-plugin-markdown"],
    out,
    readme: "none",
    disableSources: true,
    excludeExternals: true,
    skipErrorChecking: true,
    logLevel: LogLevel.Error,
    ...LOOKS,
  });
  const project = await app.convert();
  if (project === undefined) throw new Error("TypeDoc found nothing");
  for (const module of modulesOf(project)) {
    const text = `${heads.get(module.name) ?? ""}${inputsAndOutputs(module)}`;
    module.comment = new Comment([{ kind: "text", text }]);
  }
  await app.generateOutputs(project);
}

/** The modules: of a project with one entry point, TypeDoc makes no module. */
function modulesOf({ children = [] }: ProjectReflection): readonly DeclarationReflection[] {
  return children.filter((child): child is DeclarationReflection => child.variant === "declaration");
}

/** The page under the name by which users import the module, and easier on the eye. */
function titled(text: string): string {
  return text
    .replace(/^# /, "# orgtrail/")
    .replaceAll(/<a id="[^"]*"><\/a> /g, "")
    .replaceAll(/\*\*Default\*\* `- ([^`]*)`/g, "**Default:** $1");
}

/** Where the page has each construct's inputs and outputs. */
function inputsAndOutputs(module: DeclarationReflection): string {
  const names = (module.children ?? []).map(({ name }) => name);
  const rows = names
    .filter((name) => names.includes(`${name}Props`))
    .map((name) => {
      const props = `${name}Props`;
      return `- \`${name}\`: its inputs, with their defaults, are [${props}](#${props.toLowerCase()}); its outputs are the [properties](#${name.toLowerCase()}) of the construct.`;
    });
  return rows.length === 0 ? "" : `\n\n## Inputs and outputs\n\n${rows.join("\n")}`;
}

function indexPage(): Page {
  const rows = moduleNames(ROOT).map((name) => [`[orgtrail/${name}](${name}.md)`, firstSentence(ROOT, name)]);
  const text = `# API\n\nMade from the sources by \`npm run docs:api\`. How to begin: [Use the modules](../use-the-modules.md).\n\n${markdownTable(["Module", "What it is for"], rows)}\n`;
  return { file: "README.md", text };
}

async function formatted({ file, text }: Page): Promise<Page> {
  const options = await resolveConfig(join(ROOT, "docs", "api", file));
  return { file, text: await format(text, { ...options, parser: "markdown" }) };
}

/** What people wrote about a module: its README.md beside the sources. */
interface ModuleText {
  /** What the module is for: what stands before the first heading. */
  readonly summary: string;
  /** The sections, as they stand. One is about limits. */
  readonly sections: string;
}

function moduleText(root: string, module: string): ModuleText {
  const file = join("modules", module, "README.md");
  const missing = (what: string): Error =>
    new Error(`${file} ${what}: every module says what it is for, and under "## Limits" what it does not do`);
  if (!existsSync(join(root, file))) throw missing("is not there");
  const [, body = ""] = readText(join(root, file)).split(/^# .*\n/);
  const [summary = "", ...sections] = body.split(/^(?=## )/m);
  if (!sections.some((section) => section.startsWith("## Limits\n"))) throw missing("has no limits");
  return { summary: summary.trim(), sections: sections.join("").trim() };
}

/** The head of a module's page: what it is for, the shortest example, what that creates and costs, and the limits. */
function pageHead(root: string, module: string, created: Created | undefined): string {
  const { summary, sections } = moduleText(root, module);
  const file = join("examples", "modules", `${module}.ts`);
  if (created === undefined) throw new Error(`${file} is not there: every module has an example`);
  const example = readText(join(root, file)).trim();
  return [
    summary,
    `## Example\n\n\`\`\`ts\n${example}\n\`\`\``,
    `## What it creates and costs\n\n${createdTable(created)}`,
    sections,
  ].join("\n\n");
}

/** What a module is for, in one sentence. */
function firstSentence(root: string, module: string): string {
  const { summary } = moduleText(root, module);
  return summary.replaceAll("\n", " ").split(/(?<=\.)\s/)[0] ?? summary;
}
