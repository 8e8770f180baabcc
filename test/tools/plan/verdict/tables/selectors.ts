import type { JsonObject } from "../../../../../tools/plan/change";
import { LOG_FILE_CALLS } from "../../../../../modules/event-selectors";
import { blocksAt } from "../../../../../modules/facts";
import { created, updated } from "../plans";
import { advanced, basic, LOG_BUCKET, MANAGEMENT, S3_ALL, S3_WRITES, TEAM_TRAIL, TRAIL } from "../resources";
import type { Row } from "./row";

const trail = (changes: Parameters<typeof updated>[2]) => updated("aws_cloudtrail", TRAIL, changes);
const teamTrail = (changes: Parameters<typeof updated>[2]) => updated("aws_cloudtrail", TEAM_TRAIL, changes);

const numbered = (count: number, start: string, first = 0): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${start}${index + first}`);

/** Thirty calls in so many buckets: more combinations than anybody tries. */
const manyWrites = (buckets: number, first = 0): JsonObject =>
  advanced({
    eventCategory: "Data",
    "resources.type": "AWS::S3::Object",
    readOnly: "false",
    eventName: { equals: [...numbered(30, "Put")] },
    "resources.ARN": {
      starts_with: numbered(buckets, "arn:aws:s3:::bucket-", first).map((arn) => `${arn}/`),
    },
  });

/** Each of these selectors leaves out a call, a resource, a source, a type and a person that no other does. */
const ENTANGLED = numbered(60, "x").map((each) =>
  advanced({
    eventCategory: "Data",
    "resources.type": "AWS::S3::Object",
    readOnly: "false",
    ...Object.fromEntries(
      ["eventName", "resources.ARN", "eventSource", "eventType", "userIdentity.arn"].map((field) => [
        field,
        { not_equals: [each] },
      ]),
    ),
  }),
);

const LOGS = `arn:aws:s3:::${LOG_BUCKET}/`;
const BUT_LOGS = advanced({
  eventCategory: "Data",
  "resources.type": "AWS::S3::Object",
  readOnly: "false",
  "resources.ARN": { not_starts_with: [LOGS] },
});

/** What is done to log files. */
const logFiles = (calls: readonly string[], fields: Readonly<Record<string, JsonObject>> = {}): JsonObject =>
  advanced({
    eventCategory: "Data",
    "resources.type": "AWS::S3::Object",
    eventName: { equals: [...calls] },
    "resources.ARN": { starts_with: [LOGS] },
    ...fields,
  });

/** What a trail records. */
export const SELECTOR_ROWS: readonly Row[] = [
  {
    rule: "fewer-events",
    when: "forty buckets are recorded no more, in many combinations",
    change: updated(
      "aws_cloudtrail",
      { ...TRAIL, advanced_event_selector: [MANAGEMENT, manyWrites(40)] },
      { advanced_event_selector: [MANAGEMENT] },
    ),
    says: ["no longer records all writes of AWS::S3::Object that it did"],
  },
  {
    rule: "fewer-events",
    when: "one of forty buckets is recorded no more",
    change: updated(
      "aws_cloudtrail",
      { ...TRAIL, advanced_event_selector: [MANAGEMENT, manyWrites(40)] },
      { advanced_event_selector: [MANAGEMENT, manyWrites(39)] },
    ),
    says: ["no longer records all writes of AWS::S3::Object that it did"],
  },
  {
    rule: "fewer-events",
    when: "one more bucket is recorded besides forty, in two selectors",
    change: updated(
      "aws_cloudtrail",
      { ...TRAIL, advanced_event_selector: [MANAGEMENT, manyWrites(40)] },
      { advanced_event_selector: [manyWrites(21, 20), MANAGEMENT, manyWrites(20)] },
    ),
    says: [],
  },
  {
    rule: "more-events",
    when: "forty buckets are recorded in place of one",
    change: updated(
      "aws_cloudtrail",
      { ...TRAIL, advanced_event_selector: [MANAGEMENT, manyWrites(1)] },
      { advanced_event_selector: [MANAGEMENT, manyWrites(40)] },
    ),
    says: ["the trail records more writes of AWS::S3::Object"],
  },
  {
    rule: "fewer-events",
    when: "selectors are made to have too many combinations",
    change: updated(
      "aws_cloudtrail",
      { ...TRAIL, advanced_event_selector: [MANAGEMENT, S3_WRITES] },
      { advanced_event_selector: [MANAGEMENT, ...ENTANGLED] },
    ),
    says: ["it cannot be judged whether the trail records all writes of AWS::S3::Object that it did"],
  },
  {
    rule: "fewer-events",
    when: "a type of resources is compared in a way that nobody knows",
    change: trail({
      advanced_event_selector: [
        MANAGEMENT,
        advanced({ eventCategory: "Data", "resources.type": { not_equals: ["AWS::S3::Object"] } }),
      ],
    }),
    says: ["cannot be judged: a selector compares resources.type in a way that orgtrail does not know"],
  },
  {
    rule: "fewer-events",
    when: "a field stands there twice",
    change: trail({
      advanced_event_selector: [
        MANAGEMENT,
        {
          name: null,
          field_selector: [S3_WRITES, S3_WRITES].flatMap((each) => blocksAt(each, "field_selector")),
        },
      ],
    }),
    says: ["cannot be judged: a selector has a field twice"],
  },
  {
    rule: "fewer-events",
    when: "a team's trail leaves management events out",
    change: updated(
      "aws_cloudtrail",
      { ...TEAM_TRAIL, advanced_event_selector: [MANAGEMENT, S3_WRITES] },
      { advanced_event_selector: [S3_WRITES] },
    ),
    says: ["no longer records all write management events"],
  },
  {
    rule: "fewer-events",
    when: "data events are gone",
    change: trail({ advanced_event_selector: [MANAGEMENT] }),
    says: ["no longer records all writes of AWS::S3::Object that it did"],
  },
  {
    rule: "fewer-events",
    when: "one bucket is left out",
    change: trail({
      advanced_event_selector: [
        MANAGEMENT,
        advanced({
          eventCategory: "Data",
          "resources.type": "AWS::S3::Object",
          readOnly: "false",
          "resources.ARN": { not_starts_with: ["arn:aws:s3:::acme-ledger/"] },
        }),
      ],
    }),
    says: ["no longer records all writes of AWS::S3::Object that it did"],
  },
  {
    rule: "fewer-events",
    when: "a log bucket is left out, but for what is done to its files",
    change: trail({ advanced_event_selector: [MANAGEMENT, BUT_LOGS, logFiles(LOG_FILE_CALLS)] }),
    says: [],
  },
  {
    rule: "fewer-events",
    when: "a log bucket is left out, and what is done to its files",
    change: trail({ advanced_event_selector: [MANAGEMENT, BUT_LOGS] }),
    says: [`no longer records all ${LOG_FILE_CALLS.join(", ")} on files in log buckets that it did`],
  },
  {
    rule: "fewer-events",
    when: "one call on log files is left out",
    change: trail({
      advanced_event_selector: [
        MANAGEMENT,
        BUT_LOGS,
        logFiles(LOG_FILE_CALLS.filter((call) => call !== "DeleteObject")),
      ],
    }),
    says: ["no longer records all DeleteObject on files in log buckets that it did"],
  },
  ...(
    [
      ["by all but one person", { "userIdentity.arn": { not_equals: ["arn:aws:iam::111111111111:user/x"] } }],
      [
        "but in one account's folder",
        { "resources.ARN": { starts_with: [LOGS], not_starts_with: [`${LOGS}AWSLogs/444444444444/`] } },
      ],
      ["of all kinds but one", { "resources.ARN": { starts_with: [LOGS], not_ends_with: ["_x.json.gz"] } }],
      ["in another bucket alone", { "resources.ARN": { starts_with: ["arn:aws:s3:::acme-ledger/"] } }],
    ] as const
  ).map(([which, fields]): Row => ({
    rule: "fewer-events",
    when: `what is done to log files is recorded ${which}`,
    change: trail({ advanced_event_selector: [MANAGEMENT, BUT_LOGS, logFiles(LOG_FILE_CALLS, fields)] }),
    says: ["on files in log buckets that it did"],
  })),
  {
    rule: "fewer-events",
    when: "a call is left out",
    change: teamTrail({
      advanced_event_selector: [
        advanced({
          eventCategory: "Data",
          "resources.type": "AWS::S3::Object",
          readOnly: "false",
          eventName: { not_equals: ["PutObject"] },
        }),
      ],
    }),
    says: ["no longer records all writes of AWS::S3::Object that it did"],
  },
  {
    rule: "fewer-events",
    when: "the selectors say the same in another order, with another name",
    change: trail({ advanced_event_selector: [{ ...S3_WRITES, name: "writes" }, MANAGEMENT] }),
    says: [],
  },
  {
    rule: "fewer-events",
    when: "advanced selectors record what basic ones did",
    change: updated(
      "aws_cloudtrail",
      {
        ...TRAIL,
        advanced_event_selector: [],
        event_selector: [basic({ data_resource: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] })],
      },
      { advanced_event_selector: [MANAGEMENT, S3_ALL], event_selector: [] },
    ),
    says: [],
  },
  {
    rule: "fewer-events",
    when: "a field is none that we know",
    change: trail({
      advanced_event_selector: [
        advanced({ eventCategory: "Data", "resources.type": "AWS::S3::Object", "new.field": "x" }),
      ],
    }),
    says: ["cannot be judged: a selector has a field that orgtrail does not know: new.field"],
  },
  {
    rule: "fewer-events",
    when: "a service is left out that AWS lets nobody leave out so far",
    change: trail({
      advanced_event_selector: [
        advanced({ eventCategory: "Management", eventSource: { not_equals: ["new.amazonaws.com"] } }),
      ],
    }),
    says: ["cannot be judged: an event source is none that orgtrail knows: new.amazonaws.com"],
  },
  {
    rule: "more-events",
    when: "reads are recorded too",
    change: trail({ advanced_event_selector: [MANAGEMENT, S3_ALL] }),
    says: ["the trail records more reads of AWS::S3::Object"],
  },
  {
    rule: "more-events",
    when: "a team's trail makes a copy of management events",
    change: teamTrail({ advanced_event_selector: [MANAGEMENT, S3_WRITES] }),
    says: ["makes a further copy of write management events"],
  },
  {
    rule: "more-events",
    when: "VPC endpoints are recorded",
    change: trail({
      advanced_event_selector: [
        MANAGEMENT,
        S3_WRITES,
        advanced({ eventCategory: "NetworkActivity", eventSource: "s3.amazonaws.com" }),
      ],
    }),
    says: ["records more network activity of s3.amazonaws.com"],
  },
  {
    rule: "more-events",
    when: "a new trail records data events",
    change: created("aws_cloudtrail", TEAM_TRAIL),
    says: ["the trail records more writes of AWS::S3::Object"],
  },
  {
    rule: "more-events",
    when: "a new organization trail records management events, of which the first copy is free",
    change: created("aws_cloudtrail", { ...TRAIL, advanced_event_selector: [MANAGEMENT] }),
    says: [],
  },
  {
    rule: "more-events",
    when: "there are fewer",
    change: trail({ advanced_event_selector: [MANAGEMENT] }),
    says: [],
  },
];
