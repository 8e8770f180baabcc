import { created, updated } from "../plans";
import { advanced, basic, LOG_BUCKET, MANAGEMENT, S3_ALL, S3_WRITES, TEAM_TRAIL, TRAIL } from "../resources";
import type { Row } from "./row";

const trail = (changes: Parameters<typeof updated>[2]) => updated("aws_cloudtrail", TRAIL, changes);
const teamTrail = (changes: Parameters<typeof updated>[2]) => updated("aws_cloudtrail", TEAM_TRAIL, changes);

const WITHOUT_KMS = advanced({
  eventCategory: "Management",
  eventSource: { not_equals: ["kms.amazonaws.com"] },
});

/** What a trail records. */
export const SELECTOR_ROWS: readonly Row[] = [
  {
    rule: "management-events-lost",
    when: "no selector is for them",
    change: trail({ advanced_event_selector: [S3_WRITES] }),
    says: ["no longer records write management events, read management events"],
  },
  {
    rule: "management-events-lost",
    when: "only writes are recorded",
    change: trail({
      advanced_event_selector: [advanced({ eventCategory: "Management", readOnly: "false" })],
    }),
    says: ["no longer records read management events, read management events of KMS"],
  },
  {
    rule: "management-events-lost",
    when: "KMS is left out",
    change: trail({ advanced_event_selector: [WITHOUT_KMS] }),
    says: ["no longer records write management events of KMS, read management events of KMS"],
  },
  {
    rule: "management-events-lost",
    when: "basic selectors leave them out",
    change: trail({
      advanced_event_selector: [],
      event_selector: [basic({ include_management_events: false })],
    }),
    says: ["no longer records write management events"],
  },
  {
    rule: "management-events-lost",
    when: "two selectors record what one did",
    change: trail({
      advanced_event_selector: [
        advanced({ eventCategory: "Management", readOnly: "false" }),
        advanced({ eventCategory: "Management", readOnly: "true" }),
      ],
    }),
    says: [],
  },
  {
    rule: "management-events-lost",
    when: "a trail without selectors records them by default",
    change: trail({ advanced_event_selector: [], event_selector: [] }),
    says: [],
  },
  {
    rule: "management-events-lost",
    when: "it is a team's, of which the organization trail has a copy",
    change: updated(
      "aws_cloudtrail",
      { ...TEAM_TRAIL, advanced_event_selector: [MANAGEMENT] },
      { advanced_event_selector: [S3_WRITES] },
    ),
    says: [],
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
    when: "a log bucket is left out",
    change: trail({
      advanced_event_selector: [
        MANAGEMENT,
        advanced({
          eventCategory: "Data",
          "resources.type": "AWS::S3::Object",
          readOnly: "false",
          "resources.ARN": { not_starts_with: [`arn:aws:s3:::${LOG_BUCKET}/`] },
        }),
      ],
    }),
    says: [],
  },
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
