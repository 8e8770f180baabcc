import { accessSync, constants, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { workflowFaults } from "../pipelines/workflow-parser";
import { ROOT } from "../support/run";

const read = (...path: readonly string[]): string => readFileSync(join(ROOT, ...path), "utf8");

const GUIDE = read("CONTRIBUTING.md");
const { scripts } = JSON.parse(read("package.json")) as {
  readonly scripts: Readonly<Record<string, string>>;
};

describe("the guide for contributors", () => {
  const words = [...GUIDE.matchAll(/`([^`\n]+)`/g)].map(([, word = ""]) => word);
  const folders = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  it("names files and folders that exist", () => {
    const isPath = (word: string): boolean =>
      /^[\w./-]+$/.test(word) && folders.some(({ name }) => word.startsWith(`${name}/`));
    const paths = words.filter(isPath);
    // What is made is not there in a fresh clone.
    expect(paths.filter((path) => path !== "docs/api" && !existsSync(join(ROOT, path)))).toEqual([]);
    expect(paths.length).toBeGreaterThan(10);
  });

  it("names scripts that exist", () => {
    const named = [...GUIDE.matchAll(/npm (?:run )?([a-z:]+)/g)].map(([, script = ""]) => script);
    expect(named.filter((script) => script !== "ci" && scripts[script] === undefined)).toEqual([]);
    expect(named).toContain("check");
  });

  it("leads to pages that exist", () => {
    const links = [...GUIDE.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => !existsSync(join(ROOT, link)))).toEqual([]);
    expect(links.length).toBeGreaterThan(0);
  });

  it.each([
    ["a preset", "one row"],
    ["a control", "its id"],
    ["a judgement", "one row"],
    ["an option", "schema"],
    ["a module", "README.md"],
  ])("says how %s is added", (what, step) => {
    const row = GUIDE.split("\n").find((line) => line.startsWith(`| ${what}`));
    expect(row).toContain(step);
  });
});

describe("what GitHub and editors read", () => {
  const folder = join(ROOT, ".github", "workflows");

  it.each(readdirSync(folder))("the workflow %s has no fault", async (file) => {
    expect(await workflowFaults(file, read(".github", "workflows", file), folder)).toEqual([]);
  });

  it("a pull request is checked by what CI runs anywhere, with the rights to read alone", () => {
    const { on, permissions, jobs } = parse(read(".github", "workflows", "checks.yml")) as {
      readonly on: object;
      readonly permissions: object;
      readonly jobs: Readonly<
        Record<string, { readonly permissions: object; readonly steps: readonly { readonly run?: string }[] }>
      >;
    };
    expect(on).toHaveProperty("pull_request");
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) expect(job.permissions).toEqual({ contents: "read" });
    expect(Object.keys(jobs)).toEqual(["all", "node"]);
    expect(jobs["all"]?.steps.flatMap(({ run }) => run ?? [])).toEqual([".ci/run"]);
  });

  it("each action is pinned to a commit", () => {
    for (const file of readdirSync(folder)) {
      for (const [, used] of read(".github", "workflows", file).matchAll(/uses: (\S+)/g)) {
        expect(used).toMatch(/@[0-9a-f]{40}$/);
      }
    }
  });

  it("a form of an issue asks for something, and each field has a name of its own", () => {
    const forms = readdirSync(join(ROOT, ".github", "ISSUE_TEMPLATE")).filter(
      (file) => file !== "config.yml",
    );
    for (const file of forms) {
      const { name, description, body } = parse(read(".github", "ISSUE_TEMPLATE", file)) as {
        readonly name: string;
        readonly description: string;
        readonly body: readonly { readonly type: string; readonly id?: string }[];
      };
      expect([name, description]).toEqual([expect.any(String), expect.any(String)]);
      const fields = body.filter(({ type }) => type !== "markdown").map(({ id }) => id);
      expect(fields).not.toContain(undefined);
      expect(new Set(fields).size).toBe(fields.length);
    }
    expect(forms.length).toBeGreaterThan(0);
  });

  it("the debugger starts programs that are there", () => {
    const { configurations } = JSON.parse(read(".vscode", "launch.json")) as {
      readonly configurations: readonly { readonly program: string }[];
    };
    for (const { program } of configurations) {
      expect(existsSync(program.replace("${workspaceFolder}", ROOT))).toBe(true);
    }
    expect(configurations.length).toBeGreaterThan(0);
  });

  it("the hook that one may switch on can be run, and runs a script that exists", () => {
    const hook = join(".githooks", "pre-commit");
    expect(() => {
      accessSync(join(ROOT, hook), constants.X_OK);
    }).not.toThrow();
    const script = /npm run --silent (\S+)/.exec(read(hook))?.[1] ?? "";
    expect(scripts).toHaveProperty(script);
  });
});
