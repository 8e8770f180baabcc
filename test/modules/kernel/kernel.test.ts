import fc from "fast-check";
import {
  compareVersions,
  dayOf,
  daysAfter,
  didYouMean,
  editDistance,
  isDay,
  madeOnce,
  sorted,
  suggestion,
} from "../../../modules/kernel";

describe("versions", () => {
  test.each([
    ["5.9.0", "5.100.0", -1],
    ["5.100.0", "5.100.0", 0],
    ["6.0", "5.100.0", 1],
    ["1.11.0-rc1", "1.11.0", 0],
    ["Unreleased", "0.1.0", -1],
  ])("%s against %s", (one, other, sign) => {
    expect(Math.sign(compareVersions(one, other))).toBe(sign);
    expect(Math.sign(compareVersions(other, one))).toBe(sign === 0 ? 0 : -sign);
  });
});

describe("days", () => {
  test.each([
    ["2026-02-28", true],
    ["2026-02-29", false],
    ["2024-02-29", true],
    ["1900-02-29", false],
    ["2000-02-29", true],
    ["2026-04-31", false],
    ["2026-13-01", false],
    ["2026-00-10", false],
    ["2026-01-00", false],
    ["2026-1-1", false],
    ["2026-01-01T00:00", false],
    ["", false],
  ])("%j is one: %s", (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });

  test("follow each other", () => {
    expect(daysAfter("2026-02-27", 2)).toBe("2026-03-01");
    expect(daysAfter("2026-12-31", 1)).toBe("2027-01-01");
    expect(daysAfter("2026-03-01", -1)).toBe("2026-02-28");
    expect(dayOf(Date.UTC(2026, 10, 28, 23, 59))).toBe("2026-11-28");
  });
});

describe("the edit distance", () => {
  test.each([
    ["", "", 0],
    ["a", "b", 1],
    ["kitten", "sitting", 3],
    ["abc", "ac", 1],
    ["raed", "read", 1],
    ["raedonly", "readOnly".toLowerCase(), 1],
  ])("of %j and %j is %i", (one, other, distance) => {
    expect(editDistance(one, other, 5)).toBe(distance);
  });

  test("stops beyond its limit", () => {
    expect(editDistance("kitten", "sitting", 2)).toBe(3);
    expect(editDistance("a", "abcdef", 2)).toBe(3);
    expect(editDistance("ab", "cd", 1)).toBe(2);
  });

  test("is the same either way, 0 for the same text alone, and told up to every limit", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 7 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 8 }), (one, other, limit) => {
        const distance = editDistance(one, other, 8);
        expect(editDistance(other, one, 8)).toBe(distance);
        expect(distance === 0).toBe(one === other);
        expect(editDistance(one, other, limit)).toBe(Math.min(distance, limit + 1));
      }),
    );
  });
});

describe("what was probably meant", () => {
  const words = ["readOnly", "eventName", "eventNames", "name"];

  test.each([
    ["raedOnly", "readOnly"],
    ["READONLY", "readOnly"],
    ["evntName", "eventName"],
    ["nam", "name"],
    ["something", undefined],
    ["", undefined],
  ])("by %j", (word, expected) => {
    expect(suggestion(word, words)).toBe(expected);
  });

  test("is the first by name of the nearest", () => {
    expect(suggestion("cat", ["rat", "bat", "cart"])).toBe("bat");
  });

  test("may be held to fewer edits", () => {
    expect(suggestion("AWS::Lambda::Funktions", ["AWS::Lambda::Function"], 1)).toBeUndefined();
    expect(suggestion("AWS::Lambda::Funktions", ["AWS::Lambda::Function"], 2)).toBe("AWS::Lambda::Function");
  });

  test("makes a remedy", () => {
    expect(didYouMean("nam", words, "remove it")).toBe("did you mean name?");
    expect(didYouMean("x1234", words, "remove it")).toBe("remove it");
  });

  it("does not take an ending that all words have for a likeness", () => {
    const sources = ["kms.amazonaws.com", "rdsdata.amazonaws.com"];
    expect(didYouMean("ec2.amazonaws.com", sources, "choose one of them")).toBe("choose one of them");
    expect(didYouMean("kns.amazonaws.com", sources, "choose one of them")).toBe(
      "did you mean kms.amazonaws.com?",
    );
  });
});

test("sorted values stand once each, and undefined is none", () => {
  expect(sorted(["b", "a", undefined, "b", "B"])).toEqual(["B", "a", "b"]);
});

describe("what is made once", () => {
  test("is made for each key when it is first asked for, and is the same from then on", () => {
    const kept = new Map<string, readonly string[]>();
    const made: string[] = [];
    const ask = (key: string) =>
      madeOnce(kept, key, () => {
        made.push(key);
        return [key];
      });
    const first = ask("a");
    expect(ask("b")).toEqual(["b"]);
    expect(ask("a")).toBe(first);
    expect(made).toEqual(["a", "b"]);
  });

  test.each([0, "", false])("is kept where it is %j", (value) => {
    const make = jest.fn(() => value);
    const kept = new WeakMap<object, number | string | boolean>();
    const key = {};
    expect([madeOnce(kept, key, make), madeOnce(kept, key, make)]).toEqual([value, value]);
    expect(make).toHaveBeenCalledTimes(1);
  });

  test("is not kept where it could not be made", () => {
    const kept = new Map<string, string>();
    const failing = () => {
      throw new Error("not yet");
    };
    expect(() => madeOnce(kept, "a", failing)).toThrow("not yet");
    expect(madeOnce(kept, "a", () => "now")).toBe("now");
  });
});
