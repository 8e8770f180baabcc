import { AccountId, OrganizationId, TrailName, type Region } from "../../../modules/organization";
import {
  alarmTopicPolicy,
  deadLetterQueuePolicy,
  eventBusPolicy,
  eventLogRolePolicy,
  eventLogRoleTrust,
  forwardingRolePolicy,
  forwardingRoleTrust,
  monitoringKeyPolicy,
  POLICY_LIMITS,
  policySizeProblem,
  type MonitoringPlace,
  type PolicyDocument,
} from "../../../modules/policy";
import {
  evaluateDocument,
  iamUser,
  roleSession,
  servicePrincipal,
  type AccessRequest,
  type ContextValue,
  type RequestPrincipal,
} from "../../../modules/policy-evaluation";

const ACCOUNT = "111111111111";
const PLACE: MonitoringPlace = {
  partition: "aws",
  region: "us-east-1" as Region,
  account: AccountId.of(ACCOUNT),
  namePrefix: "acme-orgtrail-",
};
const TRAIL = {
  partition: "aws",
  homeRegion: PLACE.region,
  account: PLACE.account,
  name: TrailName.of("audit"),
  organization: OrganizationId.of("o-a1b2c3d4e5"),
} as const;

const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:acme-orgtrail-critical`;
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:acme-orgtrail-undelivered`;
const BUS = "arn:aws:events:us-east-1:333333333333:event-bus/acme-orgtrail";
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234`;
const STREAMS = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/orgtrail/acme:log-stream:`;

const cloudWatch = servicePrincipal("cloudwatch.amazonaws.com");
const events = servicePrincipal("events.amazonaws.com");
const logs = servicePrincipal("logs.us-east-1.amazonaws.com");
const cloudTrail = servicePrincipal("cloudtrail.amazonaws.com");
const stranger = iamUser({ account: "999999999999", user: "mallory" });
const member = roleSession({
  account: "444444444444",
  role: "acme-orgtrail-forward",
  session: "events",
  organization: "o-a1b2c3d4e5",
});

const alarm = (name: string, account = ACCOUNT): string =>
  `arn:aws:cloudwatch:us-east-1:${account}:alarm:${name}`;
const rule = (name: string, account = ACCOUNT): string => `arn:aws:events:us-east-1:${account}:rule/${name}`;
const from = (arn: string, account = ACCOUNT): Readonly<Record<string, ContextValue>> => ({
  "aws:SourceArn": arn,
  "aws:SourceAccount": account,
});

type Row = [string, RequestPrincipal, string, string, Readonly<Record<string, ContextValue>>, boolean];

function allowed(document: PolicyDocument, row: Row, attachedTo?: "identity"): boolean {
  const [, principal, action, resource, context] = row;
  const request: AccessRequest = { principal, action, resource, context };
  return evaluateDocument(document, request, attachedTo).effect === "Allow";
}

describe("the topic of alarms", () => {
  const policy = alarmTopicPolicy(PLACE, TOPIC);
  it.each<Row>([
    ["an alarm of orgtrail's", cloudWatch, "sns:Publish", TOPIC, from(alarm("acme-orgtrail-root-use")), true],
    ["another alarm", cloudWatch, "sns:Publish", TOPIC, from(alarm("cpu")), false],
    [
      "an alarm of another account",
      cloudWatch,
      "sns:Publish",
      TOPIC,
      from(alarm("acme-orgtrail-root-use", "999999999999"), "999999999999"),
      false,
    ],
    ["an alarm that says nothing of itself", cloudWatch, "sns:Publish", TOPIC, {}, false],
    ["a rule of orgtrail's", events, "sns:Publish", TOPIC, from(rule("acme-orgtrail-root-use")), true],
    [
      "a rule of orgtrail's on a bus",
      events,
      "sns:Publish",
      TOPIC,
      from(rule("bus/acme-orgtrail-root-use")),
      true,
    ],
    ["EventBridge, where it names no rule", events, "sns:Publish", TOPIC, {}, true],
    ["another rule", events, "sns:Publish", TOPIC, from(rule("nightly")), false],
    [
      "a rule of another account",
      events,
      "sns:Publish",
      TOPIC,
      { "aws:SourceAccount": "999999999999" },
      false,
    ],
    ["a rule that subscribes", events, "sns:Subscribe", TOPIC, from(rule("acme-orgtrail-root-use")), false],
    ["somebody else", stranger, "sns:Publish", TOPIC, {}, false],
  ])("%s", (...row) => {
    expect(allowed(policy, row)).toBe(row[5]);
  });
});

describe("the key of monitoring", () => {
  const policy = monitoringKeyPolicy(PLACE, ["/orgtrail/acme"]);
  const context = (group: string): Readonly<Record<string, ContextValue>> => ({
    "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${group}`,
  });
  const to = (account: string): Readonly<Record<string, ContextValue>> => ({
    "kms:EncryptionContext:aws:sns:topicArn": `arn:aws:sns:us-east-1:${account}:acme-orgtrail-critical`,
  });
  it.each<Row>([
    ["CloudWatch Logs for its log group", logs, "kms:GenerateDataKey", KEY, context("/orgtrail/acme"), true],
    ["CloudWatch Logs for another", logs, "kms:GenerateDataKey", KEY, context("/other"), false],
    ["CloudWatch Logs for none", logs, "kms:Decrypt", KEY, {}, false],
    [
      "CloudWatch Logs of another Region",
      servicePrincipal("logs.eu-west-1.amazonaws.com"),
      "kms:Encrypt",
      KEY,
      context("/orgtrail/acme"),
      false,
    ],
    ["alarms that publish", cloudWatch, "kms:GenerateDataKey", KEY, to(ACCOUNT), true],
    ["rules that publish", events, "kms:Decrypt", KEY, to(ACCOUNT), true],
    [
      "rules that publish to a topic of another account",
      events,
      "kms:Decrypt",
      KEY,
      to("999999999999"),
      false,
    ],
    ["alarms that encrypt for no topic", cloudWatch, "kms:GenerateDataKey", KEY, {}, false],
    [
      "rules of another account",
      events,
      "kms:Decrypt",
      KEY,
      { ...to(ACCOUNT), "aws:SourceAccount": "999999999999" },
      false,
    ],
    ["alarms that manage the key", cloudWatch, "kms:PutKeyPolicy", KEY, to(ACCOUNT), false],
    ["somebody else", stranger, "kms:Decrypt", KEY, {}, false],
  ])("%s", (...row) => {
    expect(allowed(policy, row)).toBe(row[5]);
  });

  it("names CloudWatch Logs by the partition's name", () => {
    const china = monitoringKeyPolicy({ ...PLACE, partition: "aws-cn", region: "cn-north-1" as Region }, [
      "x",
    ]);
    expect(JSON.stringify(china)).toContain('"logs.cn-north-1.amazonaws.com.cn"');
  });

  it("does without CloudWatch Logs where it encrypts topics alone", () => {
    expect(monitoringKeyPolicy(PLACE, []).Statement.map(({ Sid }) => Sid)).toEqual([
      "AllowAccountUseKey",
      "AllowAlarmsAndRulesPublish",
    ]);
    expect(policySizeProblem(policy, POLICY_LIMITS.keyPolicy)).toBeUndefined();
  });
});

describe("the role with which CloudTrail writes to a log group", () => {
  it.each<Row>([
    ["CloudTrail takes it", cloudTrail, "sts:AssumeRole", `arn:aws:iam::${ACCOUNT}:role/logs`, {}, true],
    [
      "CloudTrail takes it for another trail",
      cloudTrail,
      "sts:AssumeRole",
      `arn:aws:iam::${ACCOUNT}:role/logs`,
      { "aws:SourceArn": `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/other` },
      false,
    ],
    ["EventBridge does not", events, "sts:AssumeRole", `arn:aws:iam::${ACCOUNT}:role/logs`, {}, false],
  ])("%s", (...row) => {
    expect(allowed(eventLogRoleTrust(TRAIL), row)).toBe(row[5]);
  });

  const writer = roleSession({ account: ACCOUNT, role: "logs", session: "CloudTrail" });
  it.each<Row>([
    ["its own streams", writer, "logs:PutLogEvents", `${STREAMS}${ACCOUNT}_CloudTrail_us-east-1_3`, {}, true],
    [
      "members' streams",
      writer,
      "logs:CreateLogStream",
      `${STREAMS}o-a1b2c3d4e5_CloudTrail_us-east-1`,
      {},
      true,
    ],
    ["members' streams of Insights", writer, "logs:PutLogEvents", `${STREAMS}o-a1b2c3d4e5_x`, {}, true],
    [
      "another account's streams",
      writer,
      "logs:PutLogEvents",
      `${STREAMS}222222222222_CloudTrail_us-east-1`,
      {},
      false,
    ],
    ["no deletion", writer, "logs:DeleteLogStream", `${STREAMS}${ACCOUNT}_CloudTrail_us-east-1`, {}, false],
  ])("reaches %s", (...row) => {
    expect(allowed(eventLogRolePolicy(TRAIL, "/orgtrail/acme"), row, "identity")).toBe(row[5]);
  });

  it("has no streams of members for a trail of one account", () => {
    const { partition, homeRegion, account, name } = TRAIL;
    const policy = eventLogRolePolicy({ partition, homeRegion, account, name }, "/orgtrail/acme");
    expect(JSON.stringify(policy)).not.toContain("o-a1b2c3d4e5");
  });
});

describe("events on their way", () => {
  it.each<Row>([
    ["a rule of orgtrail's", events, "sqs:SendMessage", QUEUE, from(rule("acme-orgtrail-root-use")), true],
    ["another rule", events, "sqs:SendMessage", QUEUE, from(rule("nightly")), false],
    ["a rule that reads", events, "sqs:ReceiveMessage", QUEUE, from(rule("acme-orgtrail-root-use")), false],
    ["somebody else", stranger, "sqs:SendMessage", QUEUE, {}, false],
  ])("reach the queue from %s", (...row) => {
    expect(allowed(deadLetterQueuePolicy(PLACE), row)).toBe(row[5]);
  });

  it.each<Row>([
    ["an account of the organization", member, "events:PutEvents", BUS, {}, true],
    ["another account", stranger, "events:PutEvents", BUS, {}, false],
    ["a member that makes rules", member, "events:PutRule", BUS, {}, false],
  ])("reach the bus from %s", (...row) => {
    expect(allowed(eventBusPolicy(OrganizationId.of("o-a1b2c3d4e5"), BUS), row)).toBe(row[5]);
  });

  it("are forwarded by EventBridge alone, to the one bus", () => {
    expect(forwardingRoleTrust(PLACE).Statement).toMatchObject([
      {
        Principal: { Service: "events.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": PLACE.account } },
      },
    ]);
    expect(forwardingRolePolicy(BUS).Statement).toEqual([
      { Sid: "AllowPutEvents", Effect: "Allow", Action: "events:PutEvents", Resource: BUS },
    ]);
  });
});
