import { onceInARun } from "../support/once";
import { runProgram } from "../support/run";

// The AWS SDK would warn of Node versions that it will leave behind.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

/** For sandboxes in which nobody attaches AWS's own managed policies: the emulator would make all of them, in each account. */
export const WITHOUT_MANAGED_POLICIES = { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: "false" };

/** What is missing, as the sandbox says it; nothing where all is there. What can be downloaded is, and so not twice at once. */
function missing(): string {
  return onceInARun("sandbox", () => {
    const { code, stderr } = runProgram("tools/cli/orgtrail.cjs", ["sandbox", "--check"]);
    return code === 0 ? "" : stderr.trim() || `orgtrail sandbox --check ended with ${String(code)}`;
  });
}

/**
 * Groups tests that need Terraform, its AWS provider and the AWS emulator. Where these are missing, the tests are
 * skipped and say why; with CI set, they fail.
 */
export function describeWithTerraform(title: string, tests: () => void): void {
  const reason = missing();
  if (reason === "") {
    describe(title, tests);
    return;
  }
  if ((process.env["CI"] ?? "") !== "") {
    describe(title, () => {
      test("finds what it needs, because CI is set", () => {
        throw new Error(reason);
      });
    });
    return;
  }
  const [line = ""] = reason.split("\n").filter((text) => text.startsWith("orgtrail"));
  process.stderr.write(`skipped: ${title}: ${line}\n`);
  describe(title, () => {
    test.skip(`skipped: ${line}`, tests);
  });
}
