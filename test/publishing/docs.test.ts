import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { moduleNames } from "../../tools/api";
import { ROOT } from "../support/run";
import { packLibrary } from "./support/packed-library";

jest.setTimeout(600_000);

const MODULES = moduleNames(ROOT);

describe("the pages of the API, as the package has them", () => {
  let folder = "";

  beforeAll(async () => {
    folder = join((await packLibrary()).unpacked, "docs", "api");
  });

  const pageOf = (module: string): string => readFileSync(join(folder, `${module}.md`), "utf8");

  test("are one for each module, and a list of them", () => {
    expect(readdirSync(folder).sort()).toEqual(["README", ...MODULES].map((name) => `${name}.md`).sort());
    for (const module of MODULES) expect(pageOf("README")).toContain(`[orgtrail/${module}](${module}.md)`);
  });

  test.each(MODULES)("%s says what it creates, what that costs and what its limits are", (module) => {
    const page = pageOf(module);
    const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(page).toMatch(new RegExp(`^# orgtrail/${module}\n`));
    expect(headings).toEqual(expect.arrayContaining(["Example", "What it creates and costs", "Limits"]));
    expect(page).toMatch(/It costs nothing\.|Idle, it costs (nothing|\$\d+\.\d\d a month)/);
  });

  test("say of a construct its inputs with their defaults, and its outputs", () => {
    const page = pageOf("team-trail");
    expect(page).toMatch(/\| `destroyProtection\?` .*\*\*Default\*\* `true`/);
    expect(page).toMatch(/\| `trailArn` /);
    expect(page).toContain("its inputs, with their defaults, are [TeamTrailProps](#teamtrailprops)");
  });
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
