import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `orgtrail prove` as a user does. */
function prove(...args: readonly string[]): Outcome {
  const options = { cwd: ROOT, encoding: "utf8", stdio: "pipe" } as const;
  try {
    const stdout = execFileSync("node", ["tools/cli/orgtrail.cjs", "prove", ...args], options);
    return { code: 0, stdout, stderr: "" };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { code: status, stdout, stderr };
  }
}

describe("orgtrail prove", () => {
  let folder = "";
  const own = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "prove-"))));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("finds the reference organization as it should be", () => {
    const { code, stdout } = prove();
    expect(stdout).toMatch(
      /^\d{5} requests of \d{3} rows: all got the verdict expected; \d+ rows are about nothing/,
    );
    expect(code).toBe(0);
  });

  it("fails on a request of the user's own, and names the statement that decided", () => {
    const file = own(
      "own.yaml",
      [
        "about: Own.",
        "requests:",
        "  - { name: the SIEM reads, on: organizationBucket, principal: 'arn:aws:iam::333333333333:role/Siem', can: read, expect: allowed, why: It collects logs. }",
        "  - { name: the administrator tidies up, on: organizationBucket, principal: administrator, action: s3:DeleteObject, resource: logFile, expect: allowed, why: Storage costs. }",
        "  - { name: nobody but break-glass deletes, on: logBuckets, principal: everybody, except: 'arn:aws:iam::222222222222:role/BreakGlass', can: delete, expect: denied, why: Our rule. }",
      ].join("\n"),
    );
    const { code, stdout } = prove("--no-built-in", "--requests", file);
    expect(code).toBe(1);
    expect(stdout).toContain("FAILED the SIEM reads\n  expected: allowed. It collects logs.\n");
    expect(stdout).toContain(
      "statement  DenyDeleteWithoutMfa of the policy of the log bucket of the organization",
    );
    expect(stdout).toContain("requests of 3 rows: 2 failed");
    // eslint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/\u001b/);

    const json = prove("--no-built-in", "--json", "--requests", file);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      rows: 3,
      failed: 2,
      failures: [
        {
          request: "the SIEM reads",
          can: "read",
          action: "s3:GetObject",
          expected: "allowed",
          got: "implicitly denied",
          of: "log bucket of the organization",
        },
        {
          request: "the administrator tidies up",
          got: "explicitly denied",
          statement: "DenyDeleteWithoutMfa",
        },
      ],
    });
  });

  it("says all that is wrong with its input at once, and asks nothing", () => {
    const file = own("bad.yaml", "about: Bad.\nrequests:\n  - { name: x, on: buckets, principal: admin }\n");
    const { code, stdout, stderr } = prove("--config", folder, "--requests", file, join(folder, "none.yaml"));
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("orgtrail: nothing was proven\n");
    expect(stderr).toContain("organization.yaml:1:1: is missing");
    expect(stderr).toContain("requests[0].on: is not one of the values allowed");
    expect(stderr).toContain("requests[0].principal: is nobody known");
    expect(stderr).toContain("none.yaml:1:1: cannot be read");
    expect(stderr).not.toContain("    at ");
  });

  it("refuses unknown options, and explains itself", () => {
    expect(prove("--request").code).toBe(2);
    expect(prove("--help").stdout).toContain("Examples:\n  npx orgtrail prove\n");
  });
});
