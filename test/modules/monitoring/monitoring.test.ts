import { TerraformStack, Testing } from "cdktf";
import type { Construct } from "constructs";
import { CONTROL_IDS, eventAlarmControl, type Severity, type Subscriber } from "../../../modules/controls";
import { AlarmTopics, EventLog, Monitoring, MonitoringKey } from "../../../modules/monitoring";
import { EVENT_QUESTIONS } from "../../../modules/questions";
import { RoleName } from "../../../modules/organization";
import { OrganizationTrail, type OrganizationTrailIdentity } from "../../../modules/organization-trail";
import { ValidationError } from "../../../modules/validation";
import { onlyResource, resources, type Block } from "../../support/synthesized";
import { CONTROLS } from "../controls/fixtures";
import { everything, KEY_ARN, LOG_GROUP, ORGANIZATION_TRAIL, PLACE, reviewed, synthesized } from "./fixtures";

const ONE_CONTROL = CONTROLS.filter(({ id }) => id === "root-use");
const MANY_CONTROLS = Array.from({ length: 101 }, (_, index) =>
  eventAlarmControl("payments", { name: `alarm-${index}`, events: ["PutItem"] }),
);

function minimal(scope: Construct): void {
  const topics = new AlarmTopics(scope, "topics", {
    place: PLACE,
    keyArn: KEY_ARN,
    severities: ["critical"],
  });
  new Monitoring(scope, "monitoring", {
    place: PLACE,
    logGroupName: LOG_GROUP,
    controls: ONE_CONTROL,
    topics,
  });
}

describe("monitoring", () => {
  it("is as it was, at its least", () => {
    expect(reviewed(minimal)).toMatchSnapshot();
  });

  it("is as it was, with everything on", () => {
    expect(reviewed(everything)).toMatchSnapshot();
  });

  const stack = synthesized(everything);
  const alarms = resources(stack, "aws_cloudwatch_metric_alarm");
  const filters = resources(stack, "aws_cloudwatch_log_metric_filter");

  it("has an alarm for each control, which counts what its filters find", () => {
    for (const id of CONTROL_IDS) {
      const alarm = alarms.find((block) => block["alarm_name"] === `acme-orgtrail-${id}`);
      expect(alarm).toMatchObject({
        namespace: "orgtrail/acme-orgtrail",
        metric_name: `acme-orgtrail-${id}`,
        statistic: "SampleCount",
        comparison_operator: "GreaterThanOrEqualToThreshold",
        treat_missing_data: "notBreaching",
      });
      const counted = filters.filter(
        ({ metric_transformation }) => (metric_transformation as Block)["name"] === alarm?.["metric_name"],
      );
      const patterns = CONTROLS.find((control) => control.id === id)?.patterns ?? [];
      expect(counted.map(({ pattern }) => pattern).sort()).toEqual([...patterns].sort());
      for (const { metric_transformation } of counted) {
        expect(metric_transformation).toMatchObject({ namespace: "orgtrail/acme-orgtrail", value: "1" });
      }
    }
  });

  it("names the metric of each filter of a standard by that filter, by which scanners look for its alarm", () => {
    for (const { id, patterns } of CONTROLS.filter(({ standards }) => standards !== undefined)) {
      const [asked] = patterns;
      const filter = filters.find(
        ({ pattern, name }) => pattern === asked && String(name).endsWith(`-${id}`),
      );
      expect((filter?.["metric_transformation"] as Block)["name"]).toBe(filter?.["name"]);
    }
  });

  it("counts samples wherever others may write to the metric, so that no value takes back what an event added", () => {
    const open = alarms.filter(({ namespace }) => !String(namespace).startsWith("AWS/"));
    expect(open.length).toBeGreaterThanOrEqual(CONTROL_IDS.length);
    expect(open.filter(({ statistic }) => statistic !== "SampleCount")).toEqual([]);
  });

  it("says in each alarm what happened, which saved query shows it and what to do first", () => {
    const queries = resources(stack, "aws_cloudwatch_query_definition").map(({ name }) => name);
    for (const { id, happened, firstStep } of CONTROLS) {
      const alarm = alarms.find((block) => block["alarm_name"] === `acme-orgtrail-${id}`);
      expect(alarm?.["alarm_description"]).toContain(happened);
      expect(alarm?.["alarm_description"]).toContain(firstStep);
      expect(alarm?.["alarm_description"]).toContain(`acme-orgtrail/${id}`);
      expect(queries).toContain(`acme-orgtrail/${id}`);
    }
  });

  it("counts its resources", () => {
    const count = (type: string): number => resources(stack, type).length;
    expect({
      alarms: alarms.length,
      filters: filters.length,
      queries: count("aws_cloudwatch_query_definition"),
      dashboards: count("aws_cloudwatch_dashboard"),
      topics: count("aws_sns_topic"),
      subscriptions: count("aws_sns_topic_subscription"),
      keys: count("aws_kms_key"),
      roles: count("aws_iam_role"),
      groups: count("aws_cloudwatch_log_group"),
    }).toEqual({
      // The catalogue, one of a team, and those on silence.
      alarms: CONTROL_IDS.length + 3,
      // The key's control has one an account, and others two where names are many.
      filters: CONTROLS.reduce((sum, { patterns }) => sum + patterns.length, 1),
      queries: CONTROL_IDS.length + 1 + EVENT_QUESTIONS.length,
      dashboards: 1,
      topics: 3,
      subscriptions: 5,
      keys: 1,
      roles: 1,
      groups: 1,
    });
  });

  it("sends each alarm to the topic of its severity, after the topic's policy", () => {
    for (const { id, severity } of CONTROLS) {
      const alarm = alarms.find((block) => block["alarm_name"] === `acme-orgtrail-${id}`);
      const [action = "", ...others] = alarm?.["alarm_actions"] as string[];
      expect(others).toEqual([]);
      if (severity === "low") expect(action).toBe("arn:aws:sns:us-east-1:111111111111:noise");
      else
        expect(action).toMatch(
          new RegExp(`^\\$\\{aws_sns_topic_policy\\.topics_${severity}-policy_\\w+\\.arn\\}$`),
        );
    }
  });

  it.each([
    [
      "delivery-stopped",
      "AWS/SNS",
      "NumberOfMessagesPublished",
      "TopicName",
      "acme-organization-trail-delivery",
    ],
    [
      "event-log-silent",
      "AWS/Logs",
      "IncomingLogEvents",
      "LogGroupName",
      expect.stringContaining("aws_cloudwatch_log_group") as unknown,
    ],
  ])(
    "rings %s when nothing is delivered, and counts what AWS counts",
    (name, namespace, metric, key, value) => {
      expect(alarms.find((block) => block["alarm_name"] === `acme-orgtrail-${name}`)).toMatchObject({
        // No PutMetricData writes to a namespace of AWS's own.
        namespace,
        metric_name: metric,
        dimensions: { [key]: value },
        comparison_operator: "LessThanThreshold",
        threshold: 1,
        treat_missing_data: "breaching",
      });
    },
  );

  it("gives the trail the log group with its wildcard, and the role after its policy", () => {
    const made = synthesized((scope) => {
      const log = new EventLog(scope, "log", {
        trail: ORGANIZATION_TRAIL,
        logGroupName: LOG_GROUP,
        roleName: RoleName.of("logs"),
        keyArn: KEY_ARN,
      });
      new OrganizationTrail(scope, "trail", {
        identity: ORGANIZATION_TRAIL as OrganizationTrailIdentity,
        destination: { bucketName: "logs", keyArn: KEY_ARN },
        selectors: [{ category: "Management" }],
        logGroup: log,
      });
    });
    expect(onlyResource(made, "aws_cloudtrail")).toMatchObject({
      cloud_watch_logs_group_arn: expect.stringMatching(
        /^\$\{aws_cloudwatch_log_group\.log_group_\w+\.arn\}:\*$/,
      ) as unknown,
      cloud_watch_logs_role_arn: expect.stringMatching(
        /^arn:aws:iam::111111111111:role\/\$\{aws_iam_role_policy\.log_role-policy_\w+\.role\}$/,
      ) as unknown,
    });
  });

  it("keeps events for 400 days and protects them from being destroyed, unless told otherwise", () => {
    const made = synthesized((scope) => {
      new EventLog(scope, "log", {
        trail: ORGANIZATION_TRAIL,
        logGroupName: LOG_GROUP,
        roleName: RoleName.of("logs"),
        keyArn: KEY_ARN,
      });
    });
    expect(onlyResource(made, "aws_cloudwatch_log_group")).toMatchObject({
      retention_in_days: 400,
      kms_key_id: KEY_ARN,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("keeps events for ever where it is told to", () => {
    const made = synthesized((scope) => {
      new EventLog(scope, "log", {
        trail: ORGANIZATION_TRAIL,
        logGroupName: LOG_GROUP,
        roleName: RoleName.of("logs"),
        keyArn: KEY_ARN,
        retentionDays: "forever",
      });
    });
    expect(onlyResource(made, "aws_cloudwatch_log_group")["retention_in_days"]).toBe(0);
  });

  it("warns where nobody hears", () => {
    const stackOf = new TerraformStack(Testing.app(), "stack");
    const topics = new AlarmTopics(stackOf, "topics", {
      place: PLACE,
      keyArn: KEY_ARN,
      severities: ["critical", "low"],
      subscribers: [{ protocol: "email", endpoint: "a@acme.example", severities: ["critical"] }],
    });
    expect(topics.node.metadata.map(({ data }): unknown => data)).toEqual([
      "nobody hears of low alarms: add a subscriber, or subscribe to acme-orgtrail-low by hand",
    ]);
  });

  const subscribed = (...subscribers: readonly Subscriber[]) => {
    const made = synthesized((scope) => {
      new AlarmTopics(scope, "topics", {
        place: PLACE,
        keyArn: KEY_ARN,
        severities: ["critical", "low"],
        subscribers,
      });
    });
    const found = made.resource?.["aws_sns_topic_subscription"] ?? {};
    return Object.fromEntries(
      Object.entries(found).map(([address, block]) => [
        address.replace(/_[0-9A-F]{8}$/, ""),
        block["endpoint"],
      ]),
    );
  };
  const mail = (endpoint: string, ...severities: readonly Severity[]): Subscriber => ({
    protocol: "email",
    endpoint,
    ...(severities.length > 0 && { severities }),
  });

  it("names a subscription by its address, and one of like spelling by each of its signs", () => {
    expect(
      subscribed(
        mail("sec-ops@acme.example", "critical"),
        mail("sec.ops@acme.example", "critical"),
        mail("sec_ops@acme.example", "critical"),
      ),
    ).toEqual({
      "topics_critical-email-sec-ops-acme-example": "sec-ops@acme.example",
      "topics_critical-email-sec_2e_ops_40_acme_2e_example": "sec.ops@acme.example",
      "topics_critical-email-sec_5f_ops_40_acme_2e_example": "sec_ops@acme.example",
    });
  });

  it("takes an address twice for severities of their own", () => {
    expect(subscribed(mail("a@acme.example", "critical"), mail("a@acme.example", "low"))).toEqual({
      "topics_critical-email-a-acme-example": "a@acme.example",
      "topics_low-email-a-acme-example": "a@acme.example",
    });
  });

  it.each<[string, (scope: Construct) => void, RegExp]>([
    [
      "a subscriber twice for a severity",
      (scope) => {
        new AlarmTopics(scope, "topics", {
          place: PLACE,
          keyArn: KEY_ARN,
          severities: ["critical"],
          subscribers: [mail("a@acme.example"), mail("b@acme.example"), mail("a@acme.example", "low")],
        });
      },
      /^stack\/topics: subscribers\[2\] has the endpoint of subscribers\[0\], for severity low; received "a@acme.example"; .*; remove one of the two/,
    ],
    [
      "a retention that CloudWatch Logs does not have",
      (scope) => {
        const trail = ORGANIZATION_TRAIL;
        new EventLog(scope, "log", {
          trail,
          logGroupName: "x",
          roleName: RoleName.of("r"),
          keyArn: "x",
          retentionDays: 366,
        });
      },
      /^stack\/log: retentionDays is no time for which CloudWatch Logs keeps events; received 366; .*; take 400$/,
    ],
    [
      "a 101st filter",
      (scope) => {
        const topics = new AlarmTopics(scope, "topics", { place: PLACE, keyArn: KEY_ARN, severities: [] });
        const controls = MANY_CONTROLS;
        new Monitoring(scope, "monitoring", { place: PLACE, logGroupName: LOG_GROUP, controls, topics });
      },
      /^stack\/monitoring\/controls: controls make 101 metric filters, 1 over/,
    ],
    [
      "more log groups than a key's policy has room for",
      (scope) => {
        const logGroups = Array.from({ length: 600 }, (_, index) => `/orgtrail/acme/team-${index}`);
        new MonitoringKey(scope, "key", { place: PLACE, alias: "alias/x", logGroups });
      },
      /^stack\/key: policy has \d+ bytes, \d+ over what AWS takes for a key policy/,
    ],
    [
      "a topic name that SNS refuses",
      (scope) => {
        new AlarmTopics(scope, "topics", {
          place: PLACE,
          topicPrefix: "a b",
          keyArn: KEY_ARN,
          severities: ["low"],
        });
      },
      /^stack\/topics: topicPrefix makes a name that SNS takes for no topic; received "a blow"/,
    ],
  ])("refuses %s", (_name, make, message) => {
    expect(() => synthesized(make)).toThrow(ValidationError);
    expect(() => synthesized(make)).toThrow(message);
  });
});
