import {
  controlQuery,
  INVESTIGATION_QUERIES,
  MAX_QUERY_LENGTH,
  type Control,
} from "../../../modules/controls";
import { queryFault } from "../../support/insights-query";
import { CONTROLS } from "./fixtures";

const queries = [...CONTROLS.map(controlQuery), ...INVESTIGATION_QUERIES];

describe("saved queries", () => {
  it.each(queries.map(({ name, text }) => [name, text]))("%s is valid and short enough", (_name, text) => {
    expect(queryFault(text)).toBeUndefined();
    expect(text.length).toBeLessThanOrEqual(MAX_QUERY_LENGTH);
  });

  it("have a name each", () => {
    expect(new Set(queries.map(({ name }) => name)).size).toBe(queries.length);
  });

  it.each(CONTROLS.map((control) => [control.id, control] as const))(
    "%s says who, from where and what",
    (_id, control) => {
      const { text } = controlQuery(control);
      for (const field of [
        "userIdentity.arn",
        "sourceIPAddress",
        "eventName",
        "recipientAccountId",
        "@timestamp",
      ]) {
        expect(text).toContain(field);
      }
    },
  );

  const queryOf = (...patterns: readonly string[]): string | undefined =>
    controlQuery({ ...CONTROLS[0], patterns } as Control)
      .text.split("\n| ")
      .find((command) => command.startsWith("filter "));

  it.each<[readonly string[], string]>([
    [['{ $.a = "x" }'], 'filter a = "x"'],
    [["{ ($.a = x) || ($.a = y) }"], 'filter a in ["x", "y"]'],
    [["{ ($.a = x) || ($.b = y) }"], 'filter a = "x" or b = "y"'],
    [["{ ($.a = x) && (($.b = y) || ($.b = z)) }"], 'filter a = "x" and (b in ["y", "z"])'],
    [['{ $.a = "AccessDenied*" }'], "filter a like /^AccessDenied.*$/"],
    [['{ $.a = "*.s3/x" }'], "filter a like /^.*\\.s3\\/x$/"],
    [['{ $.a != "x*" }'], "filter a not like /^x.*$/"],
    [["{ $.a NOT EXISTS }"], "filter not ispresent(a)"],
    [["{ $.a.b[0].c != y }"], 'filter a.b.0.c != "y"'],
    [["{ $.a-b = y }"], 'filter `a-b` = "y"'],
    [["{ $.a > 3 }"], "filter a > 3"],
    [["{ $.a IS TRUE }"], "filter a = 1"],
    [["{ $.a = x }", "{ $.a = y }"], 'filter (a = "x") or (a = "y")'],
  ])("%j is %s", (patterns, expected) => {
    const filter = queryOf(...patterns);
    expect(filter).toBe(expected);
    expect(queryFault(filter ?? "")).toBeUndefined();
  });

  it("are checked by a reader that finds faults", () => {
    for (const wrong of [
      'filter a == "x"',
      "filter a like x",
      "felds a",
      "sort a down",
      'filter a in "x"',
      "stats foo(a) by b",
    ]) {
      expect(queryFault(wrong)).toEqual(expect.any(String));
    }
  });
});
