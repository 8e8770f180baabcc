import {
  controlQuery,
  controlQuestion,
  INVESTIGATION_QUERIES,
  MAX_QUERY_LENGTH,
  type Control,
} from "../../../modules/controls";
import { sqlQuery } from "../../../modules/questions";
import { queryFault } from "../../support/insights-query";
import { call, CONTROLS, insight } from "./fixtures";

/** The one control that it is true of. */
function controlThat(is: (control: Control) => boolean): Control {
  const [control, ...others] = CONTROLS.filter(is);
  if (control === undefined || others.length > 0) throw new Error(`it is true of ${others.length + 1}`);
  return control;
}

const queries = [...CONTROLS.map(controlQuery), ...INVESTIGATION_QUERIES];

describe("saved queries", () => {
  it.each(queries.map(({ name, text }) => [name, text]))("%s is valid and short enough", (_name, text) => {
    expect(queryFault(text)).toBeUndefined();
    expect(text.length).toBeLessThanOrEqual(MAX_QUERY_LENGTH);
  });

  it("have a name each", () => {
    expect(new Set(queries.map(({ name }) => name)).size).toBe(queries.length);
  });

  const calls = CONTROLS.filter(({ about }) => about !== "insight");
  it.each(calls.map((control) => [control.id, control] as const))(
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

  it("are put to the table of Insights where they are of Insights", () => {
    for (const control of CONTROLS) {
      const table = control.about === "insight" ? "insights" : "events";
      expect(sqlQuery(controlQuestion(control), { engine: "athena" })).toContain(`\nFROM "${table}"\n`);
    }
  });

  it.each<[string, readonly string[]]>([
    // There is an error in events of errors alone.
    ["ApiCallRateInsight", ["insightDetails.errorCode"]],
    ["ApiErrorRateInsight", []],
  ])("of %s events shows fields that such an event has", (type, missing) => {
    const control = controlThat(
      ({ about, patterns }) => about === "insight" && (patterns[0] ?? "").includes(`"${type}"`),
    );
    const [fields = ""] = controlQuery(control).text.split("\n");
    const names = fields
      .replace(/^fields /, "")
      .split(", ")
      .map((column) => column.split(" as ")[0] ?? "")
      .filter((name) => !name.startsWith("@"));
    expect(names.length).toBeGreaterThan(8);
    const absent = names.filter((name) => valueAt(insight(type, "Start"), name) === undefined);
    expect(absent).toEqual(missing);
  });

  /** The value of a field as Insights names it. */
  const valueAt = (event: unknown, field: string): unknown =>
    field
      .split(".")
      .reduce<unknown>(
        (value, step) => (value as Readonly<Record<string, unknown>> | undefined)?.[step],
        event,
      );

  it.each<[readonly string[], boolean]>([
    [["acme-orgtrail-root-use"], true],
    [["cpu", "acme-orgtrail-root-use", "disk"], true],
    [["cpu", "not-acme-orgtrail-root-use"], false],
    [[], false],
  ])("finds alarms in a list of names: %j is found: %s", (alarmNames, found) => {
    const { text } = controlQuery(controlThat(({ id }) => id === "alarms-changed"));
    const [, expression = ""] = /@message like \/("alarmNames":.*?[^\\])\/(?=\)| )/.exec(text) ?? [];
    const message = JSON.stringify(
      call("monitoring", "DeleteAlarms", { alarmNames, other: ["acme-orgtrail-root-use"] }),
    );
    expect(new RegExp(expression).test(message)).toBe(found);
  });

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
    [["{ $.b.a IS NULL }"], 'filter @message like /"a":null/'],
    [['{ $.a[*] = "x-*" }'], 'filter @message like /"a":\\[[^\\]]*"x-[^"]*"/'],
    [
      ["{ ($.a[*] = x) || ($.a[*] = y) }"],
      'filter @message like /"a":\\[[^\\]]*"x"/ or @message like /"a":\\[[^\\]]*"y"/',
    ],
    [['{ $.a[*].b = "x/y" }'], 'filter @message like /"a":\\[.*"b":"x\\/y"/'],
    [["{ $.a = x }", "{ $.a = y }"], 'filter a in ["x", "y"]'],
  ])("%j is %s", (patterns, expected) => {
    const filter = queryOf(...patterns);
    expect(filter).toBe(expected);
    expect(queryFault(filter ?? "")).toBeUndefined();
  });

  it.each(["{ $.a[*] > 3 }", "{ $.a[*].b.c = x }"])(
    "there is none for %s, which nothing is made of",
    (pattern) => {
      expect(() => queryOf(pattern)).toThrow(/there is no query for/);
    },
  );

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
