import { amountText, columns, dollarText, printable } from "../../../tools/explain/terminal-text";

it("columns are as wide as their widest cell, numbers to the right", () => {
  expect(
    columns(
      [
        ["Trail", "Records"],
        ["organization", "1,000"],
        ["x", "1"],
      ],
      [0],
    ),
  ).toEqual(["Trail         Records", "organization    1,000", "x                   1"]);
});

it.each([
  [0, "$0.00"],
  [0.000001, "<$0.01"],
  [0.0099, "<$0.01"],
  [0.01, "$0.01"],
  [2592, "$2,592.00"],
])("%d dollars read %s", (dollars, text) => {
  expect(dollarText(dollars)).toBe(text);
});

it("amounts have a noun in the right number", () => {
  expect([0, 1, 2900].map((count) => amountText(count, "event"))).toEqual([
    "0 events",
    "1 event",
    "2,900 events",
  ]);
});

it("control characters are replaced, but for line ends", () => {
  expect(printable("a\nb\u001b[2J\r\t\u009b日本")).toBe("a\nb?[2J???日本");
});
