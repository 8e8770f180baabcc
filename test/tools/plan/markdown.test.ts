import fc from "fast-check";
import { parse } from "yaml";
import { COMMENT_LIMIT, markdownReport, type PlanReport } from "../../../tools/plan/report";
import { block, code, html, prose } from "../../../tools/terminal";
import { failed, finding, planned, report, resource, type PlannedStack } from "./reports";

describe("a comment", () => {
  it("has its marker, then the verdict, then a table, then the stacks", () => {
    const text = markdownReport(
      report([
        planned("team-data"),
        planned("management", {
          verdict: "blocked",
          findings: [
            finding(),
            finding({
              rule: "fewer-events",
              verdict: "review",
              what: "arn:x is left out",
              estimate: "$3 a month",
            }),
          ],
          changes: [resource({ attributes: [{ path: "bucket", before: "a", after: "b", replaces: true }] })],
        }),
      ]),
    );
    expect(text.split("\n").slice(0, 7)).toEqual([
      "<!-- orgtrail plan -->",
      "### Blocked: 1 stack blocked, 1 stack fine",
      "",
      "| Stack | Account | Region | Verdict | Changes |",
      "| --- | --- | --- | --- | --- |",
      "| `management` | logArchive 222222222222 | us-east-1 | **Blocked** | 1 changed |",
      "| `team-data` | logArchive 222222222222 | us-east-1 | Fine | no change |",
    ]);
    expect(text).toContain(
      "<details open><summary><b>management</b>: blocked, 1 changed (logArchive 222222222222, us-east-1)</summary>",
    );
    expect(text).toContain(
      "**Blocked**, by rule `logging-stopped`: Nothing is recorded\\.\n\n- **Logging stops\\.** `aws_cloudtrail.trail`",
    );
    expect(text).toContain("- **arn\\:x is left out\\.** Costs\\: \\$3 a month `aws_cloudtrail.trail`");
    expect(text).toContain(
      '```diff\n! change aws_s3_bucket.logs\n-   bucket = "a"  # forces replacement\n+   bucket = "b"  # forces replacement\n```',
    );
    expect(text).toContain(`\nFingerprint of \`management\`: \`${"0123456789abcdef".repeat(4)}\`\n`);
    expect(text).not.toContain("<b>team-data</b>");
  });

  it("tells what changes in the state alone", () => {
    const moved = planned("a", {
      moves: [{ from: "aws_a.a", address: "aws_a.b" }],
      imports: [{ address: "aws_a.c", id: "i-1" }],
    });
    const text = markdownReport(report([moved]));
    expect(text).toContain("| Fine | 1 moved, 1 imported |");
    expect(text).toContain("```diff\n! move aws_a.a to aws_a.b\n+ import aws_a.c (it is in AWS: i-1)\n```");
  });

  it("tells of stacks that fail, of those that Terraform refuses, and of those that are gone", () => {
    const text = markdownReport(
      report(
        [
          failed("management", "Error: ```no state```"),
          planned("log-archive", {
            verdict: "blocked",
            refused: "Instance cannot be destroyed",
            findings: [finding()],
          }),
        ],
        {
          removed: [{ stack: "team-x", account: { name: "x", id: "1" }, region: "r" }],
          unusedAcceptances: [{ rule: "key-destroyed", stack: "team-y", until: "2026-12-01" }],
          drift: true,
        },
      ),
    );
    expect(text).toContain("### Error: 1 stack could not be planned, 1 stack blocked, 1 stack removed");
    expect(text).toContain("`terraform plan` failed:\n\n````text\nError: ```no state```\n````");
    expect(text).toContain("Terraform refuses this plan:\n\n```text\nInstance cannot be destroyed\n```");
    expect(text).toContain("**Removed:** `team-x` (x 1). Nothing makes these stacks any more");
    expect(text).toContain("accept nothing in this plan: `key-destroyed` in `team-y` (until 2026-12-01).");
    expect(text).toContain(
      "| `management` | management 111111111111 | us-east-1 | **Error** | not planned | – |",
    );
  });
});

const place = (stack: string): PlanReport["removed"][number] => ({
  stack,
  account: { name: "payments-production", id: "444444444444" },
  region: "eu-west-1",
});

const override = (index: number): PlannedStack["overrides"][number] => ({
  ...{ rule: "logging-stopped", stack: "management", resource: `aws_cloudtrail.trail_${index}` },
  ...{ reason: "TODO", until: "2026-12-11" },
});

describe("how to accept what is blocked", () => {
  it("is told once for all stacks, folded, ready to be pasted", () => {
    const blocked = (stack: string, index: number): PlannedStack =>
      planned(stack, { verdict: "blocked", findings: [finding()], overrides: [override(index)] });
    const text = markdownReport(report([blocked("management", 0), blocked("security", 1)]));
    const [, folded = ""] =
      /<details><summary>Is this meant\? How to accept what is blocked<\/summary>\n\n([^]*?)<\/details>/.exec(
        text,
      ) ?? [];
    expect(folded).toContain("docs/verdicts\\.md");
    const [, yaml = ""] = /```yaml\n([^]*?)```/.exec(folded) ?? [];
    expect(parse(yaml)).toEqual({ acceptedChanges: [override(0), override(1)] });
    expect(text.match(/acceptedChanges/g)).toHaveLength(1);
  });

  it("is not told where nothing is blocked", () => {
    expect(markdownReport(report([planned("a", { verdict: "review" })]))).not.toContain("Is this meant");
  });

  it("is told of a hundred, and the others are counted", () => {
    const overrides = (count: number): PlannedStack["overrides"] =>
      Array.from({ length: count }, (_, index) => override(index));
    const text = (count: number): string =>
      markdownReport(
        report([planned("a", { verdict: "blocked", findings: [finding()], overrides: overrides(count) })]),
      );
    expect(text(100)).toContain("trail_99\n");
    expect(text(100)).not.toContain("more:");
    expect(text(101)).not.toContain("trail_100");
    expect(text(101)).toContain("… and 1 more: `npx orgtrail plan <stack>` has all.");
  });
});

/** A report of so many stacks with so many attributes that change. */
function longReport(stacks: number, attributes: number, blocked = 1): PlanReport {
  const changes = [
    resource({
      attributes: Array.from({ length: attributes }, (_, index) => ({
        path: `setting_${index}`,
        before: "before".repeat(4),
        after: "after".repeat(4),
        replaces: false,
      })),
    }),
  ];
  return report(
    Array.from({ length: stacks }, (_, index) =>
      planned(
        `team-${index}`,
        index < blocked ? { changes, verdict: "blocked", findings: [finding()] } : { changes },
      ),
    ),
  );
}

describe("a comment that would be too long", () => {
  it("leaves out more and more, says what, and where the whole is", () => {
    const run = { runUrl: "https://github.com/acme/log/actions/runs/1" };
    const short = markdownReport(longReport(3, 10), run);
    expect(short).not.toContain("leaves out");
    expect(short).toContain("<b>team-2</b>");

    const folded = markdownReport(longReport(100, 20), run);
    expect(folded).toContain("leaves out what changes in the stacks that are fine.**");
    expect(folded).toContain(
      "See [the run](<https://github.com/acme/log/actions/runs/1>) for the whole report",
    );
    expect(folded).toContain("setting_19");
    expect(folded).not.toContain("<b>team-99</b>");

    const findings = markdownReport(longReport(2, 2_000));
    expect(findings).toContain("leaves out the attributes that change");
    expect(findings).toContain("See the output of `orgtrail plan` for the whole report");
    expect(findings).toContain("- **Logging stops\\.**");
    expect(findings).not.toContain("setting_1 ");

    const counts = markdownReport(longReport(2_000, 1, 2_000));
    expect(counts).toContain("leaves out everything but the counts");
    expect(counts).toContain("… and 1,950 more stacks.");
    expect(counts).toContain("### Blocked: 2,000 stacks blocked");
  });

  it("says the verdict at the least", () => {
    const name = "n".repeat(5_000);
    const text = markdownReport(report(Array.from({ length: 40 }, (_, index) => planned(`${name}${index}`))));
    expect(text).toContain("leaves out everything but the verdict");
    expect(text).toContain("### Fine: 40 stacks fine");
  });

  it("uses the limit to the last character, and not one more", () => {
    const text = markdownReport(longReport(3, 10));
    expect(markdownReport(longReport(3, 10), { limit: text.length })).toBe(text);
    expect(markdownReport(longReport(3, 10), { limit: text.length - 1 })).toContain("leaves out");
  });

  it("counts stacks that are gone or without a report, and goes on saying what the others do", () => {
    const places = Array.from({ length: 4_000 }, (_, index) => place(`team-${index}`));
    const text = markdownReport(
      report([planned("a", { changes: [resource()] })], { removed: places, unplanned: places }),
    );
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(text).not.toContain("leaves out");
    expect(text).toContain("! change aws_s3_bucket.logs");
    expect(text).toContain("### Error: 4,000 stacks without a report, 1 stack fine, 4,000 stacks removed");
    expect(text).toContain("**Without a report:** `team-0` (payments-production 444444444444), ");
    expect(text.match(/`team-99` \(payments-production 444444444444\) and 3,900 more\. /g)).toHaveLength(2);
    expect(text).not.toContain("`team-100`");
  });

  it("is never longer than GitHub takes", () => {
    const sizes = fc.tuple(fc.nat(300), fc.nat(300), fc.nat(300), fc.nat(4_000));
    fc.assert(
      fc.property(sizes, ([stacks, attributes, blocked, others]) => {
        const long = longReport(stacks, attributes, blocked);
        const overrides = Array.from({ length: others }, (_, index) => override(index));
        const removed = overrides.map((_, index) => place(`team-${index}`));
        const whole = report(
          long.stacks.map((stack) => ({ ...stack, overrides })),
          { removed, unplanned: removed },
        );
        const text = markdownReport(whole, { marker: "orgtrail drift" });
        expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
        expect(text).toMatch(/^<!-- orgtrail drift -->\n### /);
      }),
      { numRuns: 10 },
    );
  });
});

describe("values from a plan", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({
      unit: fc.constantFrom(
        "`",
        "@",
        "#",
        "|",
        "\n",
        "<",
        ">",
        "*",
        "[",
        "]",
        "(",
        ")",
        "!",
        "\\",
        "a",
        " ",
        "1",
      ),
    }),
    fc.constantFrom(
      "</details>",
      "<img src=x>",
      "```",
      "@octocat",
      "#1",
      "GH-1",
      "[x](https://evil)",
      "a|b",
      "-->",
      ":tada:",
      "$x$",
      "www.evil.example",
    ),
  );

  it("are one line of prose in which no mark stands alone", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = prose(text);
        expect(line).not.toMatch(/[\n<>]/);
        expect(line.replaceAll(/\\[!-/:-@[-`{-~]/g, "")).not.toMatch(/[`*_[\]|~!$^@:.{}\\]/);
        expect(line.replaceAll(/&#\d+;/g, "")).not.toContain("&");
      }),
    );
  });

  it("call nobody, and refer to no issue", () => {
    for (const text of [prose("ask @octocat in #12 or GH-7"), html("ask @octocat in #12 or GH-7")]) {
      expect(text).not.toMatch(/@\\?octocat|#12|GH-7/);
    }
  });

  it("stay in their span of code, as they are", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const span = code(text);
        const [fence = ""] = /^`+/.exec(span) ?? [];
        const inside = span.slice(fence.length, -fence.length);
        expect(span.endsWith(fence)).toBe(true);
        // No run of backticks inside is as long as the fence: nothing ends it sooner.
        expect((inside.match(/`+/g) ?? []).map((run) => run.length)).not.toContain(fence.length);
        expect(inside).not.toContain("\n");
        expect(inside.replaceAll("\\|", "")).not.toContain("|");
      }),
    );
  });

  it("stay in their block of code", () => {
    fc.assert(
      fc.property(fc.array(hostile), (texts) => {
        const lines = block(texts, "diff").split("\n");
        const fence = (lines.at(-1) ?? "").length;
        expect(lines[0]).toBe(`${"`".repeat(fence)}diff`);
        for (const line of lines.slice(1, -1)) expect(line).not.toMatch(new RegExp(`\`{${fence}}`));
      }),
    );
  });

  it("are no HTML in a summary", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(html(text)).not.toMatch(/[<>"'\n]/);
      }),
    );
  });
});
