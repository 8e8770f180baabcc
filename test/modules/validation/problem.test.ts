import { inspect } from "node:util";
import { BestPracticesError } from "../../../modules/best-practices";
import { UnsupportedPatternError } from "../../../modules/event-patterns";
import { BucketName } from "../../../modules/organization";
import { ConfigurationError } from "../../../stacks/config";
import {
  assertNoProblems,
  describeProblem,
  describeValue,
  ofProperty,
  ValidationError,
} from "../../../modules/validation";

describe("describeProblem", () => {
  it("says what is wrong, what was received, what is allowed and what to do, in this order", () => {
    const problem = { what: "is too long", received: "abc", allowed: "2 characters", remedy: "shorten it" };
    expect(describeProblem(problem)).toBe('is too long; received "abc"; allowed: 2 characters; shorten it');
  });

  it("says nothing was received where the value is missing, and leaves out what is not known", () => {
    expect(describeProblem({ what: "is missing", received: undefined, remedy: "add it" })).toBe(
      "is missing; received nothing; add it",
    );
    expect(describeProblem({ what: "is missing", remedy: "add it" })).toBe("is missing; add it");
  });
});

describe("describeValue", () => {
  it("shows 120 characters whole and cuts the 121st", () => {
    expect(describeValue("x".repeat(118))).toBe(`"${"x".repeat(118)}"`);
    expect(describeValue("x".repeat(119))).toBe(`"${"x".repeat(119)}… (121 characters)`);
  });
});

describe("ValidationError", () => {
  it("names the place and every problem", () => {
    const problem = { what: "is wrong", remedy: "mend it" };
    const fail = (): void => {
      assertNoProblems("archive", [...ofProperty("one", problem), ...ofProperty("two", problem)]);
    };
    expect(fail).toThrow(ValidationError);
    expect(fail).toThrow("archive: one is wrong; mend it\narchive: two is wrong; mend it");
  });

  it("is not thrown without a problem", () => {
    expect(() => {
      assertNoProblems("archive", ofProperty("one", undefined));
    }).not.toThrow();
  });
});

describe("what Node prints of an error that nobody catches", () => {
  const problem = { property: "name", what: "is wrong", received: "x", remedy: "mend the name" };
  const finding = { path: "a/trail", practice: 1, rule: "r", verdict: "not compliant" as const };
  const fault = { file: "organization.yaml", line: 1, column: 1, path: ["name"], ...problem };

  it.each([
    ["ValidationError", new ValidationError("archive", [problem])],
    [
      "BestPracticesError",
      new BestPracticesError([{ ...finding, because: "records nothing", remedy: "mend the name" }]),
    ],
    ["UnsupportedPatternError", new UnsupportedPatternError("{ mend the name }", "it is none")],
    ["ConfigurationError", new ConfigurationError([fault])],
  ])("%s has each problem once, in its message, and nothing else", (_, error) => {
    expect(inspect(error).split("mend the name")).toHaveLength(2);
    expect(Object.keys(error).filter((name) => name !== "name")).toEqual([]);
  });

  it("the first place is where the library is called, and not one within", () => {
    let error: unknown;
    try {
      BucketName.of("Bad_Name");
    } catch (thrown) {
      error = thrown;
    }
    const [place = ""] = /^\s+at .*$/m.exec((error as Error).stack ?? "") ?? [];
    expect(place).toContain(__filename);
  });
});
