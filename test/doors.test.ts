import { join } from "node:path";
import { Linter } from "eslint";
import { ROOT } from "./support/run";

const linter = new Linter({ cwd: ROOT });
// eslint-disable-next-line @typescript-eslint/no-require-imports -- jest loads no ES module, and ESLint's own loader would
const config = require("../eslint.config.cjs") as Linter.Config[];
/** The doors alone: rules that need types would need a project for files that are not there. */
const doors: Linter.Config[] = [
  ...config.map(({ rules = {}, ...rest }) => ({
    ...rest,
    rules: Object.fromEntries(
      Object.entries(rules).filter(([rule]) =>
        /^((@typescript-eslint\/)?no-restricted-|regexp\/)/.test(rule),
      ),
    ),
  })),
  { files: ["**/*.ts"], languageOptions: { parserOptions: { projectService: false, project: null } } },
];

function doorMessages(file: string, code: string): readonly (string | null)[] {
  return linter.verify(code, doors, { filename: join(ROOT, file) }).map(({ ruleId }) => ruleId);
}

const IMPORT = "no-restricted-imports";
const GLOBAL = "no-restricted-globals";
const CLOCK = "no-restricted-syntax";
const PROPERTY = "no-restricted-properties";
const EXPRESSION = "no-restricted-syntax";

describe("a door is closed", () => {
  it.each([
    [
      "a module loads the root of the AWS provider",
      "modules/log-archive/x.ts",
      'import "@cdktf/provider-aws";',
      IMPORT,
    ],
    ["a module imports a stack", "modules/log-archive/x.ts", 'import "../../stacks/app";', IMPORT],
    [
      "a module reaches past another's index",
      "modules/log-archive/x.ts",
      'import "../policy/document";',
      IMPORT,
    ],
    ["a module reads a file", "modules/policy/x.ts", 'import "node:fs";', IMPORT],
    [
      "a module with a function of its own reads a file elsewhere",
      "modules/log-validation/x.ts",
      'import "node:fs";',
      IMPORT,
    ],
    [
      "a module that reads its function starts a program",
      "modules/log-validation/packaged-code.ts",
      'import "node:child_process";',
      IMPORT,
    ],
    ["a tool reads a file", "tools/plan/x.ts", 'import { readFileSync } from "node:fs";', IMPORT],
    ["a tool writes a file", "tools/plan/asking/x.ts", 'import { writeFileSync } from "fs";', IMPORT],
    ["a tool reads all of a file", "tools/logs/x.ts", 'import { readFile } from "node:fs/promises";', IMPORT],
    ["a tool takes all of files", "tools/logs/x.ts", 'import * as fs from "node:fs";', IMPORT],
    ["a tool lists a folder", "tools/sandbox/x.ts", 'import { readdirSync } from "node:fs";', IMPORT],
    ["the program makes a folder", "tools/app/x.ts", 'import { mkdirSync } from "node:fs";', IMPORT],
    [
      "the configuration reads a file",
      "stacks/config/x.ts",
      'import { readFileSync } from "node:fs";',
      IMPORT,
    ],
    ["a module reads the environment", "modules/policy/x.ts", "export const x = process.env;", GLOBAL],
    ["a module reads the clock", "modules/policy/x.ts", "export const x = new Date();", CLOCK],
    ["a module asks for the time", "modules/policy/x.ts", "export const x = Date.now();", CLOCK],
    ["a module takes the clock along", "modules/policy/x.ts", "export const x = { Clock: Date };", CLOCK],
    ["a module reads the clock as text", "modules/policy/x.ts", "export const x = Date();", CLOCK],
    ["a stack reads the clock", "stacks/stacks.ts", "export const x = new Date();", CLOCK],
    [
      "an inner folder of a module reads YAML",
      "modules/event-selectors/constraints/x.ts",
      'import "yaml";',
      IMPORT,
    ],
    ["a stack makes a resource", "stacks/stacks.ts", 'import "@cdktf/provider-aws/lib/s3-bucket";', IMPORT],
    ["a stack reads YAML", "stacks/stacks.ts", 'import "yaml";', IMPORT],
    ["a stack reads the environment", "stacks/stacks.ts", "export const x = process.env;", GLOBAL],
    ["the configuration makes a construct", "stacks/config/load.ts", 'import "cdktf";', IMPORT],
    [
      "the configuration loads a module with constructs",
      "stacks/config/load.ts",
      'import "../../modules/log-archive";',
      IMPORT,
    ],
    [
      "a rule of the configuration makes a construct",
      "stacks/config/archive/x.ts",
      'import "constructs";',
      IMPORT,
    ],
    ["a schema of the configuration reads a file", "stacks/config/trail/x.ts", 'import "node:fs";', IMPORT],
    [
      "a blueprint makes a construct",
      "stacks/blueprint/x.ts",
      'import { LogArchive } from "../../modules/log-archive";',
      "@typescript-eslint/no-restricted-imports",
    ],
    ["a blueprint reads a file", "stacks/blueprint/x.ts", 'import "node:fs";', IMPORT],
    ["a tool imports a stack", "tools/docs/x.ts", 'import "../../stacks/stacks";', IMPORT],
    ["a tool reaches past another's index", "tools/plan/x.ts", 'import "../prove/cast";', IMPORT],
    [
      "an inner folder of a tool reaches past another's index",
      "tools/plan/report/x.ts",
      'import "../../prove/cast";',
      IMPORT,
    ],
    ["a tool asks AWS by itself", "tools/logs/x.ts", 'import "@aws-sdk/client-s3";', IMPORT],
    [
      "an inner folder of a tool asks AWS by itself",
      "tools/logs/validation/x.ts",
      'import "@aws-sdk/client-s3";',
      IMPORT,
    ],
    ["a tool prints by itself", "tools/plan/x.ts", 'process.stdout.write("x");', PROPERTY],
    ["a program prints by itself", "tools/app/synthesis.ts", "const { stderr } = process;", PROPERTY],
    ["a tool starts a program by itself", "tools/plan/x.ts", 'import "node:child_process";', IMPORT],
    ["a tool starts a thread by itself", "tools/explain/x.ts", 'import "node:worker_threads";', IMPORT],
    ["a tool starts a program by an older name", "tools/plan/report/x.ts", 'import "child_process";', IMPORT],
  ])("when %s", (_name, file, code, rule) => {
    expect(doorMessages(file, code)).toEqual([rule]);
  });
});

describe("no text of a user makes a program slow: the lint refuses", () => {
  it.each([
    [
      "a module's expression made of text",
      "modules/policy/x.ts",
      "export const x = new RegExp(y);",
      EXPRESSION,
    ],
    ["a stack's", "stacks/config/x.ts", "export const x = RegExp(y);", EXPRESSION],
    ["main's", "tools/app/synthesis.ts", "export const x = new RegExp(`^${y}$`);", EXPRESSION],
    ["a tool's", "tools/plan/x.ts", "export const x = new RegExp(y);", EXPRESSION],
    ["a text that String makes one of", "tools/plan/x.ts", 'export const x = y.match("a*b");', EXPRESSION],
    [
      "an expression that backtracks",
      "tools/plan/x.ts",
      "export const x = /^(a+)+b$/.test(y);",
      "regexp/no-super-linear-backtracking",
    ],
    [
      "an expression that starts again at each character",
      "modules/policy/x.ts",
      "export const x = /a+$/.test(y);",
      "regexp/no-super-linear-move",
    ],
  ])("%s", (_name, file, code, rule) => {
    expect(doorMessages(file, code)).toEqual([rule]);
  });

  it("and takes one that is written out and linear", () => {
    expect(doorMessages("tools/plan/x.ts", "export const x = /^a+b$/.test(y);")).toEqual([]);
  });
});

describe("a door is open", () => {
  it.each([
    ["a module to a resource", "modules/log-archive/x.ts", 'import "@cdktf/provider-aws/lib/s3-bucket";'],
    ["a module to another's index", "modules/log-archive/x.ts", 'import "../policy";'],
    ["a stack to a module", "stacks/stacks.ts", 'import "../modules/team-trail";'],
    ["the configuration to what is pure", "stacks/config/load.ts", 'import "../../modules/organization";'],
    [
      "a blueprint to the props of constructs",
      "stacks/blueprint/x.ts",
      'import type { LogArchiveProps } from "../../modules/log-archive";',
    ],
    ["a tool to the blueprint", "tools/docs/x.ts", 'import "../../stacks/blueprint";'],
    ["a tool to the configuration", "tools/docs/x.ts", 'import "../../stacks/config";'],
    ["an inner folder of a tool to its neighbour", "tools/plan/report/x.ts", 'import "../policy/x";'],
    ["a module to days that it is given", "modules/policy/x.ts", "export const x = new Date(0);"],
    ["the one place that prints to the terminal", "tools/terminal/output.ts", 'process.stdout.write("x");'],
    [
      "the one place that starts programs to what starts them",
      "tools/terraform/processes.ts",
      'import "node:child_process";',
    ],
    [
      "log-validation to the function of the package",
      "modules/log-validation/packaged-code.ts",
      'import "node:fs"; export const x = __dirname;',
    ],
    ["main to the environment", "tools/app/synthesis.ts", "export const x = process.env;"],
  ])("for %s", (_name, file, code) => {
    expect(doorMessages(file, code)).toEqual([]);
  });
});
