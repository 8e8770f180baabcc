import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/run";
import { INSTALL, run, succeed } from "./support/npm";
import { packLibrary } from "./support/packed-library";
import { Project, withoutVersions, type StackTexts } from "./support/project";
import { describeWithNpmRegistry } from "./support/requirements";

jest.setTimeout(600_000);

const { peerDependencies: RANGES } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  readonly peerDependencies: Readonly<Record<string, string>>;
};

/** The lowest version that a range like `>=1.2.3 <2` or `^1.2.3` allows. */
function oldestOf(range: string): string {
  return /\d+\.\d+\.\d+/.exec(range)?.[0] ?? range;
}

const OLDEST = Object.fromEntries(Object.entries(RANGES).map(([name, range]) => [name, oldestOf(range)]));

describeWithNpmRegistry("the library fits the oldest and the newest of its peers", () => {
  const projects: Project[] = [];
  const synthesized: Record<string, StackTexts> = {};

  function project(): Project {
    const made = new Project();
    projects.push(made);
    return made;
  }

  afterAll(() => {
    for (const each of projects) each.remove();
  });

  test.each([
    ["oldest", OLDEST],
    ["newest", RANGES],
  ])(
    "%s: every module's example compiles, types of the library included, and synthesizes",
    async (name, peers) => {
      const user = project();
      await user.install({ ...peers, orgtrail: `file:${(await packLibrary()).tarball}` });
      user.copy("examples/modules", "modules");
      user.copyFile("test/publishing/support/run-examples.cjs", "run-examples.cjs");
      user.copy("modules", "sources");
      await user.checkTypes(["modules"], {
        noEmit: false,
        outDir: "dist",
        rootDir: ".",
        skipLibCheck: false,
      });
      await succeed(user.folder, process.execPath, "run-examples.cjs");
      synthesized[name] = user.stacks();
      if (name === "oldest") expect(user.installed("@cdktf/provider-aws")).toBe(peers["@cdktf/provider-aws"]);
      else expect(user.installed("@cdktf/provider-aws")).toMatch(/^21\./);
    },
  );

  test("both synthesize the same, but for the versions", () => {
    const { oldest = {}, newest = {} } = synthesized;
    expect(Object.keys(oldest)).toEqual(expect.arrayContaining(["log-archive", "organization-trail"]));
    expect(Object.keys(oldest)).toEqual(Object.keys(newest));
    for (const [stack, text] of Object.entries(oldest)) {
      expect(withoutVersions(text)).toEqual(withoutVersions(newest[stack] ?? "{}"));
    }
  });

  test("npm refuses a provider that is older", async () => {
    const user = project();
    user.write("package.json", {
      private: true,
      dependencies: {
        ...OLDEST,
        "@cdktf/provider-aws": "19.65.1",
        orgtrail: `file:${(await packLibrary()).tarball}`,
      },
    });
    const { code, output } = await run(user.folder, "npm", ...INSTALL, "--package-lock-only");
    expect(output).toContain("ERESOLVE");
    expect(code).not.toBe(0);
  });
});
