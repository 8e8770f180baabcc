import { spawnSync } from "node:child_process";
import { onceInARun } from "../../support/once";
import { ROOT, runProgram } from "../../support/run";

/**
 * Groups tests that need something of the machine. Where it is missing, the tests are skipped and say why; with CI
 * set, they fail.
 */
function describeWhere(missing: string | undefined, title: string, tests: () => void): void {
  if (missing === undefined) {
    describe(title, tests);
    return;
  }
  if ((process.env["CI"] ?? "") !== "") {
    describe(title, () => {
      test("finds what it needs, because CI is set", () => {
        throw new Error(missing);
      });
    });
    return;
  }
  process.stderr.write(`skipped: ${title}: ${missing}\n`);
  describe(title, () => {
    test.skip(`skipped: ${missing}`, tests);
  });
}

/** Tests that install from the npm registry that this machine is configured with. */
export function describeWithNpmRegistry(title: string, tests: () => void): void {
  const missing = onceInARun("registry", () => {
    const { status, stderr } = spawnSync(
      "npm",
      ["view", "constructs", "version", "--fetch-retries=0", "--fetch-timeout=10000", "--loglevel=error"],
      { cwd: ROOT, encoding: "utf8" },
    );
    const reason = stderr.split("\n").find((line) => line.includes("error")) ?? "";
    return status === 0 ? "" : `the npm registry does not answer: ${reason}`;
  });
  describeWhere(missing === "" ? undefined : missing, title, tests);
}

/** A test that needs Terraform and the AWS provider beside. Where they are missing it is skipped; with CI set it fails. */
export function testWithTerraform(title: string, work: () => Promise<void>): void {
  const { code, stdout, stderr } = runProgram("test/publishing/support/check-terraform.ts", []);
  if (code === 0 || (process.env["CI"] ?? "") !== "") {
    test(title, work);
    return;
  }
  process.stderr.write(`skipped: ${title}: ${stdout}${stderr}\n`);
  test.skip(`${title} (skipped: ${stdout})`, work);
}
