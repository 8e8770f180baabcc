import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runProgram } from "../../support/run";
import { inTemporaryFolder } from "../../support/synthesized";

const ORGTRAIL = "tools/cli/orgtrail.cjs";

describe("orgtrail sandbox", () => {
  test("explains itself", () => {
    const { code, stdout, stderr } = runProgram(ORGTRAIL, ["sandbox", "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("npx orgtrail sandbox --keep");
    expect(stdout).toContain("Exit codes: 0 deployed; 1");
  });

  test("refuses what it does not know", () => {
    const { code, stderr } = runProgram(ORGTRAIL, ["sandbox", "--kep"]);
    expect(code).toBe(2);
    expect(stderr).toContain("error: unknown option '--kep'");
    expect(stderr).toContain("(orgtrail sandbox --help says more)");
  });

  test("reports the faults of a configuration before it starts anything", () => {
    const { code, stdout, stderr } = runProgram(ORGTRAIL, ["sandbox"], { ORGTRAIL_CONFIG: "no-such-folder" });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("no-such-folder/organization.yaml");
    expect(stderr).not.toContain("starting the AWS emulator");
  });

  test("says what to install where there is no Terraform", () => {
    const { code, stderr } = runProgram(ORGTRAIL, ["sandbox", "--check"], {
      PATH: "/nowhere",
      ORGTRAIL_TERRAFORM: "",
    });
    expect(code).toBe(2);
    expect(stderr).toContain(
      "there is neither terraform nor tofu on the PATH; install Terraform or OpenTofu, 1.10.0",
    );
  });

  test("says which program ORGTRAIL_TERRAFORM names, where there is none", () => {
    const { code, stderr } = runProgram(ORGTRAIL, ["sandbox", "--check"], {
      ORGTRAIL_TERRAFORM: "/nowhere/terraform",
    });
    expect(code).toBe(2);
    expect(stderr).toContain("ORGTRAIL_TERRAFORM names /nowhere/terraform, which is not there");
  });

  test.each([
    [
      "says which Node.js the framework needs, where this one is older",
      '{ "engines": { "node": ">=99.1.0" } }',
      true,
    ],
    ["asks nothing of a package that says nothing", '{ "engines": null }', false],
    ["asks nothing of a package that is none", "{", false],
  ])("%s", (_, manifest, isRefused) => {
    inTemporaryFolder((folder) => {
      for (const name of ["config", "cdktf.json"]) {
        cpSync(join(ROOT, name), join(folder, name), { recursive: true });
      }
      const modules = join(folder, "node_modules");
      for (const name of [".bin", "cdktn-cli/bin"]) mkdirSync(join(modules, name), { recursive: true });
      writeFileSync(join(modules, "cdktn-cli", "package.json"), manifest);
      writeFileSync(join(modules, "cdktn-cli", "bin", "cdktn"), "");
      symlinkSync("../cdktn-cli/bin/cdktn", join(modules, ".bin", "cdktn"));
      const { code, stderr } = runProgram(
        ORGTRAIL,
        ["sandbox", "--check"],
        { PATH: "/nowhere", ORGTRAIL_TERRAFORM: "" },
        folder,
      );
      expect(code).toBe(2);
      const said = "cdktn needs Node.js 99.1.0 or later, and this is ";
      expect(stderr).toContain(isRefused ? said : "there is neither terraform nor tofu");
    });
  });
});
