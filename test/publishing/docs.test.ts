import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { moduleNames } from "../../tools/api";
import { ROOT, runProgram } from "../support/run";

jest.setTimeout(600_000);

const MODULES = moduleNames(ROOT);

const PAGES = mkdtempSync(join(tmpdir(), "orgtrail-api-docs-"));

const pageOf = (module: string): string => readFileSync(join(PAGES, `${module}.md`), "utf8");

afterAll(() => {
  rmSync(PAGES, { recursive: true });
});

test("the API docs are made from the sources: one page a module, and a list of them", () => {
  expect(runProgram("tools/docs/api/main.ts", [PAGES])).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(readdirSync(PAGES).sort()).toEqual(["README", ...MODULES].map((name) => `${name}.md`).sort());
  for (const module of MODULES) expect(pageOf("README")).toContain(`[orgtrail/${module}](${module}.md)`);
});

test("every module has an example, and no example is of a module that is gone", () => {
  const examples = readdirSync(join(ROOT, "examples", "modules")).map((file) => file.replace(/\.ts$/, ""));
  expect(examples.sort()).toEqual(MODULES);
});

test("the docs name the versions of the peers that the package allows", () => {
  const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    readonly peerDependencies: Readonly<Record<string, string>>;
  };
  const page = readFileSync(join(ROOT, "docs", "use-the-modules.md"), "utf8");
  for (const [name, range] of Object.entries(peerDependencies)) {
    expect(
      page.split("\n").filter((line) => line.includes(`\`${name}\``) && line.includes(`\`${range}\``)),
    ).toHaveLength(1);
  }
});

describe("the page of a module", () => {
  test.each(MODULES)("%s says what it creates, what that costs and what its limits are", (module) => {
    const page = pageOf(module);
    const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(page).toMatch(new RegExp(`^# orgtrail/${module}\n`));
    expect(headings).toEqual(expect.arrayContaining(["Example", "What it creates and costs", "Limits"]));
    expect(page).toMatch(/It costs nothing\.|Idle, it costs (nothing|\$\d+\.\d\d a month)/);
  });

  test("of a construct says its inputs with their defaults, and its outputs", () => {
    const page = pageOf("team-trail");
    expect(page).toMatch(/\| `destroyProtection\?` .*\*\*Default\*\* `true`/);
    expect(page).toMatch(/\| `trailArn` /);
    expect(page).toContain("its inputs, with their defaults, are [TeamTrailProps](#teamtrailprops)");
  });
});
