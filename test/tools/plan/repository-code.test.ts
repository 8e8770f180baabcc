import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlanReport } from "../../../tools/plan";
import { ROOT, SYNTHESIZED_FROM, type Run } from "../../support/run";
import { GIT_ENVIRONMENT, Repository } from "../affected/repository";
import { planJson } from "./plan-json";
import { standIn } from "./stand-in";

jest.setTimeout(60_000);

describe("orgtrail plan, of what the code of a repository makes,", () => {
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-plan-test-"));
  const file = (name: string): string => join(folder, name);
  const orgtrailIn = (cwd: string, ...args: readonly string[]): Run => {
    const env = { ...process.env, ...GIT_ENVIRONMENT };
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, "tools/cli/orgtrail.cjs"), "plan", ...args],
      {
        ...{ cwd, encoding: "utf8" },
        env: { ...env, ORGTRAIL_TERRAFORM: file("terraform"), ORGTRAIL_PROVIDER_MIRROR: folder },
      },
    );
    return { code: status, stdout, stderr };
  };

  beforeAll(() => {
    standIn(folder, { "log-archive": planJson({}) });
  });

  afterAll(() => {
    Repository.deleteAll();
    rmSync(folder, { recursive: true });
  });

  it("tells what no plan shows, and the repository's code or another file says", () => {
    const repository = Repository.create();
    for (const path of [...SYNTHESIZED_FROM, "config"]) {
      cpSync(join(ROOT, path), join(repository.folder, path), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), join(repository.folder, "node_modules"));
    repository.write({
      "orgtrail.ts": `export default (stack: { addOverride(path: string, value: unknown): void }): void => {
        stack.addOverride("terraform.backend.s3.bucket", "evil");
      };`,
    });
    mkdirSync(file("beside/log-archive"), { recursive: true });
    writeFileSync(file("beside/log-archive/x_override.tf.json"), "{}");
    const planned = orgtrailIn(repository.folder, "log-archive", "--json", "--out", file("beside"));
    const [stack] = (JSON.parse(planned.stdout) as PlanReport).stacks;
    const findings = stack?.outcome === "planned" ? stack.findings : [];
    expect(findings.map(({ rule, address }) => `${rule} ${address}`)).toEqual([
      "state-elsewhere terraform.backend",
      "plan-not-known x_override.tf.json",
    ]);
    expect(planned.code).toBe(3);
    const plain = orgtrailIn(ROOT, "log-archive", "--json", "--access", "deploy");
    expect(plain.code).toBe(0);
    expect((JSON.parse(plain.stdout) as PlanReport).stacks[0]).not.toMatchObject({
      fingerprint: stack?.outcome === "planned" ? stack.fingerprint : "",
    });
  });

  it("is an error where the repository's code leaves a stack out, and takes its account from the configuration", () => {
    const other = { stack: "log-archive", account: { name: "x", id: "999999999999" }, region: "x" };
    const repository = Repository.create();
    repository.write({
      "cdktf.json": JSON.stringify({ language: "typescript", app: "node app.cjs" }),
      "app.cjs": `
        const { cpSync } = require("node:fs");
        cpSync("made", process.env.CDKTF_OUTDIR + "/stacks/log-archive", { recursive: true });
        console.log(JSON.stringify({ stacks: [${JSON.stringify(other)}] }));`,
    });
    expect(orgtrailIn(ROOT, "log-archive", "--out", file("made")).code).toBe(0);
    // What stands before the same key again, no parser of JSON tells of.
    const hidden = '{"terraform":{"backend":{"s3":{"bucket":"evil"}}},';
    const own = readFileSync(file("made/log-archive/cdk.tf.json"), "utf8").replace("{", hidden);
    repository.write({ "made/cdk.tf.json": own });
    const asked = [
      "log-archive",
      "management",
      "--json",
      "--out",
      file("twice"),
      "--config",
      join(ROOT, "config"),
    ];
    const { code, stdout } = orgtrailIn(repository.folder, ...asked);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: "error",
      stacks: [
        { stack: "log-archive", account: { name: "logArchive", id: "222222222222" }, verdict: "fine" },
      ],
      unplanned: [{ stack: "management", account: { id: "111111111111" }, region: "us-east-1" }],
    });
    expect(readFileSync(file("twice/log-archive/cdk.tf.json"), "utf8")).not.toContain("evil");
  });
});
