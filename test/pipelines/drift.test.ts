import { Repository } from "../tools/affected/repository";
import { Clone, STEPS_RUN, type Ran } from "./clone";
import { DRIFTED_PLAN, harmlessPlan } from "./plans";
import { RUN_STEPS } from "./workflows";

jest.setTimeout(600_000);

const FILE = "orgtrail-drift.yml";

let clone: Clone;

beforeAll(() => {
  clone = new Clone();
});

afterAll(() => {
  Repository.deleteAll();
});

describe("drift", () => {
  const drift = (plans: Readonly<Record<string, unknown>>): Ran =>
    clone.step(`${FILE} drift: Look for drift`, {}, { plans });

  it("is found where something was changed by other means, and fails the run", () => {
    expect(clone.step(`${FILE} drift: npm ci --ignore-scripts`).code).toBe(0);
    const { code, outputs, summary } = drift({ "team-payments": DRIFTED_PLAN });
    expect(code).toBe(1);
    expect(outputs).toEqual({ found: "true" });
    expect(summary).toMatch(/^<!-- orgtrail drift -->\n### To review/);
    expect(summary).toContain("aws_cloudtrail.trail was changed in AWS");
    expect(clone.read("issue.md")).toBe(summary);
  });

  it("is not found where nothing was, though something is still to be deployed", () => {
    const { code, outputs } = drift({ "log-archive": harmlessPlan() });
    expect([code, outputs]).toEqual([0, { found: "false" }]);
  });

  it("may be where a stack could not be planned: that is reported as well", () => {
    const { code, outputs, summary } = drift({ "team-payments": "fails" });
    expect([code, outputs]).toEqual([1, { found: "true" }]);
    expect(summary).toContain("Access denied");
  });

  it("is unknown where nothing could be planned at all", () => {
    clone.edit("config/organization.yaml", "homeRegion: us-east-1", "homeRegion: nowhere");
    const { code, outputs } = drift({});
    expect([code, outputs]).toEqual([1, {}]);
  });
});

describe("the issue", () => {
  const ISSUES = "repos/acme/audit-log/issues?state=open&creator=github-actions%5Bbot%5D";
  const OPEN = [
    { number: 4, body: "Coverage fell" },
    { number: 5, body: "<!-- orgtrail drift -->\nold" },
  ];
  const issue = (found: string, open: readonly unknown[]): readonly unknown[] => {
    clone.repository.write({ "issue.md": "new" });
    const { code, written } = clone.step(
      `${FILE} issue: One issue for as long as something drifts`,
      { GH_TOKEN: "t", FOUND: found },
      { github: { [ISSUES]: open } },
    );
    expect(code).toBe(0);
    return written;
  };

  it("is opened when drift is found, brought up to date while it lasts, and closed when it is gone", () => {
    expect(issue("true", OPEN.slice(0, 1))).toEqual([
      {
        method: "POST",
        path: "repos/acme/audit-log/issues",
        fields: { title: "AWS differs from what orgtrail deployed", body: "new" },
      },
    ]);
    const path = "repos/acme/audit-log/issues/5";
    expect(issue("true", OPEN)).toEqual([{ method: "PATCH", path, fields: { body: "new" } }]);
    expect(issue("false", OPEN)).toEqual([
      { method: "PATCH", path, fields: { state: "closed", body: "new" } },
    ]);
    expect(issue("false", [])).toEqual([]);
  });
});

test("every command of the workflow was run", () => {
  const steps = RUN_STEPS.map(({ title }) => title).filter((title) => title.startsWith(FILE));
  expect(steps.filter((title) => !STEPS_RUN.has(title))).toEqual([]);
});
