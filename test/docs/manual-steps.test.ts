import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { policiesOf } from "../../stacks/blueprint";
import { builtInTables } from "../../tools/prove/built-in";
import { requestsOf } from "../../tools/prove/requests-of";
import { referenceConfiguration } from "../support/configurations";

const ROOT = join(__dirname, "..", "..");

/** A command of AWS's CLI, as a page or an error tells somebody to run it. */
const COMMAND =
  /(?<!-)\baws(?: --[a-z-]+ \S+)* ([a-z0-9]+(?:-[a-z0-9]+)*) ([a-z0-9]+(?:-[a-z0-9]+)*)(?![A-Za-z0-9])/g;

/** The text of every file below the folders with one of the endings. */
function texts(folders: readonly string[], ending: RegExp): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => ending.test(file) && !/(^|\/)(api|node_modules|requests)\//.test(file))
      .map((file) => readFileSync(join(ROOT, folder, file), "utf8")),
  );
}

function commands(text: string): readonly string[] {
  return [...text.matchAll(COMMAND)].map(
    ([, service, operation]) => `aws ${service ?? ""} ${operation ?? ""}`,
  );
}

const told = new Set(
  [
    ...texts(["docs"], /\.md$/),
    ...texts(["modules", "stacks", "tools", "examples"], /\.(ts|md|ya?ml|sh|cjs)$/),
    ...["README.md", "CONTRIBUTING.md", "SECURITY.md"].map((file) => readFileSync(join(ROOT, file), "utf8")),
  ]
    .flatMap(commands)
    .sort(),
);
const table = builtInTables().find(({ file }) => file.endsWith("manual-steps.yaml"));
const rows = table?.rows ?? [];
const asked = new Set(rows.flatMap(({ row }) => commands(row.why)));

describe("a step by hand", () => {
  it("is told in many places", () => {
    expect(told.size).toBeGreaterThan(25);
  });

  it.each([
    ["aws s3 sync s3://bucket copy/", "aws s3 sync"],
    ["`aws s3 ls`", "aws s3 ls"],
    ["aws --profile some --region eu-west-1 cloudtrail get-trail-status", "aws cloudtrail get-trail-status"],
    ["aws kms encrypt --key-id x", "aws kms encrypt"],
  ])("is found in a text: %s", (text, command) => {
    expect(commands(text)).toEqual([command]);
  });

  it.each([...told])("is asked for in requests/manual-steps.yaml: %s", (command) => {
    expect([...asked]).toContain(command);
  });

  it.each([...asked])("is told by a page or an error: %s", (command) => {
    expect([...told]).toContain(command);
  });

  it.each(rows.map(({ row }) => [row.name, row] as const))(
    "has requests in the reference organization: %s",
    (_, row) => {
      const configuration = referenceConfiguration();
      expect(requestsOf(row, configuration, policiesOf(configuration)).length).toBeGreaterThan(0);
    },
  );
});
