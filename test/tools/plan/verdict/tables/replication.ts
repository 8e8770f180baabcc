import type { JsonObject } from "../../../../../tools/plan/change";
import { created, destroyed, updated } from "../plans";
import type { Row } from "./row";

const TYPE = "aws_s3_bucket_replication_configuration";
const COPY = "arn:aws:s3:::acme-cloudtrail-777777777777-replica";
const KEY = "arn:aws:kms:us-east-1:777777777777:key/11111111-2222-3333-4444-555555555555";
const on = { status: "Enabled" } as const;

const DESTINATION: JsonObject = {
  bucket: COPY,
  account: "777777777777",
  access_control_translation: [{ owner: "Destination" }],
  encryption_configuration: [{ replica_kms_key_id: KEY }],
  metrics: [{ ...on, event_threshold: [{ minutes: 15 }] }],
  replication_time: [{ ...on, time: [{ minutes: 15 }] }],
};

const RULE: JsonObject = {
  ...{ id: "second-copy", priority: 1, status: "Enabled" },
  filter: [{ and: [], prefix: "", tag: [] }],
  delete_marker_replication: [{ status: "Disabled" }],
  source_selection_criteria: [{ sse_kms_encrypted_objects: [on] }],
  destination: [DESTINATION],
};

const REPLICATION: JsonObject = {
  bucket: "acme-cloudtrail-222222222222-organization",
  role: "arn:aws:iam::222222222222:role/acme-orgtrail-replication",
  rule: [RULE],
};

const rules = (...some: readonly JsonObject[]): JsonObject => ({
  rule: some.map((each) => ({ ...RULE, ...each })),
});
const to = (destination: JsonObject): JsonObject =>
  rules({ destination: [{ ...DESTINATION, ...destination }] });

function weaker(when: string, changed: JsonObject, ...says: readonly string[]): Row {
  return { rule: "replication-weakened", when, change: updated(TYPE, REPLICATION, changed), says };
}

/** And back again: nothing is lost. */
function stronger(when: string, was: JsonObject): Row {
  return {
    rule: "replication-weakened",
    when: `no longer: ${when}`,
    change: updated(TYPE, { ...REPLICATION, ...was }, REPLICATION),
    says: [],
  };
}

const BOTH_WAYS: readonly (readonly [string, JsonObject, string])[] = [
  ["a rule is switched off", rules({ status: "Disabled" }), "log files are no longer copied to"],
  [
    "log files below a folder alone are copied",
    rules({ filter: [{ and: [], prefix: "AWSLogs/o-a1b2c3d4e5/111111111111/", tag: [] }] }),
    "or fewer are",
  ],
  [
    "log files with a tag alone are copied",
    rules({ filter: [{ tag: [{ key: "a", value: "b" }] }] }),
    "or fewer are",
  ],
  [
    "what is deleted is hidden in the copy",
    rules({ delete_marker_replication: [on] }),
    "what is deleted in the log bucket may be hidden in the copy, too",
  ],
  [
    "what a key encrypts is not copied",
    rules({ source_selection_criteria: [{ sse_kms_encrypted_objects: [{ status: "Disabled" }] }] }),
    "log files that a key encrypts are not copied",
  ],
  [
    "nothing says how soon it is copied",
    to({ replication_time: [{ status: "Disabled", time: [{ minutes: 15 }] }] }),
    "nothing says within which time",
  ],
  [
    "nothing is measured",
    to({ metrics: [{ status: "Disabled", event_threshold: [{ minutes: 15 }] }] }),
    "nothing tells whether log files are copied",
  ],
  [
    "the copies stay the first account's",
    to({ access_control_translation: [] }),
    "access_control_translation: ",
  ],
];

/** The second copy of the logs. */
export const REPLICATION_ROWS: readonly Row[] = [
  ...BOTH_WAYS.map(([when, changed, says]) => weaker(when, changed, says)),
  ...BOTH_WAYS.map(([when, changed]) => stronger(when, changed)),
  weaker("all rules go", { rule: [] }, "log files are no longer copied to"),
  weaker("it goes elsewhere", to({ bucket: "arn:aws:s3:::other" }), `no longer copied to "${COPY}"`),
  weaker(
    "another key encrypts",
    to({ encryption_configuration: [{ replica_kms_key_id: `${KEY}6` }] }),
    "replica_kms_key_id",
  ),
  weaker("another role copies", { role: "arn:aws:iam::222222222222:role/other" }, "role: "),
  weaker("there is one more rule", rules({}, { id: "more", destination: [{ bucket: "arn:aws:s3:::more" }] })),
  {
    rule: "replication-weakened",
    when: "it is destroyed",
    change: destroyed(TYPE, REPLICATION),
    says: ["log files are no longer copied elsewhere"],
  },
  { rule: "replication-weakened", when: "it is made", change: created(TYPE, REPLICATION), says: [] },
  {
    rule: "access-widened",
    when: "log files are copied to a stranger, too",
    change: updated(
      TYPE,
      REPLICATION,
      rules({}, { id: "more", destination: [{ bucket: "arn:aws:s3:::stranger" }] }),
    ),
    says: ['log files are newly copied to "arn:aws:s3:::stranger", which the configuration does not name'],
  },
  {
    rule: "access-widened",
    when: "a bucket begins to be copied to a stranger",
    change: created(TYPE, REPLICATION),
    says: [`log files are newly copied to "${COPY}"`],
  },
  {
    rule: "access-widened",
    when: "a bucket is copied to a stranger no more",
    change: destroyed(TYPE, REPLICATION),
    says: [],
  },
  {
    rule: "access-widened",
    when: "a bucket is copied to where it was copied before",
    change: updated(TYPE, REPLICATION, to({ metrics: [] })),
    says: [],
  },
];
