import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countLine, findingLines, remedyLines } from "../../../tools/bootstrap/report";
import type { Prerequisite, Status } from "../../../tools/bootstrap/findings";
import { textOf } from "../../../tools/terminal";
import { MINIMAL_ORGANIZATION } from "../../support/configurations";
import { runProgram, type Run } from "../../support/run";

const ORGTRAIL = "tools/cli/orgtrail.cjs";
const NOBODY = {
  AWS_ACCESS_KEY_ID: "",
  AWS_SECRET_ACCESS_KEY: "",
  AWS_SESSION_TOKEN: "",
  AWS_PROFILE: "",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_EC2_METADATA_DISABLED: "true",
};

describe.each(["bootstrap", "doctor"])("orgtrail %s", (command) => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "orgtrail-config-"));
    writeFileSync(join(folder, "organization.yaml"), MINIMAL_ORGANIZATION);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const run = (...args: readonly string[]): Run => runProgram(ORGTRAIL, [command, ...args], NOBODY);

  test("says that nobody is signed in", () => {
    const { code, stdout, stderr } = run("--config", folder);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    const nothing = command === "doctor" ? "nothing was looked at" : "nothing was made";
    expect(stderr).toContain(`orgtrail: ${nothing}\n\nthere are no AWS credentials: `);
    expect(stderr).toContain(". Set AWS_PROFILE");
  });

  test("says every fault of the configuration", () => {
    writeFileSync(join(folder, "organization.yaml"), MINIMAL_ORGANIZATION.replace("o-a1b2c3d4e5", "o-1"));
    const { code, stderr } = run("--config", folder);
    writeFileSync(join(folder, "organization.yaml"), MINIMAL_ORGANIZATION);
    expect(code).toBe(2);
    expect(stderr).toContain("organization.yaml:4:7 organization.id: ");
  });

  test("takes the name of a role, and no ARN", () => {
    const { code, stderr } = run("--config", folder, "--role", "arn:aws:iam::1:role/Admin");
    expect(code).toBe(2);
    expect(stderr).toContain("--role");
  });
});

describe("what was found", () => {
  const finding = (status: Status, ...details: readonly string[]): Prerequisite => ({
    account: { name: "logArchive", id: "222222222222" },
    ...{ what: "role OrgTrailDeploy", status, details },
  });
  const remedy = (...statuses: readonly Status[]): string =>
    textOf(
      remedyLines(
        statuses.map((status) => finding(status)),
        "Admin",
        "my config",
      ),
    );

  test("is a table, and a count", () => {
    const findings = [finding("exists"), finding("differs", "trust differs")];
    expect(textOf(findingLines(findings))).toContain(
      "logArchive 222222222222  role OrgTrailDeploy  differs  trust differs",
    );
    expect(textOf([countLine(findings)])).toBe("1 as they should be, 1 otherwise than they should be");
  });

  test("ends with the command that mends it, with the flags that were given", () => {
    expect(remedy("exists")).toBe("");
    expect(remedy("missing")).toContain("npx orgtrail bootstrap --config 'my config' --role Admin");
    expect(remedy("not in state")).not.toContain("--update");
    expect(remedy("differs")).toContain("--role Admin --update");
    expect(remedy("missing", "unusable")).not.toContain("npx");
  });
});
