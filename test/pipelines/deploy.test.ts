import { Repository } from "../tools/affected/repository";
import { Clone, STEPS_RUN, type Ran } from "./clone";
import { BLOCKED_PLAN, harmlessPlan, IMPORTING_PLAN, MOVING_PLAN, OUTPUT_PLAN } from "./plans";
import { RUN_STEPS } from "./workflows";

jest.setTimeout(600_000);

const FILE = "orgtrail-deploy.yml";
const STACK_FILE = "orgtrail-deploy-stack.yml";

let clone: Clone;

beforeAll(() => {
  clone = new Clone();
});

afterAll(() => {
  Repository.deleteAll();
});

describe("what is deployed", () => {
  const RUNS = "repos/acme/audit-log/actions/workflows/orgtrail-deploy.yml/runs?branch=main";
  /** Finds the base of a run, after runs that succeeded and any others, the newest first. */
  const base = (succeeded: readonly unknown[], others: readonly unknown[] = [], given = ""): Ran =>
    clone.step(
      `${FILE} affected: Find the last deployment`,
      { GH_TOKEN: "t", BASE: given, BEFORE: "b4" },
      {
        github: {
          [`${RUNS}&status=success&per_page=1`]: { workflow_runs: succeeded },
          [`${RUNS}&per_page=2`]: { workflow_runs: [{ id: 77 }, ...others] },
        },
      },
    );

  it("differs from the last deployment that succeeded, so that none is left out", () => {
    expect(base([{ id: 5, head_sha: "a1" }], [{ id: 5 }]).outputs).toEqual({ base: "a1" });
  });

  it("differs from the commit before the push, where it is the first deployment", () => {
    expect(base([]).outputs).toEqual({ base: "b4" });
  });

  it("is not known where none has succeeded, and others were refused: nothing of theirs is lost", () => {
    const { code, outputs, stdout } = base([], [{ id: 5 }]);
    expect([code, outputs]).toEqual([1, {}]);
    expect(stdout).toContain("::error title=No deployment yet::");
  });

  describe("from a commit that somebody names", () => {
    let commits: readonly string[];

    beforeAll(() => {
      commits = ["first", "second", "third"].map((message) => clone.repository.commit(message));
    });

    it("is all since then, where that is the last deployment or before it", () => {
      const [first = "", second = ""] = commits;
      for (const named of [first, second]) {
        expect(base([{ id: 5, head_sha: second }], [{ id: 5 }], named).outputs).toEqual({ base: named });
      }
    });

    it("is refused where that is after the last deployment: what lies between would never be deployed", () => {
      const [, second = "", third = ""] = commits;
      const { code, outputs, stdout } = base([{ id: 5, head_sha: second }], [{ id: 5 }], third);
      expect([code, outputs]).toEqual([1, {}]);
      expect(stdout).toContain(
        `What differs between ${second}, the last deployment, and ${third} would never`,
      );
    });

    it("is all since then, where none has succeeded, or the last one is not in the history any more", () => {
      const [, , third = ""] = commits;
      expect(base([], [{ id: 5 }], third).outputs).toEqual({ base: third });
      expect(base([{ id: 5, head_sha: "0".repeat(40) }], [], third).outputs).toEqual({ base: third });
    });
  });

  it("is named in the order of deployment, teams apart", () => {
    expect(clone.step(`${FILE} affected: npm ci --ignore-scripts`).code).toBe(0);
    expect(clone.step(`${FILE} affected: Prove who can touch the logs`).code).toBe(0);
    clone.edit("config/organization.yaml", "CostCenter: security", "CostCenter: audit");
    const step = `${FILE} affected: Name the stacks that differ`;
    const { code, outputs } = clone.step(step, { BASE: clone.repository.git("rev-parse", "HEAD^") });
    expect(code).toBe(0);
    const shared = JSON.parse(outputs["shared"] ?? "") as Record<string, { account: string }>;
    const order = Object.keys(shared).filter((name) => ["log-archive", "management"].includes(name));
    expect(order).toEqual(["log-archive", "management"]);
    expect(shared).toMatchObject({
      "log-archive": { account: "logArchive" },
      management: { account: "management" },
    });
    const teams = JSON.parse(outputs["teams"] ?? "") as { include: { stack: string; account: string }[] };
    expect(teams.include.map(({ stack, account }) => [stack, account])).toEqual([
      ["team-data", "data-production"],
      ["team-payments", "payments-production"],
      ["team-platform", "platform-production"],
    ]);
    const lost = clone.step(step, { BASE: "0".repeat(40) });
    expect([lost.code, lost.outputs]).toEqual([1, {}]);
  });
});

describe("a stack", () => {
  const ENVIRONMENT = "repos/acme/audit-log/environments/logArchive";
  const approval = (github: Readonly<Record<string, unknown>>): Ran =>
    clone.step(
      `${STACK_FILE} plan: The environment asks for approval`,
      { GH_TOKEN: "t", ENVIRONMENT: "logArchive" },
      { github },
    );

  it("goes on only where its environment asks for approval", () => {
    const rules = (...types: readonly string[]): Readonly<Record<string, unknown>> => ({
      [ENVIRONMENT]: { protection_rules: types.map((type) => ({ type })) },
    });
    expect(approval(rules("wait_timer", "required_reviewers")).code).toBe(0);
    for (const github of [rules(), rules("wait_timer"), {}]) {
      const { code, stdout } = approval(github);
      expect(code).toBe(1);
      expect(stdout).toContain(
        "The environment logArchive has no required reviewers: add them in Settings, Environments",
      );
    }
  });

  const plan = (plans: Readonly<Record<string, unknown>>): Ran =>
    clone.step(`${STACK_FILE} plan: Plan`, { STACK: "log-archive" }, { plans });

  it("is planned for who approves it", () => {
    expect(clone.step(`${STACK_FILE} plan: npm ci --ignore-scripts`).code).toBe(0);
    const { code, outputs, summary } = plan({ "log-archive": harmlessPlan() });
    expect(code).toBe(0);
    expect(outputs).toEqual({
      changes: "true",
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(summary).toContain(outputs["fingerprint"]?.slice(0, 12));
  });

  it("without changes needs no approval", () => {
    expect(plan({}).outputs).toMatchObject({ changes: "false" });
  });

  it("that only moves in the state, or only has another output, needs approval as any other", () => {
    for (const only of [MOVING_PLAN, IMPORTING_PLAN, OUTPUT_PLAN]) {
      expect(plan({ "log-archive": only }).outputs).toMatchObject({ changes: "true" });
    }
  });

  it("with a blocked plan never gets to who approves, nor one that cannot be planned", () => {
    const blocked = plan({ "log-archive": BLOCKED_PLAN });
    expect([blocked.code, blocked.outputs]).toEqual([3, {}]);
    expect(blocked.summary).toContain("logging-stopped");
    const failed = plan({ "log-archive": "fails" });
    expect([failed.code, failed.outputs]).toEqual([1, {}]);
    expect(failed.summary).toContain("Access denied");
  });

  describe("shows whether its plan is the one that was reviewed", () => {
    const PULLS = "repos/acme/audit-log/commits/0123456789abcdef0123456789abcdef01234567/pulls";
    const COMMENTS = "repos/acme/audit-log/issues/7/comments";
    const FINGERPRINT = "0a1b2c3d4e5f".repeat(6).slice(0, 64);
    const reviewed = (github: Readonly<Record<string, unknown>>): string => {
      const step = `${STACK_FILE} plan: Say whether it is the plan that was reviewed`;
      const { code, summary } = clone.step(
        step,
        { GH_TOKEN: "t", STACK: "log-archive", FINGERPRINT },
        { github },
      );
      expect(code).toBe(0);
      return summary;
    };
    const MARKER = "<!-- orgtrail plan -->";
    const comment = (login: string, line: string, marker = MARKER): readonly unknown[] => [
      { id: 1, user: { login }, body: `${marker}\n### Fine\n\n${line}\n\n</details>\n` },
    ];
    const BOT = "github-actions[bot]";
    const line = `Fingerprint of \`log-archive\`: \`${FINGERPRINT}\``;

    it.each([
      ["the comment of its pull request has its fingerprint", comment(BOT, line), true],
      ["another comment has it, which anybody can write", comment("mallory", line), false],
      ["another workflow's comment has it", comment(BOT, line, "<!-- welcome -->"), false],
      ["it is another stack's", comment(BOT, line.replace("log-archive", "management")), false],
      ["it stands in a value, and not by itself", comment(BOT, `+ name = "${line}"`), false],
      ["it begins alike", comment(BOT, line.replace(/.`$/, "0`")), false],
      ["no comment has it", [], false],
    ])("where %s", (_name, comments, was) => {
      const summary = reviewed({ [PULLS]: [{ number: 7 }], [COMMENTS]: comments });
      expect(summary).toContain(
        was ? "It is the plan that was reviewed in #7" : "Nobody has reviewed this plan yet",
      );
    });

    it("as orgtrail writes it into the comment", () => {
      const plans = { "log-archive": harmlessPlan() };
      const { outputs, summary } = clone.step(
        `${STACK_FILE} plan: Plan`,
        { STACK: "log-archive" },
        { plans },
      );
      expect(summary.split("\n")).toContain(line.replace(FINGERPRINT, String(outputs["fingerprint"])));
    });

    it("where no pull request brought it", () => {
      expect(reviewed({ [PULLS]: [] })).toContain("Nobody has reviewed this plan yet");
    });
  });

  describe("is applied", () => {
    const again = (approved: string, plans: Readonly<Record<string, unknown>>): Ran =>
      clone.step(
        `${STACK_FILE} apply: Plan with the role that deploys`,
        { STACK: "log-archive", APPROVED: approved },
        { plans },
      );
    const approved = (): string => plan({ "log-archive": harmlessPlan() }).outputs["fingerprint"] ?? "";

    it("when the plan is still the one that was approved, and that plan it is", () => {
      expect(clone.step(`${STACK_FILE} apply: npm ci --ignore-scripts`).code).toBe(0);
      expect(again(approved(), { "log-archive": harmlessPlan() }).code).toBe(0);
      const { code, written } = clone.step(`${STACK_FILE} apply: Apply exactly that plan`, {
        STACK: "log-archive",
      });
      expect(code).toBe(0);
      expect(written).toEqual([
        {
          applied: "log-archive",
          role: [
            {
              role_arn: "arn:aws:iam::222222222222:role/OrgTrailDeploy",
              session_name: expect.any(String) as string,
            },
          ],
        },
      ]);
    });

    it("never when the plan has become another one, or blocked", () => {
      const other = again(approved(), { "log-archive": harmlessPlan("another-topic") });
      expect(other.code).toBe(1);
      expect(other.stdout).toContain(
        "::error title=Not the plan that was approved::What log-archive has in AWS has changed",
      );
      expect(again(approved(), { "log-archive": BLOCKED_PLAN }).code).toBe(3);
      expect(again(approved(), { "log-archive": "fails" }).code).toBe(1);
    });
  });
});

test("every command of the workflows was run", () => {
  const steps = RUN_STEPS.map(({ title }) => title).filter((title) => title.startsWith("orgtrail-deploy"));
  expect(steps.filter((title) => !STEPS_RUN.has(title))).toEqual([]);
});
