import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "../support/run";
import { DOT_GITHUB, GITHUB, RUN_STEPS, WORKFLOWS, type Step } from "./workflows";
import { workflowFaults } from "./workflow-parser";

const INSTALL = "npm ci --ignore-scripts";

const PULL_REQUEST = "orgtrail-pull-request.yml";

const text = (file: string): string => WORKFLOWS.find((workflow) => workflow.file === file)?.text ?? "";

const everyStep: readonly (Step & { readonly at: string })[] = WORKFLOWS.flatMap(({ file, jobs }) =>
  Object.entries(jobs).flatMap(([job, { steps = [] }]) =>
    steps.map((step) => ({ ...step, at: `${file} ${job}` })),
  ),
);

describe("GitHub's own parser", () => {
  it.each(WORKFLOWS)("finds no fault in $file", async ({ file, text: content }) => {
    expect(await workflowFaults(file, content, GITHUB)).toEqual([]);
  });

  it.each([
    [
      "a key that is none",
      PULL_REQUEST,
      "runs-on: ubuntu-24.04",
      "runs_on: ubuntu-24.04",
      "Unexpected value 'runs_on'",
    ],
    [
      "a function that is none",
      PULL_REQUEST,
      "fromJSON(needs",
      "fromJSN(needs",
      "Unrecognized function: 'fromJSN'",
    ],
    [
      "a job that is not there",
      PULL_REQUEST,
      "needs: check\n",
      "needs: chekc\n",
      "depends on unknown job 'chekc'",
    ],
    ["a permission that is none", PULL_REQUEST, "contents: read", "contents: all", "Unexpected value 'all'"],
    [
      "an event that is none",
      PULL_REQUEST,
      "  pull_request:\n",
      "  pull_requests:\n",
      "Unexpected value 'pull_requests'",
    ],
    [
      "an input that a called workflow does not take",
      "orgtrail-deploy.yml",
      "      stack: log-archive\n",
      "      stacks: log-archive\n",
      "Invalid input, stacks is not defined",
    ],
    [
      "an input that a called workflow lacks",
      "orgtrail-deploy.yml",
      "      stack: log-archive\n",
      "",
      "Input stack is required",
    ],
  ])("finds %s", async (_name, file, from, to, fault) => {
    expect(text(file)).toContain(from);
    const faults = await workflowFaults(file, text(file).replace(from, to), GITHUB);
    expect(faults.join("\n")).toContain(fault);
  });
});

describe("a workflow", () => {
  it("pins every action by the hash of a commit, and says its version", () => {
    const lines = WORKFLOWS.flatMap((workflow) => workflow.text.split("\n")).filter((line) =>
      line.includes("uses:"),
    );
    const actions = lines.filter((line) => !line.includes("uses: ./"));
    expect(actions.length).toBeGreaterThan(20);
    for (const line of actions) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    // One version of each action: an update changes all its lines.
    const pinned = new Set(actions.map((line) => line.trim().replace(/^- /, "")));
    expect(new Set([...pinned].map((line) => line.split("@")[0])).size).toBe(pinned.size);
  });

  it("has no permission by default, and each job those that it needs", () => {
    // A workflow without permissions of its own gets those of the repository's settings: the schema asks for `{}`.
    const permissions = Object.fromEntries(
      WORKFLOWS.flatMap(({ file, jobs }) =>
        Object.entries(jobs).map(([job, each]) => [
          `${file} ${job}`,
          Object.entries(each.permissions).map(([name, access]) => `${name}:${access}`),
        ]),
      ),
    );
    const called = ["actions:read", "contents:read", "id-token:write", "pull-requests:read"];
    expect(permissions).toEqual({
      "orgtrail-pull-request.yml check": ["contents:read"],
      "orgtrail-pull-request.yml plan": ["contents:read", "id-token:write"],
      "orgtrail-pull-request.yml verdict": ["contents:read"],
      "orgtrail-pull-request.yml comment": ["pull-requests:write"],
      "orgtrail-deploy.yml affected": ["contents:read", "actions:read"],
      "orgtrail-deploy.yml event-bus": called,
      "orgtrail-deploy.yml log-archive": called,
      "orgtrail-deploy.yml archives": called,
      "orgtrail-deploy.yml management": called,
      "orgtrail-deploy.yml security": called,
      "orgtrail-deploy.yml teams": called,
      "orgtrail-deploy-stack.yml plan": called,
      "orgtrail-deploy-stack.yml apply": ["contents:read", "id-token:write"],
      "orgtrail-drift.yml drift": ["contents:read", "id-token:write"],
      "orgtrail-drift.yml issue": ["issues:write"],
    });
  });

  it("takes nothing from outside into a script: a title of a pull request is no command", () => {
    for (const { title, run } of RUN_STEPS) expect([title, run.includes("${{")]).toEqual([title, false]);
  });

  it("leaves no token in the checkout", () => {
    const checkouts = everyStep.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.length).toBeGreaterThan(5);
    for (const step of checkouts) expect(step.with?.["persist-credentials"]).toBe(false);
  });

  it("uses no secret", () => {
    for (const { text: content } of WORKFLOWS) expect(content).not.toContain("secrets.");
  });

  it("never runs for a fork with the rights of this repository", () => {
    const events = Object.fromEntries(WORKFLOWS.map(({ file, on }) => [file, Object.keys(on)]));
    expect(events).toEqual({
      "orgtrail-pull-request.yml": ["pull_request"],
      "orgtrail-deploy.yml": ["push", "workflow_dispatch"],
      "orgtrail-deploy-stack.yml": ["workflow_call"],
      "orgtrail-drift.yml": ["schedule", "workflow_dispatch"],
    });
    const jobs = WORKFLOWS.find(({ file }) => file === PULL_REQUEST)?.jobs ?? {};
    const own = "github.event.pull_request.head.repo.full_name == github.repository";
    const guarded = Object.entries(jobs).filter(([, job]) => job.if?.includes(own));
    const writing = Object.entries(jobs).filter(([, job]) =>
      Object.values(job.permissions).includes("write"),
    );
    expect(guarded.map(([name]) => name)).toEqual(["plan", "comment"]);
    expect(writing.map(([name]) => name)).toEqual(["plan", "comment"]);
  });

  it("gives credentials of AWS after the packages are installed, and those that deploy in an environment alone", () => {
    for (const { file, jobs } of WORKFLOWS) {
      for (const [name, { environment, steps = [] }] of Object.entries(jobs)) {
        const at = steps.findIndex(({ uses }) => uses?.startsWith("aws-actions/"));
        if (at === -1) continue;
        expect(steps.findIndex(({ run }) => run === INSTALL)).toBeLessThan(at);
        const role = steps[at]?.with?.["role-to-assume"];
        const deploys = `${file} ${name}` === "orgtrail-deploy-stack.yml apply";
        expect(role).toBe(`\${{ vars.${deploys ? "ORGTRAIL_DEPLOY_ROLE" : "ORGTRAIL_PLAN_ROLE"} }}`);
        expect(environment).toBe(deploys ? "${{ inputs.environment }}" : undefined);
      }
    }
  });

  it("runs no script of a package while it is installed: the job may ask for a token from its start", () => {
    const installing = everyStep.filter(({ run }) => run?.includes("npm"));
    expect(installing.filter(({ run }) => run === INSTALL)).toHaveLength(7);
    for (const { run } of installing) expect(run).not.toMatch(/npm (ci|i|install)(?! --ignore-scripts$)\b/m);
  });

  it("deploys in the order in which one stack needs the other", () => {
    const deploy = WORKFLOWS.find(({ file }) => file === "orgtrail-deploy.yml");
    const needs = Object.fromEntries(
      Object.entries(deploy?.jobs ?? {}).map(([name, job]) => [name, [job.needs ?? []].flat()]),
    );
    expect(needs).toEqual({
      affected: [],
      "event-bus": ["affected"],
      "log-archive": ["affected", "event-bus"],
      archives: ["affected", "event-bus", "log-archive"],
      management: ["affected", "event-bus", "log-archive", "archives"],
      security: ["affected", "event-bus", "log-archive", "archives", "management"],
      teams: ["affected", "event-bus", "log-archive", "archives", "management", "security"],
    });
  });
});

describe("what is copied beside the workflows", () => {
  const read = (file: string): string => readFileSync(join(DOT_GITHUB, file), "utf8");

  it("is all of .github, by the command in the docs", () => {
    expect(readdirSync(DOT_GITHUB).sort()).toEqual(["CODEOWNERS", "dependabot.yml", "workflows"]);
    const [, command = ""] =
      /^\$ (.*examples\/pipelines\/github.*)$/m.exec(
        readFileSync(join(ROOT, "docs", "pull-requests.md"), "utf8"),
      ) ?? [];
    const clone = mkdtempSync(join(tmpdir(), "orgtrail-copied-"));
    cpSync(DOT_GITHUB, join(clone, "examples", "pipelines", "github"), { recursive: true });
    execFileSync("bash", ["-ec", command], { cwd: clone });
    const copied = readdirSync(join(clone, ".github"), { recursive: true, encoding: "utf8" }).sort();
    rmSync(clone, { recursive: true });
    const files = WORKFLOWS.map(({ file }) => join("workflows", file));
    expect(copied).toEqual(["CODEOWNERS", "dependabot.yml", "workflows", ...files].sort());
  });

  it("has owners review all that runs, judges and accepts, and no data of teams", () => {
    const rules = read("CODEOWNERS")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => line.split(/\s+/).filter((word) => word !== ""));
    // The last that matches counts: GitHub's patterns are those of .gitignore, of which these two kinds are used.
    const ownersOf = (path: string): readonly string[] => {
      const matching = rules.filter(([pattern = ""]) => pattern === "*" || `/${path}`.startsWith(pattern));
      return matching.at(-1)?.slice(1) ?? [];
    };
    for (const [pattern] of rules) expect(pattern).toMatch(/^(\*|\/[\w/]+\/)$/);
    for (const path of [
      ...[
        ".github/workflows/orgtrail-pull-request.yml",
        ".github/CODEOWNERS",
        "examples/pipelines/verdict.sh",
      ],
      ...[
        "tools/plan/plan.ts",
        "stacks/app.ts",
        "modules/trail/trail.ts",
        "package.json",
        "package-lock.json",
      ],
      ...["cdktf.json", "config/organization.yaml"],
    ]) {
      expect([path, ownersOf(path)]).toEqual([path, ["@acme/security"]]);
    }
    expect(ownersOf("config/teams/payments.yaml")).toEqual([]);
  });

  it("keeps actions up to date, by their hashes", () => {
    expect(parse(read("dependabot.yml"))).toMatchObject({
      version: 2,
      updates: [{ "package-ecosystem": "github-actions", directory: "/", schedule: { interval: "weekly" } }],
    });
  });
});
