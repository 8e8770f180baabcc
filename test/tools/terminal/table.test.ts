import fc from "fast-check";
import { labelled, table, textOf } from "../../../tools/terminal";

const rows = [
  ["log-archive", "logArchive 222222222222", 86],
  ["team-payments", "payments-production 444444444444", 4],
];

/** An empty text has no word. */
function wordsOf(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => text.split(" ")).filter((each) => each !== "");
}

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

// What a CI service would take for a command is written otherwise, and longer.
const word = fc.string({ minLength: 1, maxLength: 60, unit: fc.constantFrom(..."abcdefghij-/.".split("")) });
const cell = fc.oneof(
  fc.array(word, { maxLength: 8 }).map((words) => words.join(" ")),
  fc.nat().map(String),
);

it("has no line that is wider than it may be, but for a word that stands in a line of its own, and loses none", () => {
  const columns = fc.integer({ min: 1, max: 7 });
  const rows = columns.chain((count) => {
    const row = fc.array(cell, { minLength: count, maxLength: count });
    const heads = fc.array(fc.string({ maxLength: 12, unit: fc.constantFrom("a", "b") }), {
      ...{ minLength: count, maxLength: count },
    });
    return fc.record({ head: fc.option(heads, { nil: undefined }), rows: fc.array(row, { maxLength: 4 }) });
  });
  fc.assert(
    fc.property(rows, fc.constantFrom(80, 40, 120), ({ head, rows }, width) => {
      const text = textOf(table(head, rows, { width }));
      for (const line of text.split("\n")) {
        if (line.length > width) expect(line.trim()).not.toContain(" ");
      }
      const printed = wordsOf(text.split("\n"));
      for (const each of wordsOf(rows.flat())) expect(printed).toContain(each);
    }),
    { numRuns: 200 },
  );
});

it("what is told of names fits as well, and loses no word", () => {
  const entries = fc.array(fc.tuple(fc.string({ maxLength: 20, unit: "grapheme-ascii" }), cell), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(entries, fc.nat(8), (told, indent) => {
      const lines = textOf(labelled(told, indent, { width: 60 })).split("\n");
      for (const line of lines) if (line.length > 60) expect(line.trim()).not.toContain(" ");
      const printed = wordsOf(lines);
      for (const each of wordsOf(told.map(([, text]) => text))) expect(printed).toContain(each);
    }),
    { numRuns: 200 },
  );
  expect(
    textOf(
      labelled(
        [
          ["who", "a b"],
          ["asks", "c"],
        ],
        2,
        { width: 10 },
      ),
    ),
  ).toBe("  who   a b\n  asks  c".replace("a b", "a\n        b"));
});

describe("where nobody says how wide it may be", () => {
  const { COLUMNS: before } = process.env;
  afterEach(() => {
    if (before === undefined) delete process.env["COLUMNS"];
    else process.env["COLUMNS"] = before;
  });

  it.each([
    ["60", 60],
    ["", 80],
    ["wide", 80],
  ])("it fits what COLUMNS says: %j", (columns, width) => {
    process.env["COLUMNS"] = columns;
    const long = Array.from({ length: 40 }, () => "word").join(" ");
    const lines = textOf(table(["Stack", "Text"], [["a", long]])).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeGreaterThan(width - 6);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  });
});
