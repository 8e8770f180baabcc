import { UNKNOWN } from "../../../../../tools/plan/change";
import { updated } from "../plans";
import { advanced, basic, MANAGEMENT, S3_WRITES, TEAM_TRAIL, TRAIL } from "../resources";
import type { Row } from "./row";

const trail = (changes: Parameters<typeof updated>[2]) => updated("aws_cloudtrail", TRAIL, changes);

const WITHOUT_KMS = advanced({
  eventCategory: "Management",
  eventSource: { not_equals: ["kms.amazonaws.com"] },
});

/** What the organization trail records of management events. */
export const MANAGEMENT_EVENT_ROWS: readonly Row[] = [
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
    rule: "management-events-lost",
    when: "a selector chooses services in a way that nobody knows",
    change: trail({
      advanced_event_selector: [
        advanced({ eventCategory: "Management", eventSource: "iam.amazonaws.com" }),
        S3_WRITES,
      ],
    }),
    says: ["it cannot be seen that the trail still records write management events, read management events"],
  },
  {
    rule: "management-events-lost",
    when: "a selector has a field that nobody knows for them",
    change: trail({
      advanced_event_selector: [
        advanced({ eventCategory: "Management", eventName: "CreateUser" }),
        S3_WRITES,
      ],
    }),
    says: ["a selector has a field that orgtrail does not know: eventName"],
  },
  {
    rule: "management-events-lost",
    when: "the selectors are known only after apply",
    change: trail({ advanced_event_selector: UNKNOWN }),
    says: ["it cannot be seen that the trail still records"],
  },
  {
    rule: "management-events-lost",
    when: "a selector is for reads and writes, so that nobody knows",
    change: trail({
      advanced_event_selector: [
        advanced({ eventCategory: "Management", readOnly: { equals: ["true", "false"] } }),
      ],
    }),
    says: ["compares readOnly in a way that orgtrail does not know"],
  },
  {
    rule: "management-events-lost",
    when: "a selector that nobody can read goes",
    change: updated(
      "aws_cloudtrail",
      {
        ...TRAIL,
        advanced_event_selector: [advanced({ eventCategory: "Management", eventName: "CreateUser" })],
      },
      { advanced_event_selector: [S3_WRITES] },
    ),
    says: ["it cannot be seen that the trail still records"],
  },
  {
    rule: "management-events-lost",
    when: "a selector that nobody can read stays, and all are recorded besides",
    change: updated(
      "aws_cloudtrail",
      {
        ...TRAIL,
        advanced_event_selector: [advanced({ eventCategory: "Management", eventName: "CreateUser" })],
      },
      {
        advanced_event_selector: [
          MANAGEMENT,
          { ...advanced({ eventCategory: "Management", eventName: "CreateUser" }), name: "users" },
        ],
      },
    ),
    says: [],
  },
  {
    rule: "management-events-lost",
    when: "a selector of data events cannot be read, which loses none of them",
    change: trail({
      advanced_event_selector: [
        MANAGEMENT,
        advanced({ eventCategory: "Data", "resources.type": UNKNOWN, "new.field": "x" }),
      ],
    }),
    says: [],
  },
  {
    rule: "management-events-lost",
    when: "a basic selector reads and writes in a way that nobody knows",
    change: trail({
      advanced_event_selector: [],
      event_selector: [basic({ read_write_type: "Some" })],
    }),
    says: ["read_write_type is none that orgtrail knows: Some"],
  },
  {
    rule: "management-events-lost",
    when: "a basic selector has data events that nobody knows",
    change: trail({
      advanced_event_selector: [],
      event_selector: [basic({ data_resource: [{ type: "AWS::New::Type", values: ["x"] }] })],
    }),
    says: [],
  },
];
