import fc from "fast-check";
import { MAX_RECORD_BYTES, RecordSplitter } from "../../../tools/log-files/record-splitter";

interface Result {
  readonly values: unknown[];
  readonly faults: string[];
}

/** What a splitter finds in a text that comes in pieces. */
function split(text: string | Buffer, pieceSize = Number.MAX_SAFE_INTEGER): Result {
  const bytes = Buffer.from(text);
  const result: Result = { values: [], faults: [] };
  const splitter = new RecordSplitter({
    record: (value) => result.values.push(value),
    malformed: (what, number) => result.faults.push(`${number} ${what}`),
  });
  for (let at = 0; at < bytes.length; at += pieceSize)
    splitter.push(bytes.subarray(at, Math.min(bytes.length, at + pieceSize)));
  splitter.end();
  return result;
}

const EVENT = {
  eventVersion: "1.11",
  eventName: 'Say "}{][" \\',
  nested: { list: [[{}], "Records", 1] },
  é: "日本",
};
const OTHER = { eventName: "Other", Records: "no list", resources: [{ ARN: "a" }] };

describe("the shapes of files", () => {
  const [one, two] = [JSON.stringify(EVENT), JSON.stringify(OTHER)];
  it.each<[string, string]>([
    ["Records", `{"Records":[${one},${two}]}`],
    ["Records, indented", JSON.stringify({ Records: [EVENT, OTHER] }, null, 2)],
    ["Records, a line each without indent", `{"Records" : [\n${one},\n${two}\n]\n}\n`],
    ["Records between other keys", `{"a":{"b":[1]},"Records":[${one},${two}],"c":[{}],"d":"}"}`],
    ["a list", `[${one},${two}]`],
    ["one record a line", `${one}\n${two}\n`],
    [
      "one record a line, after its time, as CloudWatch Logs exports them",
      `2026-01-02T03:04:06.000Z ${one}\n2026-01-02T03:04:06Z ${two}\n`,
    ],
    ["one record a line, without the last line end, by Windows", `${one}\r\n${two}`],
    ["records without a separator", one + two],
    ["indented records", `${JSON.stringify(EVENT, null, 2)}\n${JSON.stringify(OTHER, null, 2)}`],
    ["files one after the other", `{"Records":[${one}]}{"Records":[]}\n{"Records":[${two}]}`],
    ["a byte order mark", `\ufeff{"Records":[${one},${two}]}`],
  ])("takes %s, in whatever pieces", (_, text) => {
    for (const size of [1, 2, 3, 7, 64, 1000])
      expect({ size, ...split(text, size) }).toEqual({ size, values: [EVENT, OTHER], faults: [] });
  });

  it("finds what JSON.parse finds, for any records in any pieces", () => {
    const record = fc.dictionary(
      fc.oneof(fc.constantFrom("eventVersion", "Records", "__proto__x"), fc.string()),
      fc.jsonValue(),
      { maxKeys: 4 },
    );
    const event = record.map((other) => ({ eventVersion: "1.11", ...other }));
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            event,
            record.filter((each) => !Array.isArray(each["Records"])),
          ),
        ),
        fc.constantFrom("", ",", "\n", " ,\n  "),
        fc.integer({ min: 1, max: 50 }),
        (records, separator, size) => {
          const sound = records.filter(
            (each) => !Array.isArray((each as Record<string, unknown>)["Records"]),
          );
          const texts = sound.map((each) => JSON.stringify(each));
          const text = separator.includes(",")
            ? `{"Records":[${texts.join(separator)}]}`
            : texts.join(separator);
          expect(split(text, size)).toEqual({
            values: texts.map((each) => JSON.parse(each) as unknown),
            faults: [],
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each(["", "  \n", "[]", '{"Records":[]}'])("finds nothing in %j", (text) => {
    expect(split(text)).toEqual({ values: [], faults: [] });
  });
});

describe("malformed records", () => {
  const good = (n: number): string => JSON.stringify({ eventVersion: "1.11", n });

  it.each<[string, string, RegExp]>([
    ["a comma too many", '{"eventVersion":"1.11","a":1,}', /^2 is not JSON/],
    ["a word without quotes", '{"eventVersion":"1.11","a":oops}', /^2 is not JSON/],
    ["no last brace", '{"eventVersion":"1.11","a":{"b":1}', /^2 /],
    ["no last quote", '{"eventVersion":"1.11","a":"b}', /^2 /],
    ["half a line", '{"eventVers', /^2 /],
    ["no JSON at all", "hello", /^2 is no JSON object/],
    ["a number", "12", /^2 is no JSON object/],
    ["nothing", "null", /^2 is no JSON object/],
  ])("cost no other one in lines: %s", (_, bad, fault) => {
    const text = `${good(1)}\n${bad}\n${good(3)}\n${good(4)}\n`;
    for (const size of [5, 40, 10_000]) {
      const { values, faults } = split(text, size);
      expect(values).toEqual([1, 3, 4].map((n) => ({ eventVersion: "1.11", n })));
      expect(faults).toEqual([expect.stringMatching(fault)]);
    }
  });

  it.each([
    '{"eventVersion":"1.11","a":1,}',
    '{"eventVersion":"1.11","a":"b}',
    '{"eventVersion":"1.11","a":[1}',
  ])("cost no other one in a list: %s", (bad) => {
    const text = `{"Records":[${good(1)},${bad},${good(3)},${good(4)}]}`;
    for (const size of [5, 40, 10_000]) {
      const { values, faults } = split(text, size);
      expect(values).toEqual([1, 3, 4].map((n) => ({ eventVersion: "1.11", n })));
      expect(faults).toHaveLength(1);
    }
  });

  it("may have a brace too many, and keep what is before it", () => {
    const { values, faults } = split(`${good(1)}}\n${good(2)}`);
    expect(values).toEqual([1, 2].map((n) => ({ eventVersion: "1.11", n })));
    expect(faults).toEqual(["2 is no JSON object"]);
  });

  it("are noticed where a file is cut short", () => {
    const text = `{"Records":[${good(1)},${good(2)}]}`;
    for (let end = 1; end < text.length; end++) {
      const { faults, values } = split(text.slice(0, end));
      expect({ end, faults: faults.length }).toEqual({ end, faults: 1 });
      expect(values.length).toBeLessThanOrEqual(2);
    }
  });

  it("may not be endless", () => {
    const long = `{"eventVersion":"1.11","a":"${"x".repeat(2 * MAX_RECORD_BYTES)}"}`;
    const { values, faults } = split(`${long}\n${good(2)}`, 65_536);
    expect(values.length).toBe(1);
    expect(values.at(-1)).toEqual({ eventVersion: "1.11", n: 2 });
    expect(faults).toEqual([`1 is longer than ${MAX_RECORD_BYTES} bytes`]);
  });

  it("never throw, whatever the bytes", () => {
    const text = fc.string({
      unit: fc.constantFrom(
        '{"eventVersion"',
        "{",
        "}",
        "[",
        "]",
        '"',
        "\\",
        ",",
        ":",
        "\n",
        "1",
        '"Records":[',
      ),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          text.map((each) => Buffer.from(each)),
          fc.uint8Array().map((each) => Buffer.from(each)),
        ),
        fc.integer({ min: 1, max: 9 }),
        (bytes, size) => {
          const { values, faults } = split(bytes, size);
          expect(values.length + faults.length).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

it("says of what begins as a time and is none that it is no JSON object", () => {
  for (const text of ["5", "2026-01-02", "2026-01-02T03:04:06Z", "2026-01-02T03:04:06Zx"])
    for (const pieces of [1, 3, 100]) expect(split(text, pieces).faults).toEqual(["1 is no JSON object"]);
});
