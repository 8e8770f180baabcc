import { join } from "node:path";
import { loadConfiguration } from "../../stacks/config";
import type { AbilityName } from "./abilities";
import { accessMatrices, type AccessMatrix } from "./matrix";

const REFERENCE = join(__dirname, "..", "..", "config");

const HEADINGS: Readonly<Partial<Record<AbilityName, string>>> = {
  read: "Read any log",
  readOwn: "Read own logs",
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
  const seen = new Set<string>();
  return accessMatrices(loadConfiguration(REFERENCE))
    .filter(({ rows }) => {
      const answers = JSON.stringify(rows);
      return !seen.has(answers) && seen.add(answers).size > 0;
    })
    .map(matrixTable)
    .join("\n\n");
}

function matrixTable({ of, columns, rows }: AccessMatrix): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const title = `${of.charAt(0).toUpperCase()}${of.slice(1)}`;
  return [
    `### ${title}`,
    "",
    line(["", ...columns.map((column) => HEADINGS[column] ?? column)]),
    line(["---", ...columns.map(() => ":-:")]),
    ...rows.map(({ who, can }) => line([who, ...can.map((may) => (may === "yes" ? "**yes**" : "no"))])),
  ].join("\n");
}
