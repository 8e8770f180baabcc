import { LogConsumers, type LogConsumersProps } from "../../../modules/log-consumers";
import { AccountId, BucketName, ConsumerName, regionOf, RoleName } from "../../../modules/organization";
import type { Consumer } from "../../../modules/policy";
import { ValidationError } from "../../../modules/validation";
import { onlyResource, resources } from "../../support/synthesized";
import { synthesized } from "../monitoring/fixtures";

const LOGS = "AWSLogs/o-a1b2c3d4e5/";
const TOPIC = "arn:aws:sns:eu-west-1:222222222222:acme-orgtrail-high";

function consumer(name: string, others: Partial<Consumer> = {}): Consumer {
  return {
    name: ConsumerName.of(name),
    account: AccountId.of("777777777777"),
    externalId: "4f1c-0a52",
    roleName: RoleName.of(`acme-orgtrail-consumer-${name}`),
    folders: [LOGS],
    ...others,
  };
}

const QUEUED = consumer("panther", {
  folders: [`${LOGS}111111111111/`, `${LOGS}333333333333/`],
  notify: { kind: "sqs", queueName: "acme-orgtrail-consumer-panther" },
});
const SUBSCRIBED = consumer("soc", {
  folders: [`${LOGS}444444444444/`],
  notify: { kind: "sns", topicName: "acme-consumer-soc" },
});
const ON_BUS = consumer("lake", {
  notify: {
    kind: "eventbridge",
    eventBusArn: "arn:aws:events:us-east-1:777777777777:event-bus/logs",
    ruleName: "acme-orgtrail-consumer-lake",
    busRoleName: RoleName.of("acme-orgtrail-consumer-lake-bus"),
  },
});

const PROPS: LogConsumersProps = {
  place: {
    partition: "aws",
    region: regionOf("aws", "eu-west-1"),
    account: AccountId.of("222222222222"),
    namePrefix: "acme-orgtrail-",
  },
  bucketName: BucketName.of("acme-cloudtrail-222222222222-organization"),
  keyAlias: "alias/acme-orgtrail-consumers",
  topicArn: TOPIC,
  consumers: [QUEUED, SUBSCRIBED, ON_BUS],
};

function made(props: Partial<LogConsumersProps> = {}) {
  return synthesized((stack) => {
    new LogConsumers(stack, "consumers", { ...PROPS, ...props });
  });
}

function faults(...consumers: readonly Consumer[]): string {
  try {
    made({ consumers });
  } catch (error) {
    if (error instanceof ValidationError) return error.message;
    throw error;
  }
  return "";
}

describe("LogConsumers", () => {
  const json = made();

  it("tells queue and topic of every log file in the folders, once these let S3", () => {
    const notification = onlyResource(json, "aws_s3_bucket_notification");
    const files = { events: ["s3:ObjectCreated:*"], filter_suffix: ".json.gz" };
    expect(notification).toMatchObject({
      bucket: "acme-cloudtrail-222222222222-organization",
      eventbridge: true,
      queue: [
        { ...files, filter_prefix: `${LOGS}111111111111/` },
        { ...files, filter_prefix: `${LOGS}333333333333/` },
      ],
      topic: [{ ...files, filter_prefix: `${LOGS}444444444444/` }],
    });
    const after = JSON.stringify(notification["depends_on"]);
    expect(after).toContain("aws_sqs_queue_policy");
    expect(after).toContain("aws_sns_topic_policy");
  });

  it("encrypts each queue and topic, and keeps what nobody took", () => {
    const queues = resources(json, "aws_sqs_queue");
    expect(queues.map(({ name }) => name).sort()).toEqual([
      "acme-orgtrail-consumer-lake-undelivered",
      "acme-orgtrail-consumer-panther",
      "acme-orgtrail-consumer-panther-undelivered",
    ]);
    for (const queue of queues)
      expect(queue).toMatchObject({ sqs_managed_sse_enabled: true, message_retention_seconds: 1_209_600 });
    const own = queues.find(({ name }) => name === "acme-orgtrail-consumer-panther");
    expect(own?.["redrive_policy"]).toContain("maxReceiveCount");
    expect(onlyResource(json, "aws_sns_topic")["kms_master_key_id"]).toContain("aws_kms_key");
  });

  it("sends to the bus, by a role and with a queue of what did not reach it", () => {
    expect(onlyResource(json, "aws_cloudwatch_event_target")).toMatchObject({
      arn: "arn:aws:events:us-east-1:777777777777:event-bus/logs",
      role_arn: expect.stringContaining(":role/") as unknown,
      dead_letter_config: { arn: expect.stringContaining("aws_sqs_queue") as unknown },
    });
    const { event_pattern: pattern } = onlyResource(json, "aws_cloudwatch_event_rule");
    expect(JSON.parse(pattern as string)).toEqual({
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: {
        bucket: { name: ["acme-cloudtrail-222222222222-organization"] },
        object: { key: [{ prefix: LOGS }] },
      },
    });
  });

  it("rings where a consumer is behind, or cannot take what it is told", () => {
    const alarms = resources(json, "aws_cloudwatch_metric_alarm");
    expect(alarms.map(({ alarm_name: name }) => name).sort()).toEqual([
      "acme-orgtrail-consumer-lake-undelivered",
      "acme-orgtrail-consumer-panther-behind",
      "acme-orgtrail-consumer-panther-undelivered",
    ]);
    for (const alarm of alarms) expect(alarm["alarm_actions"]).toEqual([TOPIC]);
  });

  it("makes a role alone for who looks for itself, and sets no notifications", () => {
    const alone = made({ consumers: [consumer("elastic")] });
    expect(resources(alone, "aws_iam_role")).toHaveLength(1);
    for (const type of ["aws_s3_bucket_notification", "aws_sqs_queue", "aws_kms_key"])
      expect(resources(alone, type)).toEqual([]);
  });

  it("has folders of two overlap by EventBridge, and of one by whatever", () => {
    expect(faults(ON_BUS, QUEUED, SUBSCRIBED)).toBe("");
    const both = { ...QUEUED, folders: [LOGS, `${LOGS}111111111111/`] };
    expect(faults(both)).toBe("");
  });

  it.each<[string, readonly Consumer[], RegExp]>([
    [
      "a name twice",
      [QUEUED, { ...QUEUED, folders: [`${LOGS}9/`] }],
      /consumers\[1\]\.name is the name of another/,
    ],
    [
      "folders that overlap",
      [QUEUED, { ...SUBSCRIBED, folders: [LOGS] }],
      /consumers\[1\]\.notify tells of files in AWSLogs\/o-a1b2c3d4e5\/, of which panther is told already/,
    ],
    ["no folder", [consumer("a1", { folders: [] })], /consumers\[0\]\.folders is empty/],
    ["a folder of everybody's", [consumer("a1", { folders: ["AWSLogs/*/"] })], /folders\[0\] is no folder/],
    [
      "a folder that ends in the middle",
      [consumer("a1", { folders: ["AWSLogs"] })],
      /folders\[0\] is no folder/,
    ],
    ["an external id of one letter", [consumer("a1", { externalId: "x" })], /externalId is no external id/],
    [
      "a role of another account",
      [consumer("a1", { principal: "arn:aws:iam::888888888888:role/Panther" })],
      /principal is of another account/,
    ],
    [
      "the bus of somebody else",
      [
        consumer("a1", {
          notify: {
            ...(ON_BUS.notify as Extract<Consumer["notify"], { kind: "eventbridge" }>),
            eventBusArn: "arn:aws:events:us-east-1:888888888888:event-bus/logs",
          },
        }),
      ],
      /notify\.eventBusArn is a bus of somebody else/,
    ],
    [
      "more folders than a role's policy has room for",
      [
        consumer("a1", {
          folders: Array.from({ length: 90 }, (_, index) => `${LOGS}${String(index).padStart(12, "1")}/`),
        }),
      ],
      /folders has \d+ characters, \d+ over/,
    ],
    [
      "more notifications than a bucket has",
      Array.from({ length: 3 }, (_, index) => ({
        ...QUEUED,
        name: ConsumerName.of(`c${index}`),
        folders: Array.from({ length: 34 }, (__, folder) => `${LOGS}${index}${folder + 10}/`),
      })),
      /consumers take 102 notifications of the bucket/,
    ],
  ])("refuses %s", (_, consumers, says) => {
    expect(faults(...consumers)).toMatch(says);
  });
});
