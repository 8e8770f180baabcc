import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { ROOT } from "./support/run";

/** The sources of modules, stacks and tools. */
const FILES = ["modules", "stacks", "tools"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes("node_modules/") && !file.includes("/dist/")),
);
const SOURCES = new Map(
  FILES.map((file) => [
    file,
    ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.ES2022),
  ]),
);

/** What a file declares and exports; what it only passes on is another's. */
function exportedNames(source: ts.SourceFile): readonly string[] {
  return source.statements
    .filter(
      (statement) =>
        ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true,
    )
    .flatMap((statement) => {
      if (ts.isVariableStatement(statement))
        return statement.declarationList.declarations.map(({ name }) =>
          ts.isIdentifier(name) ? name.text : "",
        );
      const { name } = statement as ts.Statement & { readonly name?: ts.Node };
      return name !== undefined && ts.isIdentifier(name) ? [name.text] : [];
    });
}

/** The files that a file imports, or exports from. */
function importsOf(file: string, source: ts.SourceFile, typesToo: boolean): readonly string[] {
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    if (!moduleSpecifier.text.startsWith(".") || (!typesToo && isOfTypes(statement))) return [];
    const path = relative(ROOT, resolve(ROOT, dirname(file), moduleSpecifier.text));
    return [`${path}.ts`, `${path}/index.ts`].filter((each) => SOURCES.has(each));
  });
}

/** Whether nothing of the import is left at run time. */
function isOfTypes(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const clause = statement.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  return (
    clause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.every(({ isTypeOnly }) => isTypeOnly)
  );
}

/** The circles of a graph, each as the way around it. */
function circles(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (node: string, way: readonly string[]): void => {
    const at = way.indexOf(node);
    if (at >= 0) found.push([...way.slice(at), node].join(" → "));
    if (at >= 0 || done.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...way, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return found;
}

test("no exported name stands for two things", () => {
  const owners = new Map<string, string[]>();
  for (const [file, source] of SOURCES)
    for (const name of new Set(exportedNames(source))) owners.set(name, [...(owners.get(name) ?? []), file]);
  const twice = [...owners].filter(([, files]) => files.length > 1).map(([name]) => name);
  expect(twice).toEqual([]);
});

test("no file imports itself by way of others", () => {
  expect(
    circles(new Map([...SOURCES].map(([file, source]) => [file, importsOf(file, source, false)]))),
  ).toEqual([]);
});

test("no type needs itself by way of other files", () => {
  expect(
    circles(new Map([...SOURCES].map(([file, source]) => [file, importsOf(file, source, true)]))),
  ).toEqual([]);
});

test("a circle is found", () => {
  expect(
    circles(
      new Map([
        ["a", ["b"]],
        ["b", ["c"]],
        ["c", ["b", "d"]],
        ["d", []],
      ]),
    ),
  ).toEqual(["b → c → b"]);
});
