import { readFileSync } from "node:fs";
import { FINDING_KINDS } from "../../../tools/logs/validation";
import { ONLY_ONE_FINDS } from "./only-one-finds";
import { TAMPERINGS } from "./validation/tamperings";

const DOCS = readFileSync("docs/log-validation.md", "utf8");

/** The rows of the table below a heading, as cells. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const section = DOCS.slice(DOCS.indexOf(`\n## ${heading}\n`) + 1).split("\n## ")[0] ?? "";
  return [...section.matchAll(/^\|(.*)\|$/gm)]
    .map(([, cells = ""]) => cells.split("|").map((cell) => cell.trim()))
    .slice(2);
}

/** Such as `2 × log-deleted, moved`. */
function counted(kinds: readonly string[]): string {
  return [...new Set(kinds)]
    .map((kind) => [kinds.filter((each) => each === kind).length, kind] as const)
    .map(([count, kind]) => (count === 1 ? kind : `${count} × ${kind}`))
    .join(", ");
}

describe("the docs", () => {
  it("have each kind of finding", () => {
    expect(rowsBelow("What it tells apart").map(([kind]) => kind)).toEqual(Object.keys(FINDING_KINDS));
  });

  it("have each kind of tampering that the tests try, with what is found: at least 25", () => {
    const tried = TAMPERINGS.filter(([, , found]) => found.length > 0);
    expect(tried.length).toBeGreaterThanOrEqual(25);
    expect(rowsBelow("What the tests try")).toEqual(
      tried.map(([what, , found]) => [what, counted(found.map((each) => each.split(" ")[0] ?? ""))]),
    );
  });

  it("have what only one of the AWS CLI and orgtrail finds", () => {
    expect(rowsBelow("Beside `aws cloudtrail validate-logs`")).toEqual(
      Object.entries(ONLY_ONE_FINDS).map(([what, { cli, orgtrail }]) => [
        what,
        cli === 0 ? "nothing" : `${cli} invalid`,
        counted(orgtrail),
      ]),
    );
  });
});
