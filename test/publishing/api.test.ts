import { readFileSync } from "node:fs";
import { join } from "node:path";
import { moduleNames } from "../../tools/api";
import { pinnedAddresses } from "../../tools/api/addresses";
import { changesBetween, type PublicApi } from "../../tools/api/changes";
import { readReleased, releaseProblems, UNRELEASED } from "../../tools/api/public-api";
import { compareVersions } from "../../modules/kernel";
import { ROOT, runProgram } from "../support/run";

jest.setTimeout(600_000);

test("the API reports are current, and version and upgrade notes fit what has changed since the last release", () => {
  expect(runProgram("tools/api/main.ts", ["--check"])).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("what is compared is the API of every module, and the addresses of every stack", () => {
  for (const module of moduleNames(ROOT)) {
    expect(readFileSync(join(ROOT, "api", `${module}.api.md`), "utf8")).toContain("export ");
  }
  const report = readFileSync(join(ROOT, "api", "log-archive.api.md"), "utf8");
  expect(report).toMatch(/interface LogArchiveProps \{[^}]*readonly destroyProtection\?: boolean;/);
  expect(report).toMatch(/class LogArchive extends Construct [^}]*readonly keyArn: string;/);
  // Declared in another module, and exported by this one too.
  expect(readFileSync(join(ROOT, "api", "detection.api.md"), "utf8")).toContain("MAX_TARGETS");
  expect(pinnedAddresses(ROOT).addresses["the minimal organization / management"]).toContain(
    "aws_cloudtrail.organization_trail_84076F6C",
  );
  expect(compareVersions(readReleased(ROOT).version, UNRELEASED)).toBeGreaterThanOrEqual(0);
});

const BEFORE: PublicApi = {
  modules: {
    trail: {
      Props: "export interface Props {\n  readonly name: string;\n}",
      Trail: "export declare class Trail {\n  readonly arn: string;\n}",
    },
  },
  addresses: { management: ["aws_cloudtrail.a", "aws_sns_topic.b"] },
};

function withDeclaration(name: string, text: string): PublicApi {
  return { ...BEFORE, modules: { trail: { ...BEFORE.modules["trail"], [name]: text } } };
}

function withAddresses(...addresses: readonly string[]): PublicApi {
  return { ...BEFORE, addresses: { management: addresses } };
}

describe("a change", () => {
  test.each<[string, PublicApi, string, string]>([
    [
      "of a property's type breaks",
      withDeclaration("Props", "export interface Props {\n  readonly name: number;\n}"),
      "break",
      "orgtrail/trail Props",
    ],
    [
      "that asks for another property breaks",
      withDeclaration(
        "Props",
        "export interface Props {\n  readonly name: string;\n  readonly key: string;\n}",
      ),
      "break",
      "orgtrail/trail Props",
    ],
    [
      "that allows another property adds",
      withDeclaration(
        "Props",
        "export interface Props {\n  readonly key?: string;\n  readonly name: string;\n}",
      ),
      "addition",
      "orgtrail/trail Props",
    ],
    [
      "that gives a class another member adds",
      withDeclaration(
        "Trail",
        "export declare class Trail {\n  readonly arn: string;\n  readonly name: string;\n}",
      ),
      "addition",
      "orgtrail/trail Trail",
    ],
    [
      "that takes a member from a class breaks",
      withDeclaration("Trail", "export declare class Trail {\n}"),
      "break",
      "orgtrail/trail Trail",
    ],
    [
      "that exports more adds",
      withDeclaration("x", "export declare const x: 1;"),
      "addition",
      "orgtrail/trail x",
    ],
    ["that exports nothing any more breaks", { ...BEFORE, modules: {} }, "break", "orgtrail/trail Props"],
    [
      "that moves a resource breaks",
      withAddresses("aws_cloudtrail.z", "aws_sns_topic.b"),
      "break",
      "aws_cloudtrail.a",
    ],
    [
      "that makes another resource adds",
      withAddresses("aws_cloudtrail.a", "aws_sns_topic.b", "aws_x.c"),
      "addition",
      "aws_x.c",
    ],
  ])("%s", (_what, after, severity, subject) => {
    expect(changesBetween(BEFORE, after)[0]).toMatchObject({ severity, subject });
  });

  test("that users do not see is none", () => {
    expect(changesBetween(BEFORE, BEFORE)).toEqual([]);
  });
});

describe("a version", () => {
  const moved = changesBetween(BEFORE, withAddresses("aws_cloudtrail.z", "aws_sns_topic.b"));
  const tracked = changesBetween(BEFORE, {
    ...withAddresses("aws_cloudtrail.z", "aws_sns_topic.b"),
    // In two steps: of somebody who skips a release, too.
    moves: { management: { "aws_cloudtrail.a": "aws_cloudtrail.m", "aws_cloudtrail.m": "aws_cloudtrail.z" } },
  });
  const added = changesBetween(BEFORE, withDeclaration("x", "export declare const x: 1;"));
  const noted = (version: string): string =>
    `# Upgrade\n\n## ${version}\n\n\`aws_cloudtrail.a\` is gone; \`aws_cloudtrail.z\` is another trail.\n`;

  test.each([
    ["0.1.0", "0.1.0", added, "", 1],
    ["0.1.0", "0.1.1", added, "", 0],
    ["1.4.2", "1.4.3", added, "", 1],
    ["1.4.2", "1.5.0", added, "", 0],
    ["0.1.0", "0.1.1", moved, noted("0.1.1"), 1],
    ["0.1.0", "0.2.0", moved, noted("0.2.0"), 0],
    ["0.1.0", "0.3.0", moved, noted("0.2.0"), 0],
    ["1.4.2", "1.5.0", moved, noted("1.5.0"), 1],
    ["1.4.2", "2.0.0", moved, noted("2.0.0"), 0],
    ["0.1.0", "0.2.0", moved, noted("0.1.0"), 2],
    ["0.1.0", "0.2.0", moved, "# Upgrade\n\n## 0.2.0\n\nNothing to do.\n", 2],
    ["0.1.0", "0.2.0", moved, "# Upgrade\n\n## 0.2.0\n\n`aws_cloudtrail.a` moves.\n", 1],
    ["0.1.0", "0.1.1", tracked, "", 0],
    ["0.1.0", "0.1.0", moved, "", 3],
    ["0.1.0", "0.1.0", [], "", 0],
    [UNRELEASED, "0.1.0", moved, "", 0],
  ])("after %s, %s", (released, version, changes, upgradeNotes, problems) => {
    expect(releaseProblems({ released, version, changes, upgradeNotes })).toHaveLength(problems);
  });

  test("is refused with what to do", () => {
    const refused = { released: "0.1.0", version: "0.1.0", changes: moved, upgradeNotes: "" };
    expect(releaseProblems(refused)).toEqual([
      "aws_cloudtrail.a has left management since 0.1.0: package.json says 0.1.0; it needs 0.2.0 or later (npm version --no-git-tag-version 0.2.0)",
      "aws_cloudtrail.a is gone since 0.1.0 and aws_cloudtrail.z is new: Terraform would destroy the one and make the other; write a row in stacks/moved.ts, or name both in the section of docs/upgrade.md where they are two things",
      'aws_cloudtrail.a has left management since 0.1.0: docs/upgrade.md needs a section "## 0.1.0" that names `aws_cloudtrail.a` and says what users do',
    ]);
  });
});
