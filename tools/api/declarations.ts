import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import ts from "typescript";
import { folderEntries, readText } from "../files";

/** The declarations of a module, by name: what its index exports, and what these are made of. */
export type Declarations = Readonly<Record<string, string>>;

/** The names of the modules that users import: folders with an index that package.json does not keep to the library itself. */
export function moduleNames(root: string): readonly string[] {
  const folder = join(root, "modules");
  const { exports } = JSON.parse(readText(join(root, "package.json"))) as {
    readonly exports: Readonly<Record<string, unknown>>;
  };
  return folderEntries(folder)
    .map(({ name }) => name)
    .filter((name) => existsSync(join(folder, name, "index.ts")) && exports[`./${name}`] !== null)
    .sort();
}

/**
 * The public API of every module, as TypeScript declares it to users, without comments. A type that is not
 * exported but stands in what is exported belongs to it: users feel its change.
 */
export function publicDeclarations(root: string): Readonly<Record<string, Declarations>> {
  const emitted = emittedDeclarations(root);
  const program = ts.createProgram({
    rootNames: moduleNames(root).map((name) => join(root, "modules", name, "index.d.ts")),
    options: { ...compilerOptions(root), noEmit: true },
    host: hostOf(root, emitted),
  });
  const checker = program.getTypeChecker();
  return Object.fromEntries(
    moduleNames(root).map((name) => {
      const index = program.getSourceFile(join(root, "modules", name, "index.d.ts"));
      const symbol = index && checker.getSymbolAtLocation(index);
      if (symbol === undefined) throw new Error(`modules/${name}/index.ts exports nothing`);
      return [name, declarationsOf(symbol, checker, join(root, "modules") + sep, name + sep)];
    }),
  );
}

export function compilerOptions(root: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, "tsconfig.lib.json"), (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}

/** What tsc writes as .d.ts, by the path beside its source. */
function emittedDeclarations(root: string): ReadonlyMap<string, string> {
  const program = ts.createProgram(
    moduleNames(root).map((name) => join(root, "modules", name, "index.ts")),
    // `npm run types` checks them.
    {
      ...compilerOptions(root),
      outDir: join(root, "modules"),
      emitDeclarationOnly: true,
      noCheck: true,
      sourceMap: false,
    },
  );
  const emitted = new Map<string, string>();
  program.emit(undefined, (file, text) => emitted.set(file, text));
  return emitted;
}

/** A compiler that sees the declarations in place of the sources. */
function hostOf(root: string, emitted: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(compilerOptions(root));
  const isSource = (file: string): boolean =>
    !relative(join(root, "modules"), file).startsWith("..") && !file.endsWith(".d.ts");
  return {
    ...host,
    fileExists: (file) => emitted.has(file) || (!isSource(file) && host.fileExists(file)),
    readFile: (file) => emitted.get(file) ?? host.readFile(file),
    getSourceFile: (file, version, onError) => {
      const text = emitted.get(file);
      return text === undefined
        ? host.getSourceFile(file, version, onError)
        : ts.createSourceFile(file, text, version, true);
    },
  };
}

/**
 * What the index exports, wherever it is declared, and the declarations in the module's folder that this is made of.
 */
function declarationsOf(
  index: ts.Symbol,
  checker: ts.TypeChecker,
  modules: string,
  module: string,
): Declarations {
  const texts: Record<string, string> = {};
  const seen = new Set<ts.Symbol>();
  const pending = checker
    .getExportsOfModule(index)
    .map((symbol) => ({ symbol: original(symbol, checker), name: symbol.name, folder: modules }));
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const { symbol, name, folder } = next;
    if (seen.has(symbol)) continue;
    seen.add(symbol);
    const nodes = (symbol.declarations ?? []).map(statementOf).filter((node) => isIn(node, folder));
    if (nodes.length === 0) continue;
    const text = [...new Set(nodes.map(textOf))].join("\n");
    texts[name] = name in texts ? `${texts[name]}\n${text}` : text;
    for (const node of nodes) {
      for (const symbol of symbolsIn(node, checker)) {
        pending.push({ symbol, name: symbol.name, folder: modules + module });
      }
    }
  }
  return Object.fromEntries(Object.entries(texts).sort(([one], [other]) => (one < other ? -1 : 1)));
}

export function original(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The whole statement: `declare const x: …` of `x: …`. */
function statementOf(declaration: ts.Declaration): ts.Node {
  let node: ts.Node = declaration;
  while (!ts.isSourceFile(node.parent)) node = node.parent;
  return node;
}

function isIn(node: ts.Node, folder: string): boolean {
  return node.getSourceFile().fileName.startsWith(folder);
}

const printer = ts.createPrinter({ removeComments: true });

function textOf(node: ts.Node): string {
  return printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile()).replaceAll("    ", "  ");
}

/** The symbols of file level that a declaration speaks of. */
function symbolsIn(node: ts.Node, checker: ts.TypeChecker): readonly ts.Symbol[] {
  const symbols: ts.Symbol[] = [];
  const visit = (inner: ts.Node): void => {
    if (ts.isIdentifier(inner)) {
      const symbol = checker.getSymbolAtLocation(inner);
      const declared = symbol && original(symbol, checker);
      const isTopLevel = declared?.declarations?.some((each) => {
        const parent: ts.Node = ts.isVariableDeclaration(each) ? each.parent.parent.parent : each.parent;
        return ts.isSourceFile(parent);
      });
      if (declared !== undefined && isTopLevel === true) symbols.push(declared);
    }
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return symbols;
}
