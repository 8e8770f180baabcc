import { UNKNOWN, type JsonObject } from "../../../../../tools/plan/change";
import { created, destroyed, updated } from "../plans";
import type { Row } from "./row";

const TYPE = "aws_s3_bucket_notification";
const OWN_QUEUE = "arn:aws:sqs:us-east-1:222222222222:acme-orgtrail-consumer-panther";
const NOT_NAMED = "whom the configuration does not name";
const told = (arn: string): JsonObject => ({
  queue_arn: arn,
  events: ["s3:ObjectCreated:*"],
  filter_prefix: "AWSLogs/o-a1b2c3d4e5/",
  filter_suffix: ".json.gz",
});
const NOTIFICATION: JsonObject = {
  bucket: "acme-cloudtrail-222222222222-organization",
  eventbridge: true,
  lambda_function: [],
  queue: [told(OWN_QUEUE)],
  topic: [],
};

function fewer(when: string, changed: JsonObject, ...says: readonly string[]): Row {
  return { rule: "delivery-notification-removed", when, change: updated(TYPE, NOTIFICATION, changed), says };
}

function others(when: string, changed: JsonObject, ...says: readonly string[]): Row {
  return { rule: "access-widened", when, change: updated(TYPE, NOTIFICATION, changed), says };
}

const STRANGERS = "arn:aws:sqs:us-east-1:999999999999:logs";

/** Whom the log bucket tells of new files. */
export const CONSUMER_ROWS: readonly Row[] = [
  fewer("a queue is told of new log files no more", { queue: [] }, "queue: "),
  fewer(
    "a queue is told of the log files of fewer accounts",
    { queue: [{ ...told(OWN_QUEUE), filter_prefix: "AWSLogs/o-a1b2c3d4e5/1/" }] },
    "queue: ",
  ),
  fewer("EventBridge is told of new log files no more", { eventbridge: false }, "eventbridge: true → false"),
  fewer("a topic is told, too", { topic: [{ topic_arn: UNKNOWN, events: ["s3:ObjectCreated:*"] }] }),
  {
    rule: "delivery-notification-removed",
    when: "all notifications of a bucket go",
    change: destroyed(TYPE, NOTIFICATION),
    says: ["nobody is told of new log files any more"],
  },
  others(
    "a queue of a stranger is told of new log files",
    { queue: [told(OWN_QUEUE), told(STRANGERS)] },
    `the bucket newly tells "${STRANGERS}" of new log files, ${NOT_NAMED}`,
  ),
  others(
    "a function is told of new log files",
    { lambda_function: [{ lambda_function_arn: "arn:aws:lambda:us-east-1:222222222222:function:x" }] },
    NOT_NAMED,
  ),
  others("a queue that the plan makes is told", { queue: [told(UNKNOWN)] }),
  others("whoever was told before is told of others' files", {
    queue: [{ ...told(OWN_QUEUE), filter_prefix: "AWSLogs/" }],
  }),
  {
    rule: "access-widened",
    when: "a bucket begins to tell a stranger",
    change: created(TYPE, { ...NOTIFICATION, queue: [told(STRANGERS)] }),
    says: [NOT_NAMED],
  },
  {
    rule: "access-widened",
    when: "a bucket that tells a stranger tells nobody any more",
    change: destroyed(TYPE, { ...NOTIFICATION, queue: [told(STRANGERS)] }),
    says: [],
  },
];
