import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { PlanReport } from "../../../tools/plan";
import { ROOT, runProgram, SYNTHESIZED_FROM, type Run } from "../../support/run";
import { GIT_ENVIRONMENT, Repository } from "../affected/repository";
import { planJson } from "./plan-json";
import { standIn } from "./stand-in";

const TRAIL = "aws_cloudtrail.organization_trail_84076F6C";

const VERSIONING = "aws_s3_bucket_versioning.logs_versioning_D098ADCD";

/** What the stand-in for Terraform shows of a plan, by stack. */
const PLANS: Readonly<Record<string, string>> = {
  "log-archive": planJson({}),
  management: planJson({
    changes: [
      {
        address: TRAIL,
        actions: ["update"],
        before: { name: "t", enable_logging: true, is_multi_region_trail: true },
        after: { name: "t", enable_logging: false, is_multi_region_trail: true },
      },
    ],
    drift: [
      {
        address: TRAIL,
        actions: ["update"],
        before: { name: "t", enable_log_file_validation: true },
        after: { name: "t", enable_log_file_validation: false },
      },
    ],
  }),
  "team-data": planJson({
    changes: [
      {
        address: VERSIONING,
        actions: ["create"],
        after: { bucket: "b", versioning_configuration: [{ status: "Suspended" }] },
        configured: ["bucket", "versioning_configuration"],
      },
      { address: "aws_sns_topic.mine", actions: ["no-op"], before: { name: "a" }, after: { name: "a" } },
    ],
  }),
  "team-payments": planJson({
    changes: [
      { address: "aws_sns_topic.a", actions: ["create"], after: { name: "a" }, configured: ["name"] },
    ],
  }),
};

interface StackJson {
  readonly provider: {
    readonly aws: readonly { readonly assume_role: readonly { readonly role_arn: string }[] }[];
  };
}

describe("orgtrail plan", () => {
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-plan-test-"));
  const file = (name: string): string => join(folder, name);
  const env = (): Readonly<Record<string, string>> => ({
    TMPDIR: file("tmp"),
    ORGTRAIL_TERRAFORM: file("terraform"),
    ORGTRAIL_PROVIDER_MIRROR: folder,
    TF_WORKSPACE: "another",
    TF_CLI_ARGS_plan: "-target=x",
  });
  const orgtrail = (...args: readonly string[]): Run =>
    runProgram("tools/cli/orgtrail.cjs", ["plan", ...args], env());
  const orgtrailIn = (cwd: string, ...args: readonly string[]): Run => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, "tools/cli/orgtrail.cjs"), "plan", ...args],
      { cwd, encoding: "utf8", env: { ...process.env, ...GIT_ENVIRONMENT, ...env() } },
    );
    return { code: status, stdout, stderr };
  };
  const error = (summary: string): string =>
    `${JSON.stringify({ type: "diagnostic", diagnostic: { severity: "error", summary, detail: "See there." } })}\n`;

  beforeAll(() => {
    standIn(folder, PLANS);
    mkdirSync(file("tmp"));
  });

  afterEach(() => {
    for (const name of readdirSync(folder))
      if (/\.(error|slow|keeps)$|^(waiting|calls)$/.test(name)) rmSync(file(name));
    // Nothing stays behind, whatever became of the plan.
    expect(readdirSync(file("tmp")).filter((name) => name.startsWith("orgtrail-plan-"))).toEqual([]);
  });

  afterAll(() => {
    Repository.deleteAll();
    rmSync(folder, { recursive: true });
  });

  it("plans the stacks named, judges them, and says so in three ways", () => {
    const { code, stdout, stderr } = orgtrail(
      "log-archive",
      "management",
      "--markdown",
      file("deep/comment.md"),
      "--out",
      file("out"),
    );
    expect(code).toBe(3);
    expect(stdout).toContain("blocked, by rule logging-stopped");
    expect(stdout).toContain("Blocked: 1 stack blocked, 1 stack fine\n");
    expect(stdout).not.toContain("\u001b");
    expect(stderr).toMatch(/ s {2}management: terraform plan\n/);
    expect(readFileSync(file("deep/comment.md"), "utf8")).toMatch(/^<!-- orgtrail plan -->\n### Blocked: /);

    // What is kept is what was planned, and what is needed to apply it.
    expect(readdirSync(file("out/management")).sort()).toEqual([
      ".terraform.lock.hcl",
      "cdk.tf.json",
      "plan.tfplan",
      "report.json",
    ]);
    const kept = JSON.parse(readFileSync(file("out/management/report.json"), "utf8")) as PlanReport;
    expect(kept).toMatchObject({
      format: 1,
      verdict: "blocked",
      stacks: [{ stack: "management", outcome: "planned" }],
    });

    // The person's TF_ variables are not heard; each stack has a data folder of its own.
    const calls = readFileSync(file("calls"), "utf8").split("\n");
    expect(
      calls.filter((call) => call.startsWith("management ")).map((call) => call.split(" ").slice(1, 4)),
    ).toEqual([
      ["init", "", "management"],
      ["plan", "", "management"],
      ["show", "", "management"],
    ]);
  });

  it.each([
    [[], "OrgTrailPlan"],
    [["--access", "plan"], "OrgTrailPlan"],
    [["--access", "deploy"], "OrgTrailDeploy"],
  ])("has Terraform assume the role asked for: %j", (args, role) => {
    expect(orgtrail("management", "--out", file("out"), ...args).code).toBe(3);
    const { provider } = JSON.parse(readFileSync(file("out/management/cdk.tf.json"), "utf8")) as StackJson;
    expect(provider.aws[0]?.assume_role[0]?.role_arn).toBe(`arn:aws:iam::111111111111:role/${role}`);
  });

  it("compares what is new with what the configuration makes", () => {
    const { stdout } = orgtrail("team-data", "--json");
    const { stacks } = JSON.parse(stdout) as PlanReport;
    const findings = stacks.flatMap((stack) => (stack.outcome === "planned" ? stack.findings : []));
    const unlike = findings.filter(({ address, what }) => address === VERSIONING && what.startsWith("new, "));
    expect(unlike).not.toEqual([]);
  });

  it("tells what was changed outside Terraform when it is asked for", () => {
    const without = JSON.parse(orgtrail("management", "--json").stdout) as PlanReport;
    expect(without).toMatchObject({ drift: false, stacks: [{ drift: [] }] });
    const { stdout } = orgtrail("management", "--json", "--drift");
    const report = JSON.parse(stdout) as PlanReport;
    expect(report).toMatchObject({
      drift: true,
      stacks: [{ drift: [{ address: TRAIL, action: "update" }] }],
    });
    expect(stdout).toContain('"rule": "validation-off"');
  });

  it("tells unasked what is made anew, since Terraform does not find it any more", () => {
    const bucket = { address: "aws_s3_bucket.logs_bucket_72EB60C5", before: { bucket: "acme" } };
    const found = planJson({
      changes: [
        { address: bucket.address, actions: ["create"], after: bucket.before, configured: ["bucket"] },
      ],
      drift: [{ ...bucket, actions: ["delete"] }],
    });
    writeFileSync(file("team-data.json"), found);
    const { stdout } = orgtrail("team-data", "--json");
    writeFileSync(file("team-data.json"), String(PLANS["team-data"]));
    expect(JSON.parse(stdout)).toMatchObject({
      drift: false,
      stacks: [{ drift: [bucket.address].map((address) => ({ address })) }],
    });
    expect(stdout).toContain('"rule": "bucket-destroyed"');
  });

  it("reports a stack that fails as an error, and goes on with the others", () => {
    writeFileSync(file("management.error"), error("Unable to find remote state"));
    const { code, stdout } = orgtrail("log-archive", "management", "team-payments", "--json");
    expect(code).toBe(1);
    const { verdict, stacks } = JSON.parse(stdout) as PlanReport;
    expect(verdict).toBe("error");
    expect(stacks.map(({ stack, outcome }) => [stack, outcome])).toEqual([
      ["log-archive", "planned"],
      ["management", "failed"],
      ["team-payments", "planned"],
    ]);
    expect(stacks[1]).toMatchObject({ step: "plan", message: "Unable to find remote state\nSee there." });
  });

  it("reports a plan that prevent_destroy stops as blocked, with what Terraform says and what it would do", () => {
    writeFileSync(file("team-payments.error"), error("Instance cannot be destroyed"));
    writeFileSync(file("team-payments.keeps"), "");
    const { code, stdout } = orgtrail("team-payments", "--json");
    expect(code).toBe(3);
    const { stacks } = JSON.parse(stdout) as PlanReport;
    expect(stacks).toMatchObject([
      {
        verdict: "blocked",
        refused: "Instance cannot be destroyed\nSee there.",
        changes: [{ address: "aws_sns_topic.a" }],
      },
    ]);
  });

  it("is an error where prevent_destroy stops Terraform before it has a plan", () => {
    writeFileSync(file("team-payments.error"), error("Instance cannot be destroyed"));
    const { code, stdout } = orgtrail("team-payments", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ stacks: [{ outcome: "failed", step: "plan" }] });
  });

  it("plans the stacks that differ from those of a commit, and tells which are gone", () => {
    const repository = Repository.create();
    for (const path of [...SYNTHESIZED_FROM, "config"]) {
      cpSync(join(ROOT, path), join(repository.folder, path), { recursive: true });
    }
    repository.write({ ".gitignore": "node_modules\n" });
    repository.commit("base");
    symlinkSync(join(ROOT, "node_modules"), join(repository.folder, "node_modules"));
    const payments = readFileSync(join(repository.folder, "config/teams/payments.yaml"), "utf8");
    repository.write({ "config/teams/payments.yaml": payments.replace(", acme-payments-statements", "") });
    rmSync(join(repository.folder, "config/teams/data.yaml"));
    const { code, stdout, stderr } = orgtrailIn(repository.folder, "--affected", "--base", "HEAD", "--json");
    const { stacks, removed } = (stdout === "" ? { stacks: stderr } : JSON.parse(stdout)) as PlanReport;
    expect(stacks.map(({ stack }) => stack)).toEqual(["management", "team-payments"]);
    expect(removed).toEqual([
      { stack: "team-data", account: { name: "data-production", id: "555555555555" }, region: "eu-west-1" },
    ]);
    expect(code).toBe(3);
  });

  it("is fine where nothing changes, and makes one report of several", () => {
    expect(orgtrail("log-archive", "--out", file("out")).code).toBe(0);
    expect(orgtrail("management", "--out", file("out")).code).toBe(3);
    const from = ["--from", file("out/log-archive/report.json"), file("out/management/report.json")];
    const { code, stdout } = orgtrail(...from, "--markdown", "-");
    expect(code).toBe(3);
    expect(stdout).toContain("### Blocked: 1 stack blocked, 1 stack fine");
  });

  it("tells of stacks that were to be planned and have no report, and of those that are gone", () => {
    expect(orgtrail("log-archive", "--out", file("out")).code).toBe(0);
    const differs = (stack: string, change: string): object => ({
      ...{ stack, change, account: "a", accountId: "1", region: "r" },
    });
    const expected = (...stacks: readonly object[]): string => {
      writeFileSync(file("affected.json"), JSON.stringify({ stacks }));
      return file("affected.json");
    };
    const from = ["--from", file("out/log-archive/report.json")];
    const comment = ["--markdown", "-", "--marker", "orgtrail drift"];
    const one = differs("log-archive", "changed");
    const lacking = orgtrail(...from, "--expect", expected(one, differs("team-a", "added")), ...comment);
    expect(lacking.code).toBe(1);
    expect(lacking.stdout).toMatch(
      /^<!-- orgtrail drift -->\n### Error: 1 stack without a report, 1 stack fine\n/,
    );
    const gone = orgtrail(...from, "--expect", expected(one, differs("team-b", "removed")), "--json");
    expect(gone.code).toBe(2);
    expect(JSON.parse(gone.stdout)).toMatchObject({
      unplanned: [],
      removed: [{ stack: "team-b", account: { name: "a", id: "1" }, region: "r" }],
    });
    expect(orgtrail("--expect", expected())).toMatchObject({ code: 0, stdout: "\nFine: no stack to plan\n" });
  });

  it("says how to accept what is blocked", () => {
    const { stacks } = JSON.parse(orgtrail("management", "--json").stdout) as PlanReport;
    const today = new Date();
    const [first] = stacks.flatMap((stack) => (stack.outcome === "planned" ? stack.overrides : []));
    expect(first).toMatchObject({ rule: "logging-stopped", stack: "management", resource: TRAIL });
    const days = (Date.parse(String(first?.until)) - today.getTime()) / 86_400_000;
    expect(Math.round(days)).toBeGreaterThanOrEqual(13);
    expect(Math.round(days)).toBeLessThanOrEqual(14);
  });

  it("is an error where a plan leaves something out, and never fine", () => {
    const incomplete = planJson({ complete: false });
    writeFileSync(file("log-archive.json"), incomplete);
    const { code, stdout } = orgtrail("log-archive", "--json");
    writeFileSync(file("log-archive.json"), String(PLANS["log-archive"]));
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: "error",
      stacks: [{ outcome: "failed", step: "show" }],
    });
  });

  it.each([
    [["managment"], "there is no stack managment; did you mean management?"],
    [["--affected"], "--affected needs --base"],
    [["--base", "main"], "--base is for --affected alone"],
    [["management", "--affected", "--base", "main"], "not both"],
    [["management", "--from", "x.json"], "--from and --expect plan nothing"],
    [["--expect", "x.json", "--affected", "--base", "main"], "--from and --expect plan nothing"],
    [["--expect", "package.json"], "package.json is not what orgtrail affected --json wrote"],
    [["management", "--marker", "a --> b"], "Give words of letters and digits."],
    [["--json", "--markdown", "-"], "both print"],
    [["--from", "/nowhere/report.json"], "is not there; correct the path"],
    [["--config", "/nowhere"], "organization.yaml:1:1"],
    [["--parallel", "0"], "Give a whole number, 1 or more."],
    [["--access", "admin"], "Allowed choices are plan, deploy"],
  ])("refuses %j with what is wrong, and plans nothing", (args, message) => {
    const { code, stdout, stderr } = orgtrail(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });

  it("ends with all that it started when it is interrupted", async () => {
    writeFileSync(file("management.slow"), "");
    const child = spawn(process.execPath, ["tools/cli/orgtrail.cjs", "plan", "management"], {
      cwd: ROOT,
      env: { ...process.env, ...env() },
      stdio: "ignore",
    });
    await untilWaiting(child, file("waiting"));
    child.kill("SIGINT");
    const [code] = (await once(child, "exit")) as [number];
    expect(code).toBe(130);
  });
});

async function untilWaiting(child: ChildProcess, file: string): Promise<void> {
  for (let tries = 0; tries < 300 && !existsSync(file); tries += 1) await sleep(100);
  expect(child.exitCode).toBeNull();
}
