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
