import type { Affected, AffectedStack, StackChange } from "../../../tools/affected";
import { affectedLines, affectedReport } from "../../../tools/affected/report";
import { textOf } from "../../../tools/terminal";

const stack = (name: string, change: StackChange = "changed"): AffectedStack => ({
  stack: name,
  account: `${name}-account`,
  accountId: "111111111111",
  region: "us-east-1",
  change,
});

const affected = (stacks: readonly AffectedStack[], mergeBase = false): Affected => ({
  base: { ref: "main", commit: "0123456789abcdef", mergeBase },
  stacks,
  total: 1003,
});

const reportText = (told: Affected): string => textOf(affectedLines(told));

const teams = (count: number): readonly AffectedStack[] =>
  Array.from({ length: count }, (_, index) => stack(`team-${index}`));

describe("the report for machines", () => {
  it("has what a workflow plans and deploys, without what is gone", () => {
    const stacks = [
      ...[stack("log-archive"), stack("log-archive-2"), stack("team-a", "added"), stack("team-b", "removed")],
      stack("log-archive-3", "removed"),
    ];
    const [archive, second, team] = stacks;
    expect(affectedReport(affected(stacks))).toEqual({
      base: { ref: "main", commit: "0123456789abcdef", mergeBase: false },
      stacks,
      matrix: { include: [archive, second, team] },
      groups: { include: [{ stacks: "log-archive log-archive-2 team-a" }] },
      archives: { include: [second] },
      teams: { include: [team] },
      shared: { "log-archive": archive, "log-archive-2": second },
    });
  });

  it.each([
    [0, []],
    [1, [1]],
    [20, [20]],
    [21, [20, 1]],
    [41, [20, 20, 1]],
  ])("has %i stacks in groups of twenty", (count, sizes) => {
    const { groups } = affectedReport(affected(teams(count)));
    expect(groups.include.map(({ stacks }) => stacks.split(" ").length)).toEqual(sizes);
    expect(groups.include.flatMap(({ stacks }) => stacks.split(" "))).toEqual(
      teams(count).map(({ stack: name }) => name),
    );
  });
});

describe("the report for a terminal", () => {
  const firstLine = (stacks: readonly AffectedStack[], mergeBase = false): string | undefined =>
    reportText(affected(stacks, mergeBase)).split("\n")[0];

  it("says how many differ, and from what", () => {
    expect(firstLine([])).toBe("None of 1,003 stacks differs from main, commit 0123456789ab.");
    expect(firstLine(teams(1))).toBe("1 of 1,003 stacks differs from main, commit 0123456789ab:");
    expect(firstLine(teams(2), true)).toBe(
      "2 of 1,003 stacks differ from the merge base with main, commit 0123456789ab:",
    );
    expect(firstLine([stack("team-a", "removed")])).toBe(
      "None of 1,003 stacks differs from main, commit 0123456789ab; 1 removed:",
    );
  });

  it.each([
    [50, 50, undefined],
    [51, 50, "… and 1 more (--json lists all)"],
  ])("shows %i stacks in %i rows", (count, shown, more) => {
    const lines = reportText(affected(teams(count))).split("\n");
    expect(lines.filter((line) => line.startsWith("team-"))).toHaveLength(shown);
    expect(lines.find((line) => line.startsWith("…"))).toBe(more);
  });

  it("says what removed means, where something is", () => {
    expect(reportText(affected(teams(1)))).not.toContain("A removed stack");
    expect(reportText(affected([stack("team-a", "removed")]))).toContain("what it deployed stays");
  });
});
