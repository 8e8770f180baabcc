import type { ConfigRuleDraft, ConfigRuleKind, DraftedConfigRule } from "../kind";
import { NO_RUNBOOK } from "../remediation";
import type { ConfigRuleMonitoring, ConfigRuleScope } from "../scope";

/** The retentions that AWS's rule takes: fewer than CloudWatch Logs does. */
const CHECKED_RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653];

/** The longest retention that the rule takes and that the log group has. 0 keeps events for ever. */
function checkedRetention(retentionDays: number): number {
  const longest = CHECKED_RETENTION_DAYS.filter((days) => retentionDays === 0 || days <= retentionDays).at(
    -1,
  );
  return longest ?? Math.min(...CHECKED_RETENTION_DAYS);
}

function watched(
  { monitoring }: ConfigRuleScope,
  draft: (monitoring: ConfigRuleMonitoring) => Omit<DraftedConfigRule, "owner">,
): readonly ConfigRuleDraft[] {
  return monitoring === undefined
    ? [{ omitted: "there is no monitoring" }]
    : [{ owner: "management", ...draft(monitoring) }];
}

const ALARM_STATES = {
  alarmActionRequired: "true",
  // Missing data is no alarm, and its end is no news.
  insufficientDataActionRequired: "false",
  okActionRequired: "false",
} as const;

/** Rules about the trail's log group, and the alarms over it. */
export const MONITORING_RULES: readonly ConfigRuleKind[] = [
  {
    id: "log-group-retention",
    identifier: "CW_LOGGROUP_RETENTION_PERIOD_CHECK",
    title: "the trail's log group keeps events as long as the configuration says",
    trigger: "periodic",
    reach: "organization",
    standards: { securityHub: "CloudWatch.16" },
    mending: NO_RUNBOOK,
    drafts: (scope) =>
      watched(scope, ({ logGroupName, retentionDays }) => ({
        parameters: {
          LogGroupNames: logGroupName,
          MinRetentionTime: String(checkedRetention(retentionDays)),
        },
      })),
  },
  {
    id: "log-group-encrypted",
    identifier: "CLOUDWATCH_LOG_GROUP_ENCRYPTED",
    title: "the log groups of the management account are encrypted with the key of monitoring",
    trigger: "periodic",
    reach: "owner",
    mending: NO_RUNBOOK,
    drafts: (scope) =>
      watched(scope, ({ keyArn }) => ({
        ...(keyArn !== undefined && { parameters: { KmsKeyId: keyArn } }),
        parametersElsewhere: {},
      })),
  },
  {
    id: "alarm-actions",
    identifier: "CLOUDWATCH_ALARM_ACTION_CHECK",
    title: "the alarms of the management account tell one of the topics of monitoring",
    trigger: "change",
    reach: "owner",
    standards: { securityHub: "CloudWatch.15" },
    mending: NO_RUNBOOK,
    drafts: (scope) =>
      watched(scope, ({ alarmTopicArns }) => ({
        parameters: {
          ...ALARM_STATES,
          ...Object.fromEntries(alarmTopicArns.map((arn, index) => [`action${index + 1}`, arn])),
        },
        parametersElsewhere: ALARM_STATES,
      })),
  },
];
