import { readFileSync } from "node:fs";
import { join } from "node:path";
import { faultText } from "../../../stacks/config";
import { policiesOf } from "../../../stacks/blueprint";
import { prove } from "../../../tools/prove/prove";
import { readRequestFile } from "../../../tools/prove/request-file";
import { readStatementFiles } from "../../../tools/prove/statement-file";
import { proveStatements } from "../../../tools/prove/statements";
import { tableFaults } from "../../../tools/prove/request-file";
import { variant } from "./configurations";

const PAGE = readFileSync(join(__dirname, "..", "..", "..", "docs", "prove.md"), "utf8");
const CONFIGURATION = variant({ guarded: true });

const FILES = [...PAGE.matchAll(/```yaml\n([^]*?)```/g)]
  .map(([, text = ""]) => text)
  .filter((text) => text.includes("why:"));
const STATEMENTS = FILES.filter((text) => text.includes("statements:"));

/** The examples of requests, as files. */
const EXAMPLES = FILES.filter((text) => !STATEMENTS.includes(text)).map((text) =>
  text.includes("requests:") ? text : `about: The page.\nrequests:\n${text}`,
);

/** The rows that fail, by name. */
function failing(text: string): readonly string[] {
  const table = readRequestFile({ file: "docs/prove.md", text });
  expect(tableFaults(CONFIGURATION, [table]).map(faultText)).toEqual([]);
  const { failures, idle, faults } = prove(CONFIGURATION, [table]);
  expect({ idle, faults }).toEqual({ idle: [], faults: [] });
  return [...new Set(failures.map(({ proof }) => proof.row.name))];
}

describe("the examples of docs/prove.md", () => {
  it("of statements is one that the reference organization refutes by a member who reads its own logs", () => {
    expect(STATEMENTS).toHaveLength(1);
    const [text = ""] = STATEMENTS;
    const { statements, faults } = readStatementFiles({ file: "docs/prove.md", text });
    expect(faults.map(faultText)).toEqual([]);
    const { answers } = proveStatements(CONFIGURATION, policiesOf(CONFIGURATION), statements);
    expect(answers).toMatchObject([
      { answer: "refuted", request: { principal: { account: "444444444444" } } },
    ]);
  });

  it("are two, and fail as the page says", () => {
    expect(EXAMPLES.map(failing)).toEqual([["the SIEM reads all logs"], []]);
  });

  it("would pass nobody off as kept from deleting whom MFA lets delete", () => {
    const [own = ""] = EXAMPLES;
    expect(failing(own.replace("    context: withoutMfa\n", ""))).toEqual([
      "the SIEM reads all logs",
      "nobody but break-glass deletes logs without MFA",
    ]);
  });
});
