import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Repository } from "../tools/affected/repository";
import { Clone, STEPS_RUN, type Ran } from "./clone";
import { BLOCKED_PLAN, harmlessPlan } from "./plans";
import { RUN_STEPS } from "./workflows";

jest.setTimeout(600_000);

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
    expect(clone.step(`${FILE} check: npm ci --ignore-scripts`).code).toBe(0);
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
    expect(clone.step(`${FILE} plan: npm ci --ignore-scripts`).code).toBe(0);
    expect(plan({ "team-payments": harmlessPlan() }).code).toBe(0);
    expect(clone.step(`${FILE} verdict: npm ci --ignore-scripts`).code).toBe(0);
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
  });

  it("may not be merged where a job did not come to its end, were its report fine", () => {
    expect(plan({}).code).toBe(0);
    const { code, stderr } = verdict("success", "cancelled");
    expect(code).toBe(1);
    expect(stderr).toContain("Not every job `plan` has succeeded");
  });

  it("may not be merged where no job came as far as a report, or left an empty one: its stacks are told", () => {
    const lacking = "### Error: 1 stack without a report\n\n**Without a report:** `team-payments` (";
    clone.repository.write({ "artifacts/report-0/report.json": "" });
    for (const result of ["failure", "success"]) {
      const { code, summary } = verdict("success", result);
      expect(code).toBe(1);
      expect(summary).toContain(`<!-- orgtrail plan -->\n${lacking}`);
    }
    rmSync(join(clone.folder, "artifacts", "report-0"), { recursive: true });
    expect(verdict("success", "failure").summary).toContain(lacking);
  });

  it("may not be merged where a report cannot be read", () => {
    clone.repository.write({ "artifacts/report-0/report.json": "{}" });
    const { code, summary, stderr } = verdict("success", "success");
    expect(code).toBe(1);
    expect(summary).toMatch(/^<!-- orgtrail plan -->\n### Not planned\n\nThe reports/);
    expect(stderr).toContain("is no report of orgtrail plan");
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
    expect(stdout).toBe("<!-- orgtrail plan -->\n### Fine: no stack to plan\n");
    expect(code).toBe(0);
  });

  it("that removes a team says what becomes of its stack", () => {
    const clone = new Clone();
    clone.repository.remove("config/teams/payments.yaml");
    clone.repository.commit("no payments");
    clone.step(`${FILE} check: Name the stacks that differ`);
    const { code, stdout } = clone.bash(
      [
        "mkdir -p artifacts/affected artifacts/report-0 && cp affected.json artifacts/affected",
        "npx orgtrail plan $(npx orgtrail affected --base HEAD^ --names) --json >artifacts/report-0/report.json",
        "CHECK=success PLAN=success bash examples/pipelines/verdict.sh artifacts",
      ].join("\n"),
    );
    expect(stdout).toContain("**Removed:** `team-payments` (payments-production 444444444444). ");
    expect(stdout).toMatch(/### To review: \d stacks? fine, 1 stack removed\n/);
    expect(code).toBe(0);
  });

  it("that removes four thousand stacks has a comment that GitHub takes", () => {
    const clone = new Clone();
    const removed = Array.from({ length: 4_000 }, (_, index) => ({
      ...{ stack: `team-${index}`, account: `team-${index}-production`, accountId: "444444444444" },
      ...{ region: "eu-west-1", change: "removed" },
    }));
    clone.repository.write({
      "artifacts/affected/affected.json": JSON.stringify({ stacks: removed, matrix: { include: [] } }),
    });
    const { code, summary } = clone.step(`${FILE} verdict: Verdict`, { CHECK: "success", PLAN: "skipped" });
    expect(code).toBe(0);
    expect(summary.length).toBeLessThanOrEqual(65_536);
    expect(summary).toContain("### To review: 4,000 stacks removed");
    expect(summary).toContain("and 3,900 more");
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
  const NEW = "<!-- orgtrail plan -->\nnew";
  const comment = (comments: readonly unknown[], body = NEW): readonly unknown[] => {
    const clone = new Clone();
    if (body !== "") clone.repository.write({ "comment.md": body });
    const { code, written } = clone.step(
      `${FILE} comment: Comment once, and keep that comment up to date`,
      { GH_TOKEN: "t", NUMBER: "7" },
      { github: { [COMMENTS]: comments } },
    );
    expect(code).toBe(0);
    return written;
  };
  const bot = { login: "github-actions[bot]" };
  const fields = { body: NEW };

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

  it("says that there is no report, where there is none: an old one does not stay", () => {
    const found = [{ id: 3, user: bot, body: "<!-- orgtrail plan -->\n### Fine" }];
    expect(comment(found, "")).toEqual([
      {
        method: "PATCH",
        path: "repos/acme/audit-log/issues/comments/3",
        fields: {
          body: "<!-- orgtrail plan -->\n### Not planned\n\nThe job `orgtrail verdict` has made no report: its log says why.\n",
        },
      },
    ]);
  });
});

test("every command of the workflow was run", () => {
  const steps = RUN_STEPS.map(({ title }) => title).filter((title) => title.startsWith(FILE));
  expect(steps.filter((title) => !STEPS_RUN.has(title))).toEqual([]);
});
