import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { referenceConfiguration } from "../support/configurations";
import { ROOT } from "../support/run";
import { synthesizedTexts } from "../support/synthesized";
import { run, type Ended } from "./support/npm";
import { Project } from "./support/project";
import { describeWithNpmRegistry } from "./support/requirements";

jest.setTimeout(600_000);

/** The versions of Node.js that people run, beside the oldest, which all other tests run on. */
const VERSIONS = ["22", "24"];

/** Whole folders are slow to run twice more: these compute with dates, texts, numbers and regular expressions. */
const UNIT_TESTS = ["kernel", "validation", "event-patterns", "event-selectors", "policy-evaluation"];

/** Node.js as npm has it, for this machine. */
const PACKAGE = `node-${process.platform}-${process.arch}`;

it("are those that the workflow runs all unit tests of the modules on", () => {
  const workflow = readFileSync(join(ROOT, ".github", "workflows", "checks.yml"), "utf8");
  expect(workflow).toContain(`node-version: [${VERSIONS.join(", ")}]`);
});

describeWithNpmRegistry("on a version of Node.js that is too old", () => {
  const project = new Project();

  afterAll(() => {
    rmSync(project.folder, { recursive: true, force: true });
  });

  test.each(["14", "20.0.0"])("%s: each command says so", async (version) => {
    await project.install({ [PACKAGE]: version });
    const node = join(project.folder, "node_modules", PACKAGE, "bin", "node");
    for (const command of ["synth", "prove", "--help"]) {
      const { code, stdout, output } = await run(ROOT, node, join("tools", "cli", "orgtrail.cjs"), command);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(output).toMatch(
        /^orgtrail: needs Node\.js 20\.12\.0 or later, and this is \d+\.\d+\.\d+\n\n.+\n$/,
      );
    }
  });
});

describeWithNpmRegistry("on other versions of Node.js", () => {
  describe.each(VERSIONS)("Node.js %s", (version) => {
    const project = new Project();
    const node = (...args: readonly string[]): Promise<Ended> =>
      run(ROOT, join(project.folder, "node_modules", PACKAGE, "bin", "node"), ...args);
    const orgtrail = (...args: readonly string[]): Promise<Ended> =>
      node(join("tools", "cli", "orgtrail.cjs"), ...args);

    beforeAll(async () => {
      await project.install({ [PACKAGE]: version });
      project.write("event.json", {
        eventVersion: "1.11",
        eventSource: "iam.amazonaws.com",
        eventName: "CreateUser",
      });
    });

    afterAll(() => {
      rmSync(project.folder, { recursive: true, force: true });
    });

    test("is what runs", async () => {
      expect((await node("--version")).stdout).toMatch(new RegExp(`^v${version}\\.`));
    });

    test("says nothing of its own, of the command or of what runs the checks", async () => {
      const { code, stdout, output } = await orgtrail("--help");
      expect({ code, output }).toEqual({ code: 0, output: stdout });
      const steps = `require("./test/runs/steps.cjs").runLanes([{ name: "a step", commands: [["prettier", "--version"]] }])`;
      const ran = await node("-e", steps);
      expect({ code: ran.code, output: ran.output.replace(/\d+ s/, "0 s") }).toEqual({
        code: 0,
        output: "a step: passed in 0 s\n",
      });
    });

    test("synthesizes the same, byte for byte", async () => {
      process.env["CDKTF_OUTDIR"] = join(project.folder, "cdktf.out");
      const { code, output } = await orgtrail("synth");
      delete process.env["CDKTF_OUTDIR"];
      expect({ code, output }).toMatchObject({ code: 0 });
      expect(project.stacks()).toEqual(synthesizedTexts(referenceConfiguration()));
    });

    test("proves the policies", async () => {
      const { code, stdout } = await orgtrail("prove", "--json");
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ failed: 0 });
    });

    test("explains an event", async () => {
      const { code, stdout } = await orgtrail("explain", "--json", join(project.folder, "event.json"));
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ trails: expect.any(Array) as unknown });
    });

    test("passes the unit tests", async () => {
      const folders = UNIT_TESTS.map((name) => join("test", "modules", name));
      const { code, output } = await node(join("node_modules", "jest", "bin", "jest.js"), "-i", ...folders);
      expect({ code, output }).toMatchObject({
        code: 0,
        output: expect.stringContaining("passed") as unknown,
      });
    });
  });
});
