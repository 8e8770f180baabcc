import { MAX_TARGETS, targetProblems, type EventTarget, type RulePlace } from "../../../modules/controls";
import { AccountId, type Region } from "../../../modules/organization";
import { describeProblem } from "../../../modules/validation";

const PLACE: RulePlace = {
  partition: "aws",
  region: "us-east-1" as Region,
  account: AccountId.of("111111111111"),
};
const ROLE = "arn:aws:iam::111111111111:role/Send";
const at = (service: string, resource: string, account = "111111111111", region = "us-east-1"): string =>
  `arn:aws:${service}:${region}:${account}:${resource}`;
const problems = (targets: readonly (EventTarget | undefined)[], topics = true): readonly string[] =>
  targetProblems(PLACE, targets, topics).map(
    ({ path, ...problem }) => `${path.join(".")}: ${describeProblem(problem)}`,
  );

describe("a target that rules reach", () => {
  it.each<[string, string, string]>([
    ["a function", at("lambda", "function:respond"), ""],
    ["a version of a function", at("lambda", "function:respond:7"), ""],
    ["a state machine", at("states", "stateMachine:respond"), ROLE],
    ["an automation, whose ARN has no account", "arn:aws:ssm:us-east-1::automation-definition/AWS-Stop", ""],
    ["a bus of another Region", at("events", "event-bus/all", "111111111111", "eu-west-1"), ROLE],
    ["a bus of another account and Region", at("events", "event-bus/all", "333333333333", "eu-west-1"), ROLE],
    ["a function of another account", at("lambda", "function:respond", "333333333333"), ROLE],
    ["a queue of another account", at("sqs", "events", "333333333333"), ROLE],
    ["a topic of another account", at("sns", "events", "333333333333"), ROLE],
    ["a data stream of another account", at("kinesis", "stream/events", "333333333333"), ROLE],
    ["an API of another account", at("execute-api", "abc/prod/POST/x", "333333333333"), ROLE],
    ["an ARN that is known when Terraform applies", "${aws_sqs_queue.q.arn}", ""],
    ["a role that is known when Terraform applies", at("sqs", "events"), "${aws_iam_role.r.arn}"],
  ])("is %s", (_name, arn, roleArn) => {
    expect(problems([{ id: "a", arn, ...(roleArn !== "" && { roleArn }) }])).toEqual([]);
  });
});

describe("a target that rules do not reach", () => {
  it.each<[string, Partial<EventTarget>, RegExp]>([
    ["no ARN", { arn: "respond" }, /^0\.arn: is no ARN; received "respond"/],
    [
      "of another partition",
      { arn: "arn:aws-cn:sqs:cn-north-1:111111111111:events" },
      /^0\.arn: is of partition aws-cn; .*allowed: ARNs of partition aws;/,
    ],
    [
      "a function in another Region",
      { arn: at("lambda", "function:respond", "111111111111", "eu-west-1") },
      /^0\.arn: is of Region eu-west-1, and rules reach nothing but event buses in other Regions; .*; take one in us-east-1, or send to an event bus in eu-west-1/,
    ],
    [
      "a queue in another Region and account, although there is a role",
      { arn: at("sqs", "events", "333333333333", "eu-west-1"), roleArn: ROLE },
      /^0\.arn: is of Region eu-west-1/,
    ],
    [
      "an API destination in another Region, which is EventBridge's and no bus",
      { arn: at("events", "api-destination/x", "111111111111", "eu-west-1"), roleArn: ROLE },
      /^0\.arn: is of Region eu-west-1/,
    ],
    [
      "a state machine of another account",
      { arn: at("states", "stateMachine:respond", "333333333333"), roleArn: ROLE },
      /^0\.arn: is of account 333333333333, where rules reach no states/,
    ],
    [
      "a function of another account without a role",
      { arn: at("lambda", "function:respond", "333333333333") },
      /^0\.roleArn: is missing, and the target is of account 333333333333; allowed: a role of account 111111111111/,
    ],
    [
      "with a role of another account",
      { arn: at("kinesis", "stream/x"), roleArn: "arn:aws:iam::333333333333:role/Send" },
      /^0\.roleArn: is no role of the rules' account; .*allowed: roles that begin arn:aws:iam::111111111111:role\/;/,
    ],
    [
      "with a role that is a user",
      { roleArn: "arn:aws:iam::111111111111:user/a" },
      /^0\.roleArn: is no role/,
    ],
    ["without an id", { id: "a b" }, /^0\.id: is no id of a target; received "a b"/],
    [
      "with the id of the topic",
      { id: "topic" },
      /^0\.id: is an id that orgtrail keeps for its own; received "topic"/,
    ],
    ["with the id of the permission", { id: "permission" }, /^0\.id: is an id that orgtrail keeps/],
  ])("is %s", (_name, change, expected) => {
    expect(problems([{ id: "a", arn: at("sqs", "events"), ...change }])).toEqual([
      expect.stringMatching(expected),
    ]);
  });
});

describe("several targets", () => {
  const queue = (id: string): EventTarget => ({ id, arn: at("sqs", "events") });
  const functionOf = (id: string, arn = at("lambda", "function:respond")): EventTarget => ({ id, arn });
  const few = (count: number): readonly EventTarget[] =>
    Array.from({ length: count }, (_, index) => queue(`t${index}`));

  it("are at most five, the topic among them", () => {
    expect(problems(few(MAX_TARGETS), false)).toEqual([]);
    expect(problems(few(MAX_TARGETS - 1))).toEqual([]);
    expect(problems(few(MAX_TARGETS))).toEqual([expect.stringMatching(/^: make 6 targets of a rule/)]);
  });

  it("have an id each, and one may be topic where there is no topic", () => {
    expect(problems([queue("a"), undefined, queue("a")])).toEqual([
      '2.id: is the id of targets[0] too; received "a"; allowed: each id once; choose another id',
    ]);
    expect(problems([queue("topic")], false)).toEqual([]);
  });

  it("name a function once, which would get two permissions of one name, and other things as often as they like", () => {
    expect(problems([functionOf("a"), functionOf("b")])).toEqual([
      expect.stringMatching(/^1\.arn: is the function of targets\[0\] too/),
    ]);
    expect(problems([functionOf("a"), functionOf("b", at("lambda", "function:respond:live"))])).toEqual([]);
    expect(problems([queue("a"), queue("b")])).toEqual([]);
  });
});
