import { table, textOf } from "../../../tools/terminal";

const rows = [
  ["log-archive", "logArchive 222222222222", 86],
  ["team-payments", "payments-production 444444444444", 4],
];

it("columns are as wide as their widest cell, numbers to the right", () => {
  expect(textOf(table(["Stack", "Account", "Resources"], rows, { right: [2] }))).toBe(
    [
      "Stack          Account                           Resources",
      "log-archive    logArchive 222222222222                  86",
      "team-payments  payments-production 444444444444          4",
    ].join("\n"),
  );
});

it("is no wider than the terminal where breaking between words suffices", () => {
  const text = textOf(table(["Stack", "Account", "Resources"], rows, { right: [2], width: 50 }));
  expect(text).toContain("payments-production");
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(50);
  // No name is cut: it is copied.
  expect(textOf(table(["Stack"], [["team-payments"]], { width: 5 }))).toContain("team-payments");
});

it("has no row more than a person reads, and counts the others", () => {
  const many = Array.from({ length: 52 }, (_, index) => [index]);
  const lines = textOf(table(["Stack"], many, { noun: "stack" })).split("\n");
  expect(lines).toHaveLength(52);
  expect(lines.at(-1)).toBe("… and 2 more stacks (--json lists all)");
});

it("keeps a value in its cell", () => {
  expect(textOf(table(undefined, [["a\nb", "\u001b[31mc"]]))).toBe("a b  ?[31mc");
  expect(table(undefined, [])).toEqual([]);
});
