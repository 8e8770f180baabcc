import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { readStatementFiles } from "../../../tools/prove/statement-file";
import { ROOT } from "../../support/run";

describe("a part of statements", () => {
  const file = (name: string, action: string) => ({
    file: name,
    text: `about: Own.
parts: { read: { Action: ${action} } }
statements: [{ says: ${name}., on: logKeys, nobody: [read, { Action: kms:Encrypt }], why: So. }]`,
  });

  it("is what each file adds to it", () => {
    const { statements, faults } = readStatementFiles(file("a", "kms:Decrypt"), file("b", "kms:Verify"));
    const all = [{ Action: "kms:Decrypt" }, { Action: "kms:Verify" }, { Action: "kms:Encrypt" }];
    expect(faults).toEqual([]);
    expect(statements.map(({ statement }) => statement.nobody)).toEqual([all, all]);
  });

  it("stands in some statement, where it comes with orgtrail", () => {
    const folder = join(ROOT, "tools", "prove", "statements");
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    const parts = texts.flatMap((text) => Object.keys((parse(text, { merge: true }) as Parts).parts ?? {}));
    const named = (part: string): boolean =>
      texts.some((text) => new RegExp(`(- |: |[\\[ ])${part}(,|\\]|\n)`).test(text));
    expect(parts.filter((part) => !named(part))).toEqual([]);
  });
});

interface Parts {
  readonly parts?: object;
}
