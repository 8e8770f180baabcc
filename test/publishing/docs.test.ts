import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { moduleNames } from "../../tools/api";
import { ROOT, runProgram } from "../support/run";

jest.setTimeout(180_000);

const MODULES = moduleNames(ROOT);

test("the API docs are current, and each example in them runs", () => {
  expect(runProgram("tools/docs/api/main.ts", ["--check"])).toEqual({ code: 0, stdout: "", stderr: "" });
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
    const page = readFileSync(join(ROOT, "docs", "api", `${module}.md`), "utf8");
    const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(page).toMatch(new RegExp(`^# orgtrail/${module}\n`));
    expect(headings).toEqual(expect.arrayContaining(["Example", "What it creates and costs", "Limits"]));
    expect(page).toMatch(/It costs nothing\.|Idle, it costs (nothing|\$\d+\.\d\d a month)/);
  });

  test("of a construct says its inputs with their defaults, and its outputs", () => {
    const page = readFileSync(join(ROOT, "docs", "api", "team-trail.md"), "utf8");
    expect(page).toMatch(/\| `destroyProtection\?` .*\*\*Default\*\* `true`/);
    expect(page).toMatch(/\| `trailArn` /);
    expect(page).toContain("its inputs, with their defaults, are [TeamTrailProps](#teamtrailprops)");
  });
});
