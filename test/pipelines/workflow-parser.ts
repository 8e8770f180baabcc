import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { buildSync } from "esbuild";
import { ROOT } from "../support/run";

/** What is used of GitHub's own parser. It is an ES module, which jest does not load: esbuild makes a script of it. */
interface WorkflowParser {
  readonly NoOperationTraceWriter: new () => object;
  readonly parseWorkflow: (file: WorkflowFile, trace: object) => Parsed;
  readonly convertWorkflowTemplate: (
    context: Parsed["context"],
    value: object,
    files: { readonly getFileContent: (reference: { readonly path: string }) => Promise<WorkflowFile> },
    options: { readonly errorPolicy: number; readonly fetchReusableWorkflowDepth: number },
  ) => Promise<{ readonly errors?: readonly { readonly Message: string }[] }>;
}

interface WorkflowFile {
  readonly name: string;
  readonly content: string;
}

interface Parsed {
  readonly context: {
    readonly errors: { readonly getErrors: () => readonly { readonly message: string }[] };
  };
  readonly value?: object;
}

const TRY_CONVERSION = 1;

function loadParser(): WorkflowParser {
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-workflow-parser-"));
  const outfile = join(folder, "parser.cjs");
  buildSync({
    stdin: { contents: 'export * from "@actions/workflow-parser";', resolveDir: ROOT },
    bundle: true,
    format: "cjs",
    platform: "node",
    outfile,
  });
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- made a moment ago
  const parser = require(outfile) as WorkflowParser;
  rmSync(folder, { recursive: true });
  return parser;
}

let parser: WorkflowParser | undefined;

/**
 * What GitHub's parser says against a workflow: its schema, its expressions, and what it passes to workflows that it
 * calls, which are looked for in the folder.
 */
export async function workflowFaults(
  name: string,
  content: string,
  folder: string,
): Promise<readonly string[]> {
  parser ??= loadParser();
  const { NoOperationTraceWriter, parseWorkflow, convertWorkflowTemplate } = parser;
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  const faults = (): readonly string[] => context.errors.getErrors().map(({ message }) => message);
  if (value === undefined) return faults();
  const files = {
    getFileContent: ({ path }: { readonly path: string }): Promise<WorkflowFile> =>
      Promise.resolve({ name: path, content: readFileSync(join(folder, basename(path)), "utf8") }),
  };
  const options = { errorPolicy: TRY_CONVERSION, fetchReusableWorkflowDepth: 1 };
  const { errors = [] } = await convertWorkflowTemplate(context, value, files, options);
  return [...new Set([...faults(), ...errors.map(({ Message }) => Message)])];
}
