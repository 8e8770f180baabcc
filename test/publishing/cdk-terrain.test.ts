import { readFileSync } from "node:fs";
import { join } from "node:path";
import { referenceConfiguration } from "../support/configurations";
import { ROOT } from "../support/run";
import { synthesizedTexts } from "../support/synthesized";
import { succeed } from "./support/npm";
import { packLibrary } from "./support/packed-library";
import { Project, withoutVersions } from "./support/project";
import { describeWithNpmRegistry } from "./support/requirements";

jest.setTimeout(600_000);

const { devDependencies: OURS } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  readonly devDependencies: Readonly<Record<string, string>>;
};

/** What the stacks need besides the framework. */
const OTHERS = ["zod", "yaml", "cli-table3", "commander", "fflate", "tsx"];

/** CDK Terrain in place of CDKTF: the dependencies that the docs tell users to have. */
function documentedDependencies(): Readonly<Record<string, string>> {
  const page = readFileSync(join(ROOT, "docs", "use-the-modules.md"), "utf8");
  const [, json = "{}"] = /## On CDK Terrain[^]*?```json\n([^]*?)```/.exec(page) ?? [];
  return (JSON.parse(json) as { dependencies: Readonly<Record<string, string>> }).dependencies;
}

/** The stacks use the published library in place of the sources beside them, but for what is not published. */
function fromPackage(text: string): string {
  return text.replaceAll(/"(?:\.\.\/)+modules\/(?!kernel")([a-z-]+)"/g, '"orgtrail/$1"');
}

describeWithNpmRegistry("the published library on CDK Terrain", () => {
  const project = new Project();

  beforeAll(async () => {
    await project.install({
      ...documentedDependencies(),
      orgtrail: `file:${(await packLibrary()).tarball}`,
      ...Object.fromEntries(OTHERS.map((name) => [name, OURS[name] ?? "*"])),
    });
    project.copy("stacks", "stacks", fromPackage);
    project.copy("tools/app", "tools/app", fromPackage);
    const tools = ["cli", "files", "project", "terminal", "threads"].map((name) => `tools/${name}`);
    for (const folder of ["modules/kernel", ...tools]) project.copy(folder, folder);
    project.copy("config", "config");
  });

  afterAll(() => {
    project.remove();
  });

  test("is on CDK Terrain, and on nothing of CDKTF", () => {
    const nameOf = (folder: string): unknown =>
      (
        JSON.parse(readFileSync(join(project.folder, "node_modules", folder, "package.json"), "utf8")) as {
          name: unknown;
        }
      ).name;
    expect(nameOf("cdktf")).toBe("cdktn");
    expect(nameOf("@cdktf/provider-aws")).toBe("@cdktn/provider-aws");
  });

  test("gives the reference organization the same Terraform, but for the versions and the provider's source", async () => {
    await succeed(project.folder, process.execPath, "--import", "tsx", "tools/cli/main.ts", "app");
    const [terrain, ours] = [project.stacks(), synthesizedTexts(referenceConfiguration())];
    expect(Object.keys(terrain).sort()).toEqual(Object.keys(ours).sort());
    for (const [stack, text] of Object.entries(terrain)) {
      expect(withoutVersions(text)).toEqual(withoutVersions(ours[stack] ?? "{}"));
    }
  });

  test("has types that fit its types", async () => {
    await project.checkTypes(["stacks"]);
  });
});
