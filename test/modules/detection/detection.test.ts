import type { Construct } from "constructs";
import { SEVERITIES, type Severity } from "../../../modules/controls";
import {
  DetectionRules,
  EventForwarding,
  MAX_RULE_NAME_LENGTH,
  SecurityEventBus,
  type DetectionRulesProps,
} from "../../../modules/detection";
import { OrganizationId, RoleName } from "../../../modules/organization";
import { ValidationError } from "../../../modules/validation";
import { onlyResource, resources, type Block } from "../../support/synthesized";
import { CONTROLS } from "../controls/fixtures";
import { PLACE, reviewed, synthesized } from "../monitoring/fixtures";

const TOPICS = Object.fromEntries(
  SEVERITIES.map((severity) => [severity, `arn:aws:sns:us-east-1:111111111111:acme-orgtrail-${severity}`]),
) as Record<Severity, string>;
const FUNCTION = "arn:aws:lambda:us-east-1:111111111111:function:respond";
const BUS = "arn:aws:events:us-east-1:333333333333:event-bus/acme-orgtrail";

const MINIMAL: DetectionRulesProps = {
  place: PLACE,
  controls: CONTROLS.filter(({ id }) => id === "root-use"),
};

const rules =
  (props: Partial<DetectionRulesProps> = {}) =>
  (scope: Construct): void => {
    new DetectionRules(scope, "detection", { ...MINIMAL, ...props });
  };

function everything(scope: Construct): void {
  const { target } = new EventForwarding(scope, "forwarding", {
    place: PLACE,
    roleName: RoleName.of("acme-orgtrail-forward"),
    eventBusArn: BUS,
  });
  new DetectionRules(scope, "detection", {
    place: PLACE,
    controls: CONTROLS,
    topicArns: TOPICS,
    targets: [target, { id: "respond", arn: `${FUNCTION}:live` }],
    retry: { attempts: 10, seconds: 3600 },
  });
}

describe("detection", () => {
  it("is as it was, at its least", () => {
    expect(reviewed(rules())).toMatchSnapshot();
  });

  it("is as it was, with everything on", () => {
    expect(reviewed(everything)).toMatchSnapshot();
  });

  const stack = synthesized(everything);
  const targets = resources(stack, "aws_cloudwatch_event_target");

  it("has a rule for each control that must be fast, and three targets a rule", () => {
    const fast = CONTROLS.filter(({ rule }) => rule !== undefined);
    expect(resources(stack, "aws_cloudwatch_event_rule").map(({ name }) => name)).toEqual(
      fast.map(({ id }) => `acme-orgtrail-${id}`).sort(),
    );
    expect(targets).toHaveLength(3 * fast.length);
  });

  it("hears calls that only read where the control says so, and nowhere else", () => {
    const states = resources(stack, "aws_cloudwatch_event_rule").map(({ name, state }) => [name, state]);
    expect(states.filter(([, state]) => state !== undefined)).toEqual([
      ["acme-orgtrail-break-glass-used", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"],
      ["acme-orgtrail-root-access", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"],
    ]);
  });

  it("tells of Insights events, whatever the control is called, which call is unusual", () => {
    const [control] = CONTROLS.filter(({ about }) => about === "insight");
    if (control === undefined) throw new Error("there is no control on Insights");
    const renamed = synthesized(rules({ controls: [{ ...control, id: "unusual" }], topicArns: TOPICS }));
    expect(onlyResource(renamed, "aws_cloudwatch_event_target")).toMatchObject({
      input_transformer: {
        input_paths: { call: "$.detail.insightDetails.eventName" },
        input_template: expect.stringContaining("<kind> of <call> (<service>)") as unknown,
      },
    });
  });

  it("retries, and keeps what no target took", () => {
    const queue = onlyResource(stack, "aws_sqs_queue");
    expect(queue).toMatchObject({ sqs_managed_sse_enabled: true, message_retention_seconds: 1209600 });
    for (const target of targets) {
      expect(target).toMatchObject({
        dead_letter_config: { arn: expect.stringMatching(/^\$\{aws_sqs_queue\..*\.arn\}$/) as unknown },
        retry_policy: { maximum_retry_attempts: 10, maximum_event_age_in_seconds: 3600 },
      });
    }
    expect(onlyResource(stack, "aws_cloudwatch_metric_alarm")).toMatchObject({
      alarm_name: "acme-orgtrail-events-undelivered",
      alarm_actions: [TOPICS.high],
    });
  });

  it("tells people in sentences, and machines the event as AWS made it", () => {
    const [topic] = targets.filter(({ target_id }) => target_id === "topic");
    const { input_paths: paths, input_template: template } = topic?.["input_transformer"] as {
      input_paths: Record<string, string>;
      input_template: string;
    };
    const text = JSON.parse(template) as string;
    expect(text).toContain("<call> (<service>) by <who> from <address> in account <account>, <region>");
    const words = [...text.matchAll(/<(\w+)>/g)].map(([, word = ""]) => word);
    expect([...new Set(words)].sort()).toEqual(Object.keys(paths).sort());
    for (const { target_id, input_transformer } of targets) {
      expect(input_transformer === undefined).toBe(target_id !== "topic");
    }
  });

  it("lets its rules, and no others, invoke a function", () => {
    expect(onlyResource(stack, "aws_lambda_permission")).toMatchObject({
      function_name: FUNCTION,
      qualifier: "live",
      principal: "events.amazonaws.com",
      source_arn: "arn:aws:events:us-east-1:111111111111:rule/*acme-orgtrail-*",
    });
  });

  it("changes no function of another account, whose policy is its owner's", () => {
    const arn = "arn:aws:lambda:us-east-1:333333333333:function:respond";
    const roleArn = "arn:aws:iam::111111111111:role/Send";
    const made = synthesized(rules({ targets: [{ id: "respond", arn, roleArn }] }));
    expect(resources(made, "aws_lambda_permission")).toEqual([]);
    expect(onlyResource(made, "aws_cloudwatch_event_target")).toMatchObject({ arn, role_arn: roleArn });
  });

  it("forwards with a role, known after its policy", () => {
    const forwarded = targets.filter(({ target_id }) => target_id === "security");
    expect(forwarded.length).toBeGreaterThan(0);
    for (const target of forwarded) {
      expect(target).toMatchObject({
        arn: BUS,
        role_arn: expect.stringMatching(
          /^arn:aws:iam::111111111111:role\/\$\{aws_iam_role_policy\..*\.role\}$/,
        ) as unknown,
      });
    }
  });

  it("listens to another bus where told so", () => {
    const made = synthesized(rules({ eventBusName: "acme-orgtrail", topicArns: TOPICS }));
    for (const type of ["aws_cloudwatch_event_rule", "aws_cloudwatch_event_target"]) {
      for (const block of resources(made, type)) expect(block["event_bus_name"]).toBe("acme-orgtrail");
    }
  });

  it("hears what happens in the account itself on the default bus besides, with the same targets and queue", () => {
    const made = synthesized(
      rules({ eventBusName: "acme-orgtrail", topicArns: TOPICS, defaultBusControls: MINIMAL.controls }),
    );
    const buses = (type: string): readonly unknown[] =>
      resources(made, type).map((block) => block["event_bus_name"] ?? "default");
    expect([...buses("aws_cloudwatch_event_rule")].sort()).toEqual(["acme-orgtrail", "default"]);
    expect([...buses("aws_cloudwatch_event_target")].sort()).toEqual(["acme-orgtrail", "default"]);
    expect(onlyResource(made, "aws_sqs_queue")).toMatchObject({ name: "acme-orgtrail-undelivered" });
  });

  it.each<[string, Partial<DetectionRulesProps>, RegExp]>([
    [
      "a sixth target",
      {
        topicArns: TOPICS,
        targets: ["a", "b", "c", "d", "e"].map((id) => ({ id, arn: BUS })),
      },
      /targets make 6 targets of a rule, with its topic; allowed: at most 5/,
    ],
    [
      "a target in another Region",
      { targets: [{ id: "a", arn: FUNCTION.replace("us-east-1", "eu-west-1") }] },
      /targets\[0\]\.arn is of Region eu-west-1/,
    ],
    [
      "the id of the topic",
      { topicArns: TOPICS, targets: [{ id: "topic", arn: FUNCTION }] },
      /targets\[0\]\.id is an id that orgtrail keeps for its own/,
    ],
    ["a target that is no ARN", { targets: [{ id: "a", arn: "respond" }] }, /targets\[0\]\.arn is no ARN/],
    [
      "two targets of one id",
      {
        targets: [
          { id: "a", arn: FUNCTION },
          { id: "a", arn: BUS },
        ],
      },
      /targets\[1\]\.id is the id of targets\[0\] too/,
    ],
    [
      "186 retries",
      { retry: { attempts: 186 } },
      /retry\.attempts is not what EventBridge takes; received 186/,
    ],
    ["a retry of less than a minute", { retry: { seconds: 59 } }, /retry\.seconds .* from 60 to 86400/],
    [
      "a rule's name of 65 characters",
      { place: { ...PLACE, namePrefix: "x".repeat(MAX_RULE_NAME_LENGTH + 1 - "root-use".length) } },
      /controls\.root-use makes a rule's name of 65 characters; .*; shorten the name prefix, or the id/,
    ],
    [
      "an event pattern of over 2,048 characters",
      {
        controls: CONTROLS.filter(({ id }) => id === "root-use").map((control) => ({
          ...control,
          rule: { source: Array.from({ length: 300 }, (_, index) => `aws.service${index}`) },
        })),
      },
      /controls\.root-use makes an event pattern of \d+ characters/,
    ],
  ])("refuses %s", (_name, props, message) => {
    expect(() => synthesized(rules(props))).toThrow(ValidationError);
    expect(() => synthesized(rules(props))).toThrow(message);
  });

  it("takes five targets, 185 retries and a name of 64 characters", () => {
    const made = synthesized(
      rules({
        topicArns: TOPICS,
        targets: ["a", "b", "c", "d"].map((id) => ({ id, arn: BUS })),
        retry: { attempts: 185, seconds: 60 },
        place: { ...PLACE, namePrefix: "x".repeat(MAX_RULE_NAME_LENGTH - "root-use".length) },
      }),
    );
    expect(resources(made, "aws_cloudwatch_event_target")).toHaveLength(5);
  });
});

describe("the bus of the security account", () => {
  const made = synthesized((scope) => {
    new SecurityEventBus(scope, "bus", {
      partition: "aws",
      region: PLACE.region,
      account: PLACE.account,
      organization: OrganizationId.of("o-a1b2c3d4e5"),
      eventBusName: "acme-orgtrail",
    });
  });

  it("takes events of the organization's accounts", () => {
    expect(onlyResource(made, "aws_cloudwatch_event_bus")["name"]).toBe("acme-orgtrail");
    const { Statement } = JSON.parse(
      String(onlyResource(made, "aws_cloudwatch_event_bus_policy")["policy"]),
    ) as { Statement: Block[] };
    expect(Statement).toEqual([
      {
        Sid: "AllowOrganizationPutEvents",
        Effect: "Allow",
        Principal: "*",
        Action: "events:PutEvents",
        Resource: "arn:aws:events:us-east-1:111111111111:event-bus/acme-orgtrail",
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
      },
    ]);
  });
});
