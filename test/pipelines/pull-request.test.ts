import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Repository } from "../tools/affected/repository";
import { Clone, STEPS_RUN, type Ran } from "./clone";
import { BLOCKED_PLAN, harmlessPlan } from "./plans";
import { RUN_STEPS } from "./workflows";

jest.setTimeout(120_000);

const FILE = "orgtrail-pull-request.yml";

afterAll(() => {
  Repository.deleteAll();
});

describe("a pull request that edits one team", () => {
  let clone: Clone;
  const artifact = (name: string, file: string): void => {
    mkdirSync(join(clone.folder, "artifacts", name), { recursive: true });
    cpSync(join(clone.folder, file), join(clone.folder, "artifacts", name, file));
  };
  const verdict = (check: string, plan: string): Ran =>
    clone.step(`${FILE} verdict: Verdict`, { CHECK: check, PLAN: plan });

  beforeAll(() => {
    clone = new Clone();
    clone.edit("config/teams/payments.yaml", "buckets: [", "buckets: [acme-payments-archive, ");
  });

  it("is checked and proven, and has one stack to plan", () => {
    expect(clone.step(`${FILE} check: npm ci`).code).toBe(0);
    expect(clone.step(`${FILE} check: Check the configuration`).code).toBe(0);
    expect(clone.step(`${FILE} check: Prove who can touch the logs`).code).toBe(0);
    const { code, outputs } = clone.step(`${FILE} check: Name the stacks that differ`);
    expect(code).toBe(0);
    expect(JSON.parse(outputs["groups"] ?? "")).toEqual({ include: [{ stacks: "team-payments" }] });
    artifact("affected", "affected.json");
  });

  const plan = (plans: Readonly<Record<string, unknown>>): Ran => {
    const ran = clone.step(`${FILE} plan: Plan`, { STACKS: "team-payments" }, { plans });
    rmSync(join(clone.folder, "artifacts", "report-0"), { recursive: true, force: true });
    artifact("report-0", "report.json");
    return ran;
  };

  it("is planned, and may be merged where the plan is fine", () => {
    expect(clone.step(`${FILE} plan: npm ci`).code).toBe(0);
    expect(plan({ "team-payments": harmlessPlan() }).code).toBe(0);
    expect(clone.step(`${FILE} verdict: npm ci`).code).toBe(0);
    const { code, summary } = verdict("success", "success");
    expect(code).toBe(0);
    expect(summary).toMatch(/^<!-- orgtrail plan -->\n/);
    expect(summary.match(/<!-- orgtrail plan -->/g)).toHaveLength(1);
    expect(summary).toContain(
      "| `team-payments` | payments-production 444444444444 | eu-west-1 | Fine | 1 created |",
    );
    expect(clone.read("comment.md")).toBe(summary);
  });

  it("is planned, and may not be merged where the plan is blocked", () => {
    expect(plan({ "team-payments": BLOCKED_PLAN }).code).toBe(0);
    const { code, summary } = verdict("success", "success");
    expect(code).toBe(1);
    expect(summary).toContain("logging-stopped");
  });

  it("may not be merged where a stack could not be planned: the report says why", () => {
    expect(plan({ "team-payments": "fails" }).code).toBe(1);
    const { code, summary } = verdict("success", "failure");
    expect(code).toBe(1);
    expect(summary).toContain("Access denied");
    expect(summary).toContain("Not every stack was planned");
  });

  it("may not be merged where no job came as far as a report", () => {
    rmSync(join(clone.folder, "artifacts", "report-0"), { recursive: true });
    const { code, summary } = verdict("success", "failure");
    expect(code).toBe(1);
    expect(summary).toMatch(/^<!-- orgtrail plan -->\n### Not planned\n/);
  });

  it("may not be merged where the checks failed", () => {
    const { code, summary } = verdict("failure", "skipped");
    expect(code).toBe(1);
    expect(summary).toContain("The job `check` says what is wrong.");
  });

  it("may not be merged from a fork, which has no credentials: the status says what to do", () => {
    const { code, summary } = verdict("success", "skipped");
    expect(code).toBe(1);
    expect(summary).toContain("Stacks differ: 1. This pull request comes from a fork or from Dependabot");
  });
});

describe("a pull request", () => {
  it("that edits documentation alone has nothing to plan, and may be merged, from a fork as well", () => {
    const clone = new Clone();
    clone.edit("modules/team-trail/README.md", "\n", "\nMore words.\n");
    const { outputs } = clone.step(`${FILE} check: Name the stacks that differ`);
    expect(JSON.parse(outputs["groups"] ?? "")).toEqual({ include: [] });
    const { code, stdout } = clone.bash(
      "mkdir -p artifacts/affected && cp affected.json artifacts/affected && CHECK=success PLAN=skipped bash examples/pipelines/verdict.sh artifacts",
    );
    expect(stdout).toMatch(/^<!-- orgtrail plan -->\n### Nothing to plan\n/);
    expect(code).toBe(0);
  });

  it("that removes a team says what becomes of its stack", () => {
    const clone = new Clone();
    clone.repository.remove("config/teams/payments.yaml");
    clone.repository.commit("no payments");
    clone.step(`${FILE} check: Name the stacks that differ`);
    const { code, stdout } = clone.bash(
      "mkdir -p artifacts/affected artifacts/report-0 && cp affected.json artifacts/affected && npx orgtrail plan log-archive --json >artifacts/report-0/report.json && CHECK=success PLAN=success bash examples/pipelines/verdict.sh artifacts",
    );
    expect(stdout).toContain("### Removed\n");
    expect(stdout).toContain("\n- `team-payments`\n");
    expect(code).toBe(0);
  });

  it("whose configuration has faults fails its check, and names no stack", () => {
    const clone = new Clone();
    clone.edit("config/organization.yaml", "homeRegion: us-east-1", "homeRegion: nowhere");
    expect(clone.step(`${FILE} check: Check the configuration`).code).toBe(1);
    const { code, outputs } = clone.step(`${FILE} check: Name the stacks that differ`);
    expect(code).toBe(1);
    expect(outputs).toEqual({});
  });
});

describe("the comment", () => {
  const COMMENTS = "repos/acme/audit-log/issues/7/comments";
  const comment = (comments: readonly unknown[]): readonly unknown[] => {
    const clone = new Clone();
    clone.repository.write({ "comment.md": "<!-- orgtrail plan -->\nnew" });
    const { code, written } = clone.step(
      `${FILE} comment: Comment once, and keep that comment up to date`,
      { GH_TOKEN: "t", NUMBER: "7" },
      { github: { [COMMENTS]: comments } },
    );
    expect(code).toBe(0);
    return written;
  };
  const bot = { login: "github-actions[bot]" };
  const fields = { body: "<!-- orgtrail plan -->\nnew" };

  it("is written where there is none, whatever others have written", () => {
    const others = [
      { id: 1, user: bot, body: "Coverage: 100 %" },
      { id: 2, user: { login: "mallory" }, body: "<!-- orgtrail plan -->\nAll fine." },
    ];
    expect(comment(others)).toEqual([{ method: "POST", path: COMMENTS, fields }]);
  });

  it("is brought up to date where there is one", () => {
    const found = [{ id: 3, user: bot, body: "<!-- orgtrail plan -->\nold" }];
    expect(comment(found)).toEqual([
      { method: "PATCH", path: "repos/acme/audit-log/issues/comments/3", fields },
    ]);
  });
});

test("every command of the workflow was run", () => {
  const steps = RUN_STEPS.map(({ title }) => title).filter((title) => title.startsWith(FILE));
  expect(steps.filter((title) => !STEPS_RUN.has(title))).toEqual([]);
});
