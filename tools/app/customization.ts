import { createRequire, SourceMap } from "node:module";
import { dirname, join, relative } from "node:path";
import { types } from "node:util";
import { compileFunction } from "node:vm";
import type * as TypeScript from "typescript";
import type { OrgtrailApp } from "../../stacks/app";
import type { Customize } from "../cli";
import { isThere } from "../files";

/** The file with which a repository makes the stacks its own, in the folder in which the app runs. */
const FILE = "orgtrail.ts";

/** What is wrong with that file, a line a fault. */
export class CustomizationError extends Error {}

/** What a person says of a stack after orgtrail. */
export type Customization = (stack: OrgtrailApp["stacks"][number]) => void;

/**
 * Reads `orgtrail.ts`: its types are checked, and it is run.
 * @returns undefined where there is none
 * @throws CustomizationError with all faults of its types, or what it throws
 */
export function loadCustomization(folder: string): Customization | undefined {
  const file = join(folder, FILE);
  if (!isThere(file)) return undefined;
  const scripts = compiled(file, typescriptBeside(file));
  const customize = inPlace(scripts, () => run(file, scripts)["default"]);
  if (!isCustomize(customize)) {
    throw new CustomizationError(`${FILE}: exports no function by default; write: export default customize`);
  }
  return (stack) => {
    const { name, account, region } = stack.blueprint;
    const description = { name, account: { name: account.name, id: account.id }, region };
    const answer = inPlace(scripts, () => customize(stack, description), name);
    if (types.isPromise(answer)) {
      throw new CustomizationError(`${FILE}: is async, and stacks do not wait; leave async out`);
    }
  };
}

/** A function that was written for other types answers anything. */
function isCustomize(value: unknown): value is (...given: Parameters<Customize>) => unknown {
  return typeof value === "function";
}

/** A file of TypeScript as Node.js runs it, by its path without ending. */
type Scripts = ReadonlyMap<string, { readonly file: string; readonly code: string; readonly map: SourceMap }>;

/** The compiler that the repository has. */
function typescriptBeside(file: string): typeof TypeScript {
  try {
    return createRequire(file)("typescript") as typeof TypeScript;
  } catch {
    throw new CustomizationError(
      `${FILE}: its types are checked by typescript, which is not installed here; npm install --save-dev typescript@6`,
    );
  }
}

/** Checks the file, and all of its own that it imports. */
function compiled(file: string, typescript: typeof TypeScript): Scripts {
  const { ModuleKind, ModuleResolutionKind, ScriptTarget } = typescript;
  const target = ScriptTarget.ES2022;
  const program = typescript.createProgram([file], {
    ...{ target, module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler },
    ...{ strict: true, noEmit: true, skipLibCheck: true },
  });
  const faults = typescript.getPreEmitDiagnostics(program).map((diagnostic) => {
    const text = typescript.flattenDiagnosticMessageText(diagnostic.messageText, " ");
    if (diagnostic.file === undefined) return `${FILE}: ${text}`;
    const { line, character } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
    return `${relative(dirname(file), diagnostic.file.fileName)}:${line + 1}:${character + 1}: ${text}`;
  });
  if (faults.length > 0) throw new CustomizationError(faults.join("\n"));
  const own = program
    .getSourceFiles()
    .filter((source) => !source.isDeclarationFile && !program.isSourceFileFromExternalLibrary(source));
  return new Map(
    own.map(({ fileName, text }) => {
      const compilerOptions = { target, module: ModuleKind.CommonJS, esModuleInterop: true, sourceMap: true };
      const { outputText, sourceMapText = "{}" } = typescript.transpileModule(text, {
        fileName,
        compilerOptions,
      });
      const map = new SourceMap(JSON.parse(sourceMapText) as ConstructorParameters<typeof SourceMap>[0]);
      return [withoutEnding(fileName), { file: fileName, code: outputText, map }];
    }),
  );
}

const withoutEnding = (path: string): string => path.replace(/\.[cm]?[jt]s$/, "");

/** Runs a file, and what it imports: its own files are compiled, packages are the app's. @returns what it exports */
function run(
  file: string,
  scripts: Scripts,
  loaded = new Map<string, Record<string, unknown>>(),
): Record<string, unknown> {
  const path = withoutEnding(file);
  const known = loaded.get(path);
  if (known !== undefined) return known;
  const script = scripts.get(path);
  const module = { exports: {} as Record<string, unknown> };
  loaded.set(path, module.exports);
  const require = createRequire(file);
  const requireOwn = (id: string): unknown => {
    const at = withoutEnding(join(dirname(file), id));
    const own = id.startsWith(".") ? [at, join(at, "index")].find((each) => scripts.has(each)) : undefined;
    return own === undefined ? require(id) : run(`${own}.ts`, scripts, loaded);
  };
  const body = compileFunction(script?.code ?? "", ["module", "exports", "require"], { filename: file }) as (
    ...given: unknown[]
  ) => unknown;
  body(module, module.exports, requireOwn);
  return module.exports;
}

/** Does what the file says, and tells what it throws with its place. */
function inPlace<Result>(scripts: Scripts, does: () => Result, stack?: string): Result {
  try {
    return does();
  } catch (error) {
    if (error instanceof CustomizationError) throw error;
    const message = types.isNativeError(error) ? error.message : String(error);
    const where = stack === undefined ? "" : ` of ${stack}`;
    throw new CustomizationError(`${placeIn(scripts, error)}: throws${where}: ${message}`);
  }
}

/** The innermost place in the repository's own files that an error came through. */
function placeIn(scripts: Scripts, error: unknown): string {
  const stack = types.isNativeError(error) ? (error.stack ?? "") : "";
  for (const [, path = "", line, column] of stack.matchAll(/(?:\(|at )([^()\n]+):(\d+):(\d+)\)?$/gm)) {
    const script = scripts.get(withoutEnding(path));
    if (script === undefined) continue;
    const entry = script.map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!("originalLine" in entry)) continue;
    const root = dirname([...scripts.values()].find(({ file }) => file.endsWith(FILE))?.file ?? path);
    return `${relative(root, script.file)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  }
  return FILE;
}
