import { terminalReport, type PlanReport } from "../../../tools/plan/report";
import { textOf } from "../../../tools/terminal";
import { failed, finding, planned, report, resource } from "./reports";

const shownReport = (told: PlanReport, colours: boolean): string => textOf(terminalReport(told), colours);

describe("the report in a terminal", () => {
  it("tells what each stack does, then all stacks, then the verdict", () => {
    const text = shownReport(
      report(
        [
          planned("log-archive", {
            verdict: "blocked",
            findings: [
              finding(),
              finding({
                address: "aws_cloudtrail.other",
                accepted: { reason: "moved", until: "2026-12-01" },
              }),
              finding({ rule: "fewer-events", verdict: "review", what: "less is recorded", drift: "undone" }),
            ],
            changes: [
              resource({
                action: "replace",
                attributes: [
                  { path: "bucket", before: "a", after: "b", replaces: true },
                  { path: "names", before: ["x", "y"], after: ["y", "z"], replaces: false },
                  {
                    path: "policy",
                    before: { Statement: [] },
                    after: { Statement: [] },
                    replaces: false,
                    statements: [
                      {
                        statement: "AllowRead",
                        change: "changed",
                        effect: "Allow",
                        parts: [{ part: "Action", added: ["s3:*"], removed: ["s3:GetObject"] }],
                      },
                    ],
                  },
                ],
              }),
            ],
            drift: [resource({ action: "destroy", address: "aws_s3_bucket_policy.logs" })],
            outputs: [{ name: "bucket_name", before: "a", after: "b" }],
          }),
          failed("management", "Error: no state\nlook for it"),
          planned("team-data"),
        ],
        { drift: true },
      ),
      false,
    );
    expect(text).toMatchInlineSnapshot(`
      "log-archive  logArchive 222222222222, us-east-1: blocked, 1 replaced, fingerprint 0123456789ab
        blocked, by rule logging-stopped: Nothing is recorded.
          aws_cloudtrail.trail
            Logging stops.
          aws_cloudtrail.other
            Logging stops.
              Accepted until 2026-12-01: moved
        to review, by rule fewer-events: Nothing is recorded.
          aws_cloudtrail.trail
            Less is recorded.
              Somebody did this in AWS; applying the plan undoes it.
        ~ replace aws_s3_bucket.logs (destroyed first)
          - bucket = "a"  # forces replacement
          + bucket = "b"  # forces replacement
          ~ names:
            - "x"
            + "z"
          ~ policy:
            ~ Allow AllowRead
              - Action: s3:GetObject
              + Action: s3:*
        - output bucket_name = "a"
        + output bucket_name = "b"
        Changed in AWS since the last apply:
        - aws_s3_bucket_policy.logs is gone from AWS

      management  management 111111111111, us-east-1: error
        terraform plan failed:
          Error: no state
          look for it

      Stack        Verdict  Create  Change  Replace  Destroy  Drift
      log-archive  Blocked       0       0        1        0      1
      management   Error         –       –        –        –      –
      team-data    Fine          0       0        0        0      0

      Error: 1 stack could not be planned, 1 stack blocked, 1 stack fine"
    `);
  });

  it("tells of moves and imports, and says how to accept what is blocked", () => {
    const overrides = [
      {
        ...{ rule: "logging-stopped" as const, stack: "management", resource: "aws_cloudtrail.trail" },
        ...{ reason: "TODO", until: "2026-12-11" },
      },
    ];
    const blocked = planned("management", {
      verdict: "blocked",
      findings: [finding()],
      overrides,
      moves: [{ from: "aws_a.a", address: "aws_a.b" }],
      imports: [{ address: "aws_a.c", id: "i-1" }],
    });
    const text = shownReport(report([blocked]), false);
    expect(text).toMatchInlineSnapshot(`
      "management  logArchive 222222222222, us-east-1: blocked, 1 moved, 1 imported, fingerprint 0123456789ab
        blocked, by rule logging-stopped: Nothing is recorded.
          aws_cloudtrail.trail
            Logging stops.
        ~ move aws_a.a to aws_a.b
        + import aws_a.c (it is in AWS: i-1)

      Stack       Verdict  Create  Change  Replace  Destroy
      management  Blocked       0       0        0        0

      If it is meant, add this to organization.yaml in the same change, with the reason and another last day if need be: it is then to be reviewed, and not blocked. No entry lifts what Terraform itself refuses. See docs/verdicts.md.

      acceptedChanges:
        - rule: logging-stopped
          stack: management
          resource: aws_cloudtrail.trail
          reason: TODO # why it is wanted, and who has decided it
          until: 2026-12-11

      Blocked: 1 stack blocked"
    `);
    const many = Array.from({ length: 21 }, (_, index) => ({ ...overrides[0], resource: `aws_a.r${index}` }));
    const cut = shownReport(report([{ ...blocked, overrides: many as typeof overrides }]), false);
    expect(cut).toContain("    resource: aws_a.r19\n");
    expect(cut).not.toContain("aws_a.r20");
    expect(cut).toContain("… and 1 more (--json lists all)");
  });

  it("counts what has no report as an error", () => {
    const unplanned = [{ stack: "team-x", account: { name: "x", id: "1" }, region: "r" }];
    const text = shownReport(report([planned("a")], { unplanned }), false);
    expect(text).toContain("Without a report: team-x. They were to be planned, and nothing reports on them");
    expect(text).toContain("Error: 1 stack without a report, 1 stack fine");
  });

  it("counts what is removed as to review", () => {
    const removed = [{ stack: "team-x", account: { name: "x", id: "1" }, region: "r" }];
    expect(shownReport(report([], { removed }), false)).toContain("To review: 1 stack removed");
    expect(shownReport(report([]), false)).toContain("Fine: no stack to plan");
  });

  it("has colours where they are wanted, and no others", () => {
    const evil = planned("log-archive", {
      changes: [
        resource({
          address: "a.\u001b[31mred\u202e",
          attributes: [{ path: "x", after: "\u001b]0;title\u0007", replaces: false }],
        }),
      ],
    });
    // eslint-disable-next-line no-control-regex
    expect(shownReport(report([evil]), false)).not.toMatch(/[\u001b\u0007\u202e]/);
    const coloured = shownReport(report([evil]), true);
    // eslint-disable-next-line no-control-regex
    expect(coloured.replaceAll(/\u001b\[\d+m/g, "")).not.toMatch(/[\u001b\u0007\u202e]/);
    expect(coloured).toContain("\u001b[33m");
    expect(coloured).not.toContain("\u001b[31m");
  });

  it("shows where long values differ", () => {
    const text = (end: string): string => `${"same ".repeat(200)}${end}${" and more".repeat(100)}`;
    const attributes = [{ path: "query", before: text("old"), after: text("new"), replaces: false }];
    const lines = shownReport(report([planned("a", { changes: [resource({ attributes })] })]), false);
    expect(lines).toMatch(/- query = … [same ]+old and more.*… \(\d+ more characters\)\n/);
    expect(lines).toMatch(/\+ query = … [same ]+new and more.*… \(\d+ more characters\)\n/);
  });

  it("shows fifty stacks, and counts the others", () => {
    const stacks = Array.from({ length: 60 }, (_, index) => planned(`team-${index}`));
    expect(shownReport(report(stacks), false)).toContain("… and 10 more stacks (--json lists all)");
  });
});
