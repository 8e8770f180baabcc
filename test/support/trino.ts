import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
import { buildSync } from "esbuild";
import { ROOT } from "./run";

interface TrinoParser {
  validate(sql: string): readonly { readonly message: string }[];
}

let parser: TrinoParser | undefined;

/** What is wrong with SQL by Trino's own grammar, which is Athena's. The package of the grammar is made for bundlers. */
export function trinoFaults(sql: string): readonly string[] {
  parser ??= makeParser();
  return parser.validate(sql).map(({ message }) => message);
}

function makeParser(): TrinoParser {
  const { outputFiles } = buildSync({
    stdin: {
      contents: 'export { TrinoSQL } from "dt-sql-parser/dist/parser/trino/index.js"',
      resolveDir: ROOT,
    },
    bundle: true,
    format: "cjs",
    platform: "node",
    write: false,
  });
  const made: { exports: { TrinoSQL?: new () => TrinoParser } } = { exports: {} };
  const load = compileFunction(outputFiles[0]?.text ?? "", ["module", "exports", "require"]) as (
    ...args: readonly unknown[]
  ) => void;
  load(made, made.exports, createRequire(__filename));
  const { TrinoSQL } = made.exports;
  if (TrinoSQL === undefined) throw new Error("the package has no grammar of Trino");
  return new TrinoSQL();
}
