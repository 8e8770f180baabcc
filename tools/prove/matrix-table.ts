import { join } from "node:path";
import { loadConfiguration } from "../../stacks/config";
import { markdownRows } from "../terminal";
import type { AbilityName } from "./abilities";
import { guardrailMatrix, STOPS } from "./guardrail-matrix";
import { accessMatrices, type MatrixRow } from "./matrix";

const REFERENCE = join(__dirname, "..", "..", "config");

const HEADINGS: Readonly<Partial<Record<AbilityName, string>>> = {
  read: "Read any log",
  readOwn: "Read own logs",
  decrypt: "Decrypt without S3",
  forge: "Write a log",
  delete: "Delete a log",
  unlock: "Lift a lock",
  reconfigure: "Change the bucket",
  destroyKey: "Disable the key",
  openKey: "Open the key",
  stop: "Stop the trail",
};

/** The matrices of the reference organization in Markdown: for a page. One a kind of destination suffices. */
export function accessMatrixTables(): string {
  const configuration = loadConfiguration(REFERENCE);
  const seen = new Set<string>();
  const tables = accessMatrices(configuration)
    .filter(({ rows }) => {
      const answers = JSON.stringify(rows);
      return !seen.has(answers) && seen.add(answers).size > 0;
    })
    .map(({ of, columns, rows }) =>
      matrixTable(
        `${of.charAt(0).toUpperCase()}${of.slice(1)}`,
        columns.map((column) => HEADINGS[column] ?? column),
        rows,
      ),
    );
  const guarded = guardrailMatrix(configuration);
  const headings = STOPS.map(({ heading }) => heading);
  return [
    ...tables,
    ...(guarded.length === 0 ? [] : [matrixTable("Member accounts under guardrails", headings, guarded)]),
  ].join("\n\n");
}

function matrixTable(title: string, headings: readonly string[], rows: readonly MatrixRow[]): string {
  const cells = rows.map(({ who, can }) => [who, ...can.map((may) => (may === "no" ? may : `**${may}**`))]);
  return `### ${title}\n\n${markdownRows(["", ...headings], cells, ["---", ...headings.map(() => ":-:")])}`;
}
