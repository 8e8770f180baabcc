import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWithNpmRegistry } from "../publishing/support/requirements";
import { ROOT } from "../support/run";
import { Repository } from "../tools/affected/repository";
import { GitLabProject } from "./gitlab-parser";

jest.setTimeout(600_000);

const FOLDER = join(ROOT, "examples", "pipelines", "gitlab");
const PIPELINE = readFileSync(join(FOLDER, ".gitlab-ci.yml"), "utf8");

const MERGE_REQUEST = { CI_PIPELINE_SOURCE: "merge_request_event", CI_COMMIT_BRANCH: "" };
const ROLE = { ORGTRAIL_PLAN_ROLE: "arn:aws:iam::222222222222:role/acme-pipeline-plan" };
const MAIN = { CI_COMMIT_BRANCH: "main", CI_DEFAULT_BRANCH: "main" };

/** The pipeline that deploys these stacks. */
function deployPipeline(shared: readonly string[], teams: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "deploy-pipeline-"));
  const stack = (name: string): object => ({ stack: name, account: `${name}-account` });
  const file = join(folder, "affected.json");
  writeFileSync(
    file,
    JSON.stringify({
      shared: Object.fromEntries(shared.map((name) => [name, stack(name)])),
      teams: { include: teams.map(stack) },
    }),
  );
  const text = execFileSync(process.execPath, [join(FOLDER, "deploy-pipeline.cjs"), file], {
    encoding: "utf8",
  });
  rmSync(folder, { recursive: true });
  return text;
}

describeWithNpmRegistry("GitLab's JSON Schema and rules", () => {
  let project: GitLabProject;

  beforeAll(async () => {
    project = await GitLabProject.create();
  });

  afterAll(() => {
    Repository.deleteAll();
  });

  it.each([
    ["a merge request", { ...MERGE_REQUEST, ...ROLE }, ["check", "plan", "verdict"]],
    ["a merge request of a fork, which has no role and plans nothing", MERGE_REQUEST, ["check", "verdict"]],
    ["what is merged", { ...MAIN, ...ROLE, CI_PIPELINE_SOURCE: "push" }, ["deployment", "deploy"]],
    ["a schedule", { ...MAIN, ...ROLE, CI_PIPELINE_SOURCE: "schedule" }, ["drift"]],
    ["a branch", { ...MAIN, ...ROLE, CI_PIPELINE_SOURCE: "push", CI_COMMIT_BRANCH: "feature" }, []],
  ])("take the pipeline of %s", async (_name, variables, jobs) => {
    const listed = await project.list(PIPELINE, variables);
    expect(listed.output).toContain("json schema validated");
    expect(listed).toMatchObject({ code: 0, jobs });
  });

  it("take the pipeline that deploys: each stack planned, then applied, in order", async () => {
    const pipeline = deployPipeline(["log-archive", "management"], ["team-a", "team-b"]);
    const { code, output, jobs } = await project.list(pipeline);
    expect(output).toContain("json schema validated");
    expect([code, jobs]).toEqual([
      0,
      ["log-archive", "management", "team-a", "team-b"].flatMap((stack) => [
        `plan ${stack}`,
        `apply ${stack}`,
      ]),
    ]);
    expect(output).toMatch(/plan team-b .*\[apply log-archive,apply management\]/);
    expect(output).toMatch(/apply team-b .* manual .* false .*\[plan team-b\]/);
  });

  it("take the pipeline that has nothing to deploy", async () => {
    const { code, jobs } = await project.list(deployPipeline([], []));
    expect([code, jobs]).toEqual([0, ["nothing to deploy"]]);
  });

  it.each([
    [
      "a key that is none",
      "expire_in: 1 day",
      "expires: 1 day",
      "'expires' property is not expected to be here",
    ],
    ["a stage that is none", "stage: plan", "stage: paln", "stage:paln not found"],
    [
      "a job without commands",
      "  script:\n    - npm run synth",
      "  skript:\n    - npm run synth",
      "must have script",
    ],
  ])("refuse %s", async (_name, from, to, fault) => {
    expect(PIPELINE).toContain(from);
    const { code, output } = await project.list(PIPELINE.replace(from, to), { ...MERGE_REQUEST, ...ROLE });
    expect(code).not.toBe(0);
    expect(output).toContain(fault);
  });
});
