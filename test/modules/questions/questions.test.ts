import fc from "fast-check";
import { controlQuestion } from "../../../modules/controls";
import { allOf, fieldIs, parseFilterPattern, type FilterExpression } from "../../../modules/event-patterns";
import {
  asked,
  column,
  EVENT_QUESTIONS,
  insightsQuery,
  sqlQuery,
  wrongValues,
  type EventQuestion,
} from "../../../modules/questions";
import { queryFault } from "../../support/insights-query";
import { trinoFaults } from "../../support/trino";
import { CONTROLS } from "../controls/fixtures";

const CONTROL_QUESTIONS = CONTROLS.filter(({ about }) => about !== "finding").map(controlQuestion);
const ALL = [...EVENT_QUESTIONS, ...CONTROL_QUESTIONS];

function examples({ parameters }: EventQuestion): Readonly<Record<string, string>> {
  return Object.fromEntries(parameters.map(({ name, example }) => [name, example]));
}

function textsIn(expression: FilterExpression): readonly string[] {
  if (expression.kind === "and" || expression.kind === "or") return expression.parts.flatMap(textsIn);
  return expression.kind === "text" ? [expression.value] : [];
}

describe("the questions", () => {
  it("have a name each, among those of controls too", () => {
    expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
    for (const { id } of EVENT_QUESTIONS) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it.each(EVENT_QUESTIONS.map((question) => [question.id, question] as const))(
    "%s asks for what it uses, and uses what it asks for",
    (_, { events, parameters }) => {
      const used = textsIn(events).flatMap((text) =>
        [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      );
      expect([...new Set(used)].sort()).toEqual(parameters.map(({ name }) => name).sort());
    },
  );

  it("say what they were not told, and what they do not ask for", () => {
    const object = EVENT_QUESTIONS.find(({ id }) => id === "object-calls");
    expect(object && wrongValues(object, { bucket: "b", key: "k" })).toEqual({
      missing: ["object"],
      unknown: ["key"],
    });
    expect(object && wrongValues(object, { bucket: "b", object: "" })).toEqual({
      missing: ["object"],
      unknown: [],
    });
    expect(object && wrongValues(object, { bucket: "b", object: "o" })).toBeUndefined();
  });

  it("take no value for one of another parameter", () => {
    const [question] = EVENT_QUESTIONS.filter(({ id }) => id === "object-calls").map((each) =>
      asked(each, { bucket: "{object}", object: "{bucket}" }),
    );
    expect(question && textsIn(question.events)).toEqual(["{object}", "{bucket}"]);
  });
});

describe.each(ALL.map((question) => [question.id, asked(question, examples(question))] as const))(
  "%s",
  (_, question) => {
    it("is a query of Logs Insights", () => {
      expect(queryFault(insightsQuery(question))).toBeUndefined();
    });

    it("is SQL of Athena, by Trino's own grammar", () => {
      expect(trinoFaults(sqlQuery(question, { engine: "athena", from: "2026-01-31T00:00:00Z" }))).toEqual([]);
    });
  },
);

describe("a question as SQL", () => {
  const where = (pattern: string, engine: "athena" | "duckdb"): string =>
    sqlQuery(
      { events: parseFilterPattern(pattern), answer: { rows: "events", columns: [column("eventName")] } },
      { engine },
    )
      .split("\n")
      .find((line) => line.startsWith("WHERE ")) ?? "";

  it.each([
    ["{ $.eventName = x }", "eventName = 'x'", "eventName = 'x'"],
    [
      '{ $.eventName = "a*_%\'" }',
      "eventName LIKE 'a%\\_\\%''' ESCAPE '\\'",
      "eventName LIKE 'a%\\_\\%''' ESCAPE '\\'",
    ],
    ['{ $.errorCode = "*" }', "errorCode IS NOT NULL", "errorCode IS NOT NULL"],
    ["{ $.errorCode NOT EXISTS }", "errorCode IS NULL", "errorCode IS NULL"],
    ["{ $.readOnly IS FALSE }", "readOnly = 'false'", "readOnly = 'false'"],
    [
      "{ $.eventType != x }",
      "(eventType IS NULL OR NOT eventType = 'x')",
      "(eventType IS NULL OR NOT eventType = 'x')",
    ],
    [
      "{ $.requestParameters.a.b[0] = x }",
      "json_extract_scalar(requestParameters, '$.a.b[0]') = 'x'",
      "(json_value(requestParameters, '$.a.b[0]') ->> '$') = 'x'",
    ],
    [
      "{ $.requestParameters.x-amz-acl = x }",
      "json_extract_scalar(requestParameters, '$[\"x-amz-acl\"]') = 'x'",
      "(json_value(requestParameters, '$.\"x-amz-acl\"') ->> '$') = 'x'",
    ],
    [
      "{ $.requestParameters.a IS NULL }",
      "json_format(json_extract(requestParameters, '$.a')) = 'null'",
      "CAST(json_extract(requestParameters, '$.a') AS VARCHAR) = 'null'",
    ],
    [
      "{ $.requestParameters.n >= 3 }",
      "TRY_CAST(json_extract_scalar(requestParameters, '$.n') AS DOUBLE) >= 3",
      "TRY_CAST((json_value(requestParameters, '$.n') ->> '$') AS DOUBLE) >= 3",
    ],
    [
      "{ $.resources[*].ARN = x }",
      "coalesce(any_match(resources, element -> element.ARN = 'x'), false)",
      "len(list_filter(resources, lambda element: element.ARN = 'x')) > 0",
    ],
    [
      "{ $.requestParameters.names[*] = x }",
      "coalesce(any_match(TRY_CAST(json_extract(requestParameters, '$.names') AS ARRAY(JSON)), element -> json_extract_scalar(element, '$') = 'x'), false)",
      "len(list_filter(json_extract(requestParameters, '$.names[*]'), lambda element: (json_value(element, '$') ->> '$') = 'x')) > 0",
    ],
  ])("%s", (pattern, athena, duckdb) => {
    expect(where(pattern, "athena")).toBe(`WHERE ${athena}`);
    expect(where(pattern, "duckdb")).toBe(`WHERE ${duckdb}`);
  });

  it("is refused for a field that the table of events does not have", () => {
    expect(() => where("{ $.eventNam = x }", "duckdb")).toThrow(/no column for eventNam/);
  });

  it("has every value as a text, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.constantFrom("' OR 1=1 --", "\\", "\\'", "'); DROP TABLE events; --", "%_", "$1", "?"),
        ),
        (value) => {
          const named = fieldIs("userIdentity.userName", value);
          const sql = sqlQuery(
            {
              events: allOf(named, fieldIs("eventName", "x")),
              answer: { rows: "events", columns: [column("eventName")] },
            },
            { engine: "athena", tables: ["acme"], from: value, to: value, account: value },
          );
          // Without its texts, the statement is the same whatever stands in them.
          const bare = sql
            .replaceAll(/'(?:[^']|'')*'/g, "TEXT")
            .replaceAll(/LIKE TEXT ESCAPE TEXT|IS NOT NULL|(?<!>)= TEXT/g, "IS TEXT");
          expect(bare).toBe(
            'SELECT eventTime AS "time",\n  eventName AS "eventName"\nFROM "acme"\nWHERE eventTime >= TEXT\n  AND eventTime < TEXT\n  AND recipientAccountId IS TEXT\n  AND (userIdentity.userName IS TEXT AND eventName IS TEXT)\nORDER BY eventTime DESC, eventID\nLIMIT 200',
          );
        },
      ),
    );
  });
});

it("a value stays in its line of CloudWatch Logs Insights, whatever signs are in it", () => {
  const query = insightsQuery({
    events: { kind: "text", selector: ["userAgent"], operator: "=", value: "a\n| limit 1\u001b*" },
    answer: { rows: "events", columns: [column("eventID")] },
  });
  expect(query.split("\n").filter((line) => line.includes("limit"))).toEqual([
    "| filter userAgent like /^a\\x0a\\| limit 1\\x1b.*$/",
    "| limit 200",
  ]);
});
