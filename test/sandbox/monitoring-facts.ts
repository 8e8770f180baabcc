import { CloudTrailClient, DescribeTrailsCommand } from "@aws-sdk/client-cloudtrail";
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  type MetricAlarm,
} from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  DescribeQueryDefinitionsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import {
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  SNSClient,
} from "@aws-sdk/client-sns";
import type { ClientSettings } from "../../tools/sandbox/accounts";

/** What AWS says of log groups, alarms, topics and rules, asked through the AWS SDK. All fit on one page. */

/** A log group, and what looks into it. */
export interface LogGroupFacts {
  readonly arn: string | undefined;
  readonly retentionDays: number | undefined;
  readonly keyArn: string | undefined;
  /** The pattern of each metric filter, by the filter's name. */
  readonly patterns: Readonly<Record<string, string | undefined>>;
  /** What each filter counts, by its name. */
  readonly counted: Readonly<Record<string, readonly (string | undefined)[]>>;
  /** The text of each saved query on this log group, by the query's name. */
  readonly queries: Readonly<Record<string, string | undefined>>;
}

/** A topic of alarms. */
export interface TopicFacts {
  readonly keyArn: string | undefined;
  /** The services that may publish. */
  readonly publishers: readonly unknown[];
  readonly subscribers: readonly (string | undefined)[];
}

/** A rule and where it sends. */
export interface RuleFacts {
  readonly state: string | undefined;
  readonly pattern: unknown;
  readonly targets: readonly Target[];
}

function byName<T>(pairs: readonly (readonly [unknown, T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries(pairs.map(([name, value]): [string, T] => [String(name), value]));
}

/** Where a trail delivers besides its bucket: the log group, and the role with which CloudTrail writes. */
export async function trailLogGroup(
  settings: ClientSettings,
  name: string,
): Promise<readonly (string | undefined)[]> {
  const { trailList = [] } = await new CloudTrailClient(settings).send(
    new DescribeTrailsCommand({ trailNameList: [name], includeShadowTrails: false }),
  );
  return trailList.flatMap(({ CloudWatchLogsLogGroupArn, CloudWatchLogsRoleArn }) => [
    CloudWatchLogsLogGroupArn,
    CloudWatchLogsRoleArn,
  ]);
}

/** A log group, its metric filters and its saved queries. */
export async function logGroupFacts(settings: ClientSettings, logGroupName: string): Promise<LogGroupFacts> {
  const logs = new CloudWatchLogsClient(settings);
  const [{ logGroups = [] }, { metricFilters = [] }, { queryDefinitions = [] }] = await Promise.all([
    logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName })),
    logs.send(new DescribeMetricFiltersCommand({ logGroupName })),
    logs.send(new DescribeQueryDefinitionsCommand({})),
  ]);
  const group = logGroups.find((each) => each.logGroupName === logGroupName);
  return {
    arn: group?.arn,
    retentionDays: group?.retentionInDays,
    keyArn: group?.kmsKeyId,
    patterns: byName(metricFilters.map(({ filterName, filterPattern }) => [filterName, filterPattern])),
    counted: byName(
      metricFilters.map(({ filterName, metricTransformations = [] }) => [
        filterName,
        metricTransformations.flatMap(({ metricNamespace, metricName, metricValue }) => [
          metricNamespace,
          metricName,
          metricValue,
        ]),
      ]),
    ),
    queries: byName(
      queryDefinitions
        .filter(({ logGroupNames = [] }) => logGroupNames.includes(logGroupName))
        .map(({ name, queryString }) => [name, queryString]),
    ),
  };
}

/** The alarms of an account and Region, by name. */
export async function alarms(settings: ClientSettings): Promise<Readonly<Record<string, MetricAlarm>>> {
  const { MetricAlarms = [] } = await new CloudWatchClient(settings).send(new DescribeAlarmsCommand({}));
  return byName(MetricAlarms.map((alarm) => [alarm.AlarmName, alarm]));
}

/** What the widgets of a dashboard show. */
export async function dashboard(
  settings: ClientSettings,
  DashboardName: string,
): Promise<readonly { readonly alarms?: readonly string[]; readonly query?: string }[]> {
  const { DashboardBody } = await new CloudWatchClient(settings).send(
    new GetDashboardCommand({ DashboardName }),
  );
  const { widgets } = JSON.parse(String(DashboardBody)) as {
    readonly widgets: readonly {
      readonly properties: { readonly alarms?: readonly string[]; readonly query?: string };
    }[];
  };
  return widgets.map(({ properties }) => properties);
}

/** The topics of an account and Region, by name. */
export async function topics(settings: ClientSettings): Promise<Readonly<Record<string, TopicFacts>>> {
  const sns = new SNSClient(settings);
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  const facts = async (TopicArn: string): Promise<readonly [string, TopicFacts]> => {
    const [{ Attributes }, { Subscriptions = [] }] = await Promise.all([
      sns.send(new GetTopicAttributesCommand({ TopicArn })),
      sns.send(new ListSubscriptionsByTopicCommand({ TopicArn })),
    ]);
    const policy = JSON.parse(Attributes?.["Policy"] ?? "{}") as {
      readonly Statement: readonly { readonly Principal: { readonly Service?: string } }[];
    };
    return [
      TopicArn.slice(TopicArn.lastIndexOf(":") + 1),
      {
        keyArn: Attributes?.["KmsMasterKeyId"],
        publishers: policy.Statement.map(({ Principal }) => Principal.Service),
        subscribers: Subscriptions.map(({ Endpoint }) => Endpoint).sort(),
      },
    ];
  };
  return byName(await Promise.all(Topics.map(async ({ TopicArn = "" }) => facts(TopicArn))));
}

/** The rules on the default bus of an account and Region, by name. */
export async function rules(settings: ClientSettings): Promise<Readonly<Record<string, RuleFacts>>> {
  const events = new EventBridgeClient(settings);
  const { Rules = [] } = await events.send(new ListRulesCommand({}));
  return byName(
    await Promise.all(
      Rules.map(async ({ Name, State, EventPattern }): Promise<readonly [unknown, RuleFacts]> => {
        const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: Name }));
        return [
          Name,
          {
            state: State,
            pattern: JSON.parse(EventPattern ?? "null") as unknown,
            targets: Targets,
          },
        ];
      }),
    ),
  );
}
