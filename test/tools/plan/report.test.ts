import { parse } from "yaml";
import { acceptedChanges } from "../../../stacks/config/accepted-changes/schema";
import { overrideLines } from "../../../tools/plan/report/overrides";
import {
  mergedReport,
  overridesOf,
  parseReport,
  ReportFormatError,
  type PlanReport,
} from "../../../tools/plan/report";
import { failed, finding, planned, report } from "./reports";

describe("a report", () => {
  it.each([
    ["fine", [planned("a")]],
    ["review", [planned("a"), planned("b", { verdict: "review" })]],
    ["blocked", [planned("a", { verdict: "blocked" }), planned("b", { verdict: "review" })]],
    ["error", [planned("a", { verdict: "blocked" }), failed("b")]],
  ] as const)("has the worst verdict of its stacks: %s", (verdict, stacks) => {
    expect(report(stacks).verdict).toBe(verdict);
  });

  it("is read as it was written", () => {
    const written = report([planned("a", { findings: [finding({ drift: "stays" })] }), failed("b")]);
    expect(parseReport("x.json", JSON.stringify(written))).toEqual(written);
  });

  it.each([
    ["no JSON", "{", "x.json is no JSON"],
    ["thousands of levels", "[".repeat(5_000) + "]".repeat(5_000), "x.json is no JSON"],
    ["another JSON", "{}", "x.json is no report of orgtrail plan (format: "],
    ["another format", JSON.stringify({ ...report([]), format: 2 }), "(format: "],
  ])("is refused when it is %s", (_, text, message) => {
    expect(() => parseReport("x.json", text)).toThrow(ReportFormatError);
    expect(() => parseReport("x.json", text)).toThrow(message);
  });

  it("is made of several: each stack once, as the last has it", () => {
    const one = report([planned("a"), failed("b")], { drift: true });
    const other = report([planned("b", { verdict: "review" })], {
      removed: [{ stack: "c", account: { name: "c", id: "1" }, region: "r" }],
    });
    const merged = mergedReport([one, other]);
    expect(merged.stacks.map(({ stack, verdict }) => [stack, verdict])).toEqual([
      ["a", "fine"],
      ["b", "review"],
    ]);
    expect(merged).toMatchObject({ verdict: "review", drift: true, removed: [{ stack: "c" }] });
  });

  it("tells of what was to be planned and has no report, and of what is gone", () => {
    const place = (stack: string): PlanReport["removed"][number] => ({
      stack,
      account: { name: "x", id: "1" },
      region: "r",
    });
    const expected = { planned: [place("a"), place("b"), place("c")], removed: [place("d")] };
    const some = mergedReport([report([planned("a"), failed("b")])], expected);
    expect(some).toMatchObject({ verdict: "error", unplanned: [place("c")], removed: [place("d")] });
    const all = mergedReport([some, report([planned("b"), planned("c")])], expected);
    expect(all).toMatchObject({ verdict: "review", unplanned: [], removed: [place("d")] });
    expect(mergedReport([], { planned: [], removed: [] }).verdict).toBe("fine");
    expect(mergedReport([report([planned("a")])], { planned: [place("b")], removed: [] }).verdict).toBe(
      "error",
    );
  });
});

describe("entries that would accept what is blocked", () => {
  it("are one for each rule and resource, for two weeks", () => {
    const findings = [
      finding(),
      finding({ what: "another thing" }),
      finding({ address: "aws_cloudtrail.other" }),
      finding({ rule: "fewer-events", verdict: "review" }),
    ];
    const entry = { rule: "logging-stopped", stack: "management", reason: "TODO", until: "2027-01-03" };
    expect(overridesOf(findings, "2026-12-20")).toEqual([
      { ...entry, resource: "aws_cloudtrail.trail" },
      { ...entry, resource: "aws_cloudtrail.other" },
    ]);
  });

  it("stand in YAML as they are, whatever the address", () => {
    const addresses = ["aws_a.b", 'aws_a.b["x: #y"]', "aws_a.b[0]", "module.m.aws_a.b"];
    const entries = overridesOf(
      addresses.map((address) => finding({ address })),
      "2026-12-20",
    );
    expect(parse(overrideLines(entries).join("\n"))).toEqual({ acceptedChanges: entries });
  });

  it("are refused by the configuration until somebody gives the reason", () => {
    const [entry] = overridesOf([finding()], "2026-12-20");
    const accept = (reason: string): boolean => acceptedChanges.safeParse([{ ...entry, reason }]).success;
    expect(accept(String(entry?.reason))).toBe(false);
    expect(accept("The board decided it.")).toBe(true);
  });
});
