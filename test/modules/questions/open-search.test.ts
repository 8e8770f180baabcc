import fc from "fast-check";
import { controlQuestion } from "../../../modules/controls";
import { compileFilterPattern, fieldIs, parseFilterPattern } from "../../../modules/event-patterns";
import {
  asked,
  column,
  EVENT_QUESTIONS,
  OPEN_SEARCH_MAPPING,
  openSearchDocument,
  openSearchQuery,
  type OpenSearchCondition,
  type OpenSearchField,
} from "../../../modules/questions";
import { found, holds, indexed } from "../../support/open-search";
import { CONTROLS } from "../controls/fixtures";

const ALL = [
  ...EVENT_QUESTIONS,
  ...CONTROLS.filter(({ about }) => about !== "finding").map(controlQuestion),
].map((question) =>
  asked(question, Object.fromEntries(question.parameters.map(({ name, example }) => [name, example]))),
);

const EVENT = {
  eventVersion: "1.11",
  eventID: "1",
  eventTime: "2026-01-31T10:00:00Z",
  eventName: "PutBucketAcl",
  eventSource: "s3.amazonaws.com",
  readOnly: false,
  recipientAccountId: "111122223333",
  sourceIPAddress: "192.0.2.1",
  userIdentity: {
    type: "AssumedRole",
    arn: "arn:aws:sts::111122223333:assumed-role/a/b",
    accessKeyId: "AKIA",
  },
  resources: [{ ARN: "arn:aws:s3:::acme" }, { ARN: "arn:aws:s3:::acme/x", accountId: "111122223333" }],
  requestParameters: {
    bucketName: "acme",
    "x-amz-acl": ["private"],
    names: ["a", "b"],
    grants: [{ to: "x" }, { to: "y" }],
    port: 22,
    on: true,
    nothing: null,
    none: {},
    "a.b": "c",
  },
  responseElements: null,
} as const;

/** The condition of a pattern, without what all searches have. */
function conditionOf(pattern: string): OpenSearchCondition {
  const { query } = openSearchQuery({
    events: parseFilterPattern(pattern),
    answer: { rows: "events", columns: [column("eventName")] },
  });
  const [condition] = "bool" in query ? (query.bool.filter ?? []) : [];
  if (condition === undefined) throw new Error("no condition");
  return condition;
}

describe("an event as OpenSearch keeps it", () => {
  it("is as it was, with what dashboards look by, and each value of what differs from service to service", () => {
    expect(openSearchDocument(EVENT)).toEqual({
      ...EVENT,
      "@timestamp": "2026-01-31T10:00:00Z",
      who: "arn:aws:sts::111122223333:assumed-role/a/b",
      sourceIp: "192.0.2.1",
      details: [
        "requestParameters.bucketName=acme",
        "requestParameters.x-amz-acl[0]=private",
        "requestParameters.x-amz-acl[*]=private",
        "requestParameters.names[0]=a",
        "requestParameters.names[*]=a",
        "requestParameters.names[1]=b",
        "requestParameters.names[*]=b",
        "requestParameters.grants[0].to=x",
        "requestParameters.grants[*].to=x",
        "requestParameters.grants[1].to=y",
        "requestParameters.grants[*].to=y",
        "requestParameters.port=22",
        "requestParameters.on=true",
        "requestParameters.nothing is null",
        "requestParameters.none is empty",
        'requestParameters["a.b"]=c',
        "responseElements is null",
      ],
    });
  });

  it.each(["s3.amazonaws.com", "AWS Internal", "", "192.0.2", undefined])(
    "has no address where there is none: %s",
    (sourceIPAddress) => {
      expect(openSearchDocument({ sourceIPAddress })).not.toHaveProperty("sourceIp");
    },
  );

  it.each(["192.0.2.1", "2001:db8::1"])("has the address %s", (sourceIPAddress) => {
    expect(openSearchDocument({ sourceIPAddress })).toHaveProperty("sourceIp", sourceIPAddress);
  });

  it("is refused by no index, whatever stands in it, and none has a field more for it", () => {
    const names = fc.constantFrom(
      ...Object.keys(OPEN_SEARCH_MAPPING.properties),
      "new",
      "a.b",
      "*",
      "__proto__",
    );
    const value = fc.oneof(
      { withCrossShrink: true },
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom("arn", "sessionContext", "ARN", "new"), fc.jsonValue()),
      fc.integer({ min: 1, max: 12 }).map((kilo) => "é".repeat(kilo * 1000)),
    );
    fc.assert(
      fc.property(fc.dictionary(names, value), (event) => {
        const document = openSearchDocument(event);
        expect(() => indexed(document)).not.toThrow();
        // As texts, since that is how it is sent, and there -0 is 0.
        const again = openSearchDocument(JSON.parse(JSON.stringify(event)) as Record<string, unknown>);
        expect(JSON.stringify(again)).toBe(JSON.stringify(document));
      }),
    );
  });

  it("stays a record that Firehose takes, and says where a value more is not looked into", () => {
    const many = Object.fromEntries(Array.from({ length: 25_000 }, (_, index) => [`p${index}`, `${index}`]));
    const document = openSearchDocument({ requestParameters: { "a-parameter-of-a-long-name": [many] } });
    expect(document["detailsCut"]).toBe("true");
    expect(Buffer.byteLength(JSON.stringify(document))).toBeLessThan(1_000 * 1024);
    expect(openSearchDocument(EVENT)).not.toHaveProperty("detailsCut");
  });
});

describe("a question to OpenSearch", () => {
  it.each<[string, OpenSearchCondition]>([
    ["{ $.eventName = x }", { term: { eventName: "x" } }],
    ['{ $.eventName = "a*?b" }', { wildcard: { eventName: { value: "a*\\?b" } } }],
    ['{ $.errorCode = "*" }', { exists: { field: "errorCode" } }],
    ["{ $.errorCode NOT EXISTS }", { bool: { must_not: [{ exists: { field: "errorCode" } }] } }],
    ["{ $.readOnly IS FALSE }", { term: { readOnly: "false" } }],
    ["{ $.eventType != x }", { bool: { must_not: [{ term: { eventType: "x" } }] } }],
    ["{ $.requestParameters.a.b[0] = x }", { term: { details: "requestParameters.a.b[0]=x" } }],
    ["{ $.requestParameters.x-amz-acl = x }", { term: { details: "requestParameters.x-amz-acl=x" } }],
    ["{ $.requestParameters.a IS NULL }", { term: { details: "requestParameters.a is null" } }],
    ["{ $.requestParameters.n = 3 }", { term: { details: "requestParameters.n=3" } }],
    ['{ $.requestParameters.a = "*" }', { prefix: { details: "requestParameters.a=" } }],
    ["{ $.resources[*].ARN = x }", { term: { "resources.ARN": "x" } }],
    [
      '{ $.requestParameters.names[*] = "x*" }',
      { wildcard: { details: { value: "requestParameters.names[\\*]=x*" } } },
    ],
  ])("%s", (pattern, condition) => {
    expect(conditionOf(pattern)).toEqual(condition);
  });

  it.each([
    ["{ $.eventNam = x }", /no column for eventNam/],
    ["{ $.requestParameters.n >= 3 }", /no query of OpenSearch for requestParameters.n >= 3/],
  ])("is refused where OpenSearch cannot be asked: %s", (pattern, text) => {
    expect(() => conditionOf(pattern)).toThrow(text);
  });

  it.each([
    "{ $.requestParameters.bucketName = acme }",
    '{ $.requestParameters.bucketName = "ac*" }',
    '{ $.requestParameters.bucketName = "a?me" }',
    '{ $.requestParameters.bucket = "*" }',
    "{ $.requestParameters.names[*] = b }",
    "{ $.requestParameters.names[1] = b }",
    "{ $.requestParameters.names[0] = b }",
    '{ $.requestParameters.grants[*].to = "y" }',
    "{ $.requestParameters.grants NOT EXISTS }",
    "{ $.requestParameters.grant NOT EXISTS }",
    "{ $.requestParameters.none NOT EXISTS }",
    "{ $.requestParameters.nothing NOT EXISTS }",
    "{ $.requestParameters.nothing IS NULL }",
    "{ $.requestParameters.port IS NULL }",
    "{ $.requestParameters.on IS TRUE }",
    "{ $.requestParameters.on IS FALSE }",
    "{ $.requestParameters.port = 22 }",
    "{ $.requestParameters.port != 22 }",
    "{ $.requestParameters.port != 23 }",
    "{ $.requestParameters.bucketName != acme }",
    "{ $.requestParameters.missing != acme }",
    "{ $.resources[*].ARN = arn:aws:s3:::acme }",
    '{ $.resources[*].ARN = "*/x" }',
    "{ $.readOnly IS FALSE }",
    '{ ($.eventName = "Put*") && ($.errorCode NOT EXISTS) && (($.eventSource = x) || ($.eventSource = s3.amazonaws.com)) }',
  ])("finds the event where the matcher does: %s", (pattern) => {
    expect(holds(indexed(openSearchDocument(EVENT)), conditionOf(pattern))).toBe(
      compileFilterPattern(pattern)(EVENT),
    );
  });

  it("is about fields that the index has, each of them", () => {
    const document = indexed(openSearchDocument(EVENT));
    for (const question of ALL) expect(() => found([document], openSearchQuery(question))).not.toThrow();
  });

  it("is refused of what no element of a list is", () => {
    const selector = ["requestParameters", "names", "*"];
    for (const term of [
      { kind: "absent", selector },
      { kind: "text", selector, operator: "!=", value: "x" },
    ] as const)
      expect(() => openSearchQuery({ events: term, answer: { rows: "events", columns: [] } })).toThrow(
        /what an element of requestParameters.names.\* is not/,
      );
  });

  it("is about a time and an account", () => {
    const { query } = openSearchQuery(
      { events: fieldIs("eventName", "x"), answer: { rows: "events", columns: [] } },
      { from: "2026-01-31T00:00:00Z", to: "2026-02-01T00:00:00Z", account: "111122223333" },
    );
    expect(query).toEqual({
      bool: {
        filter: [
          { range: { eventTime: { gte: "2026-01-31T00:00:00Z", lt: "2026-02-01T00:00:00Z" } } },
          { term: { recipientAccountId: "111122223333" } },
          { term: { eventName: "x" } },
        ],
      },
    });
  });

  it("counts events that are alike, those without a field too", () => {
    const [denied] = EVENT_QUESTIONS.filter(({ id }) => id === "denied-calls");
    const request = denied && openSearchQuery(asked(denied, {}));
    expect(request?.aggs).toEqual({
      events: {
        multi_terms: {
          terms: ["who", "eventSource", "eventName", "errorCode"].map((field) => ({ field, missing: "" })),
          size: 200,
          shard_size: 10_000,
          order: [{ _count: "desc" }, { _key: "asc" }],
        },
        aggs: { firstSeen: { min: { field: "eventTime" } }, lastSeen: { max: { field: "eventTime" } } },
      },
    });
  });

  it("has every value as a text, whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom("\\", "?", "*", "a\\*", "[*]", '"}}')), (value) => {
        const literal = value.replaceAll("*", "");
        for (const field of ["userIdentity.userName", "requestParameters.userName"]) {
          const events = fieldIs(field, value);
          const { query } = openSearchQuery({ events, answer: { rows: "events", columns: [] } });
          const of = (userName: string) =>
            indexed(openSearchDocument({ userIdentity: { userName }, requestParameters: { userName } }));
          expect(holds(of(value.replaceAll("*", "x")), query)).toBe(true);
          expect(holds(of(`${literal}~`), query)).toBe(
            value.endsWith("*") && !value.slice(0, -1).includes("*")
              ? true
              : compileHolds(value, `${literal}~`),
          );
        }
      }),
    );
  });
});

/** Whether a text is what a pattern with `*` says, character by character. */
function compileHolds(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return pattern === text;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest.slice(0, -1)) {
    const next = text.indexOf(part, at);
    if (next === -1) return false;
    at = next + part.length;
  }
  const last = rest.at(-1) ?? "";
  return text.length - last.length >= at && text.endsWith(last);
}

describe("the index", () => {
  it("has so many fields, and no more, whatever services there are", () => {
    const leaves = (fields: Readonly<Record<string, OpenSearchField>>): number =>
      Object.values(fields).reduce(
        (sum, field) => sum + 1 + ("properties" in field ? leaves(field.properties) : 0),
        0,
      );
    // OpenSearch takes 1,000 by default.
    expect(leaves(OPEN_SEARCH_MAPPING.properties)).toMatchInlineSnapshot(`68`);
  });
});
