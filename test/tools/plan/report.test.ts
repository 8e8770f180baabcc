import { fingerprintOf } from "../../../tools/plan/fingerprint";
import type { ResourceChange } from "../../../tools/plan/change";
import { mergedReport, parseReport, ReportFormatError } from "../../../tools/plan/report";
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
});

describe("a fingerprint", () => {
  const change = (address: string, after: string): ResourceChange => ({
    address,
    type: "aws_a",
    action: "update",
    before: { x: "old", y: 1 },
    after: { x: after, y: 1 },
    attributes: [{ path: "x", before: "old", after, replaces: false }],
  });

  it("is the same for the same changes, in whatever order", () => {
    const [one, other] = [change("a", "new"), change("b", "new")];
    expect(fingerprintOf([one, other])).toBe(fingerprintOf([other, { ...one, before: { y: 1, x: "old" } }]));
    expect(fingerprintOf([])).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ["another value", [change("a", "newer")]],
    ["another resource", [change("b", "new")]],
    ["another action", [{ ...change("a", "new"), action: "replace" as const }]],
    ["another reason to replace", [{ ...change("a", "new"), attributes: [{ path: "x", replaces: true }] }]],
    ["one change more", [change("a", "new"), change("b", "new")]],
    ["no change", []],
  ])("is another for %s", (_, changes) => {
    expect(fingerprintOf(changes)).not.toBe(fingerprintOf([change("a", "new")]));
  });
});
