import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runProgram } from "../../support/run";

it("what is made from code, JSON Schemas and tables in docs, is current", () => {
  expect(runProgram("tools/docs/main.ts", ["--check"])).toEqual({ code: 0, stdout: "", stderr: "" });
});

it.each(["organization.yaml", "teams/payments.yaml", "teams/data.yaml", "teams/platform.yaml"])(
  "config/%s names the schema that editors check it with",
  (file) => {
    const path = join(ROOT, "config", file);
    const [first = ""] = readFileSync(path, "utf8").split("\n");
    const schema = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1] ?? "";
    const parsed = JSON.parse(readFileSync(join(path, "..", schema), "utf8")) as { title: string };
    expect(parsed.title).toMatch(file.startsWith("teams/") ? /team/ : /organization\.yaml/);
  },
);
