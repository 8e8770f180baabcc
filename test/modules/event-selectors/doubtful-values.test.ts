import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  type AdvancedEventSelector,
  type CloudTrailEvent,
  compileSelectors,
  fieldsOf,
  selectorWarnings,
} from "../../../modules/event-selectors";
import { documentedType } from "../../../modules/event-selectors/documented-types";
import { doubtfulValue } from "../../../modules/event-selectors/doubtful-values";
import { advanced } from "./constraint-calls";

const LOGS = path.resolve(__dirname, "../../../../shared/data/cloudtrail-logs");
const [S3, FUNCTION, TABLE] = ["AWS::S3::Object", "AWS::Lambda::Function", "AWS::DynamoDB::Table"] as const;

const warned = (selector: object): readonly string[] =>
  selectorWarnings({ kind: "advanced", selectors: [selector as AdvancedEventSelector] }).map(({ property }) =>
    property.replace("selectors[0].", ""),
  );
const never = (selector: object, region?: string): readonly string[] =>
  advanced([selector], { minimumProviderVersion: "6.2.0", ...(region !== undefined && { region }) })
    .filter(({ what }) => what.startsWith("never matches"))
    .map(({ property }) => property.replace("selectors[0].", ""));

/** By field, conditions under which a selector of objects, or of network activity, records nothing. */
const EMPTY: Readonly<Record<string, readonly object[]>> = {
  errorCode: [],
  eventName: [{ notStartsWith: ["Get", "Head", "List"], equals: ["GetObject"] }, { equals: ["PutObject "] }],
  eventSource: [
    { equals: ["s3"] },
    { equals: ["S3.amazonaws.com"] },
    { startsWith: ["aws.s3"] },
    { equals: ["dynamodb.amazonaws.com"] },
    { notEquals: ["s3.amazonaws.com"] },
    { notEndsWith: [".amazonaws.com"] },
  ],
  eventType: [{ equals: ["awsapicall"] }, { equals: ["ApiCall"] }, { startsWith: ["aws"] }],
  readOnly: [],
  resourceArn: [
    { startsWith: ["s3://ledger/"] },
    { startsWith: ["arn:aws:s3:eu-west-1:111111111111:ledger/"] },
    { notStartsWith: ["arn:aws:s3:::"] },
    { notStartsWith: ["arn:"] },
  ],
  resourceType: [],
  sessionCredentialFromConsole: [],
  userIdentityArn: [
    { equals: ["Audit"] },
    { equals: ["arn:aws:iam::111111111111:role/Audit"] },
    { startsWith: ["arn:aws:iam::111111111111:role/"] },
    { notStartsWith: ["arn:aws:iam::111111111111:role/team/Scanner"] },
    { startsWith: ["arn:aws:s3:::"] },
    { notStartsWith: ["arn"] },
  ],
  vpcEndpointId: [{ equals: ["VPCE-0a"] }, { startsWith: ["vpc-0a"] }, { equals: ["vpce-xyz"] }],
};

describe("a selector that records nothing", () => {
  const fields = [...fieldsOf("Data"), ...fieldsOf("NetworkActivity")].map(({ property }) => property);

  it("is looked for in every field", () => {
    expect(Object.keys(EMPTY).sort()).toEqual([...new Set(fields)].sort());
  });

  const rows = Object.entries(EMPTY).flatMap(([field, all]) =>
    all.map((condition) => [field, condition] as const),
  );
  it.each(rows)("is a fault or a warning: %s %j", (field, condition) => {
    const selector =
      field === "vpcEndpointId"
        ? { category: "NetworkActivity", eventSource: "s3.amazonaws.com", [field]: condition }
        : { category: "Data", resourceType: S3, [field]: condition };
    expect([...never(selector), ...warned(selector)].join()).toContain(field);
  });

  it.each<[string, object]>([
    ["of functions that read", { resourceType: FUNCTION, readOnly: true }],
    ["of another name", { resourceType: FUNCTION, eventName: { equals: ["InvokeFunction"] } }],
    ["of every name but the one", { resourceType: FUNCTION, eventName: { notEquals: ["Invoke"] } }],
    ["of a management event", { resourceType: TABLE, eventName: { equals: ["CreateTable"] } }],
    [
      "of reads that write",
      { resourceType: TABLE, readOnly: false, eventName: { startsWith: ["Get", "Query"] } },
    ],
    ["of another case", { resourceType: TABLE, eventName: { equals: ["getitem"] } }],
    [
      "of no table",
      { resourceType: TABLE, resourceArn: { equals: ["arn:aws:dynamodb:eu-west-1:111111111111:tabel/x"] } },
    ],
  ])("%s is told for other types too", (_, selector) => {
    const data = { category: "Data", ...selector };
    expect([...never(data), ...warned(data)]).not.toEqual([]);
  });

  it("of another Region is a fault where the trail records one", () => {
    const of = (arn: string): object => ({
      category: "Data",
      resourceType: FUNCTION,
      resourceArn: { startsWith: [arn] },
    });
    const ours = of("arn:aws:lambda:eu-west-1:111111111111:function:x");
    expect([never(ours, "eu-west-1"), never(ours), never(of("arn:aws:lambda:eu"), "us-east-1")]).toEqual([
      [],
      [],
      [],
    ]);
    expect(never(ours, "us-east-1")).toEqual(["resourceArn.startsWith[0]"]);
  });

  it("says what is meant in place of a role", () => {
    const value = "arn:aws:iam::111111111111:role/team/Audit";
    expect(doubtfulValue({ field: "userIdentityArn", operator: "notEquals", value })?.remedy).toBe(
      'write notStartsWith: ["arn:aws:sts::111111111111:assumed-role/Audit/"]',
    );
  });
});

describe("what is told of nothing that CloudTrail records", () => {
  it.each([S3, FUNCTION, TABLE])("each data event of an %s, by its name, kind and source", (resourceType) => {
    const { events = [], eventSource = "", reads } = documentedType(resourceType) ?? {};
    for (const name of events) {
      const readOnly = reads?.(name);
      const selector = {
        ...{
          category: "Data",
          resourceType,
          eventName: { equals: [name] },
          eventSource: { equals: [eventSource] },
        },
        ...(readOnly !== undefined && { readOnly }),
      };
      expect([name, ...never(selector), ...warned(selector)]).toEqual([name]);
      const event = {
        eventCategory: "Data",
        eventName: name,
        eventSource,
        readOnly,
        resources: [{ type: resourceType }],
      };
      const matches = compileSelectors({
        kind: "advanced",
        selectors: [selector as unknown as AdvancedEventSelector],
      });
      expect(matches(event)).toBeDefined();
    }
  });

  (existsSync(LOGS) ? it : it.skip)("values of real logs, their starts and their ends", () => {
    const records = readdirSync(LOGS)
      .filter((file) => file.endsWith(".json"))
      .flatMap(
        (file) =>
          (JSON.parse(readFileSync(path.join(LOGS, file), "utf8")) as { Records: CloudTrailEvent[] }).Records,
      );
    const read = fieldsOf("Data")
      .concat(fieldsOf("NetworkActivity"))
      .filter(({ kind, property }) => kind === "conditions" && property !== "eventName");
    const values = new Set(
      records.flatMap((record) =>
        read.flatMap(({ property, read: of }) => {
          const value = of?.(record);
          return value === undefined ? [] : [`${property} ${value}`];
        }),
      ),
    );
    expect(values.size).toBeGreaterThan(40);
    for (const each of values) {
      const [field = "", value = ""] = each.split(" ");
      const told = [
        doubtfulValue({ field, operator: "equals", value }),
        ...Array.from(value, (_, at) =>
          doubtfulValue({ field, operator: "startsWith", value: value.slice(0, at + 1) }),
        ),
        ...Array.from(value, (_, at) =>
          doubtfulValue({ field, operator: "endsWith", value: value.slice(at) }),
        ),
      ];
      expect(told.filter((problem) => problem !== undefined)).toEqual([]);
    }
  });
});
