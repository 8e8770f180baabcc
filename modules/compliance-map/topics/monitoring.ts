import { CIS_CONTROLS, type Control } from "../../controls";
import type { ComplianceTopic, MetBy } from "../topic";

function ofMonitoring(construct: "EventLog" | "Monitoring", resource: string, argument: string): MetBy {
  return { module: "monitoring", construct, resource, argument };
}

/** What a benchmark asks of a filter's pattern that Security Hub refuses. */
const CONFLICTS: Readonly<Record<string, string>> = {
  "unauthorized-api-calls":
    "CIS v3.0 prints a pattern that matches every event, and v5.0 one that mixes || and && without brackets. Security Hub's pattern is deployed, which v1.4 and AWS's check ask for.",
  "security-group-changes":
    "CIS v5.0 adds ModifySecurityGroupRules to the pattern, and Security Hub fails a pattern with any addition. Security Hub's pattern is deployed.",
};

const DEPLOYED = [
  ofMonitoring("Monitoring", "aws_cloudwatch_log_metric_filter", "pattern"),
  ofMonitoring("Monitoring", "aws_cloudwatch_metric_alarm", "alarm_actions"),
];

/** What is asked of monitoring: the filters of CIS with their alarms, and the log group and alarms themselves. */
export const MONITORING_TOPICS: readonly ComplianceTopic[] = [
  ...CIS_CONTROLS.map(filterTopic),
  {
    id: "alarm-actions",
    title: "Alarms have actions, and these are on",
    securityHub: ["CloudWatch.15", "CloudWatch.17"],
    configRules: ["alarm-actions"],
    controls: ["alarms-changed"],
    metBy: [ofMonitoring("Monitoring", "aws_cloudwatch_metric_alarm", "alarm_actions")],
  },
  {
    id: "log-group-retention",
    title: "The log group keeps events for a year",
    securityHub: ["CloudWatch.16"],
    configRules: ["log-group-retention"],
    controls: ["event-log-changed"],
    metBy: [ofMonitoring("EventLog", "aws_cloudwatch_log_group", "retention_in_days")],
    leftToYou: "Leave retentionDays at 365 or more: the default is 400.",
  },
];

function filterTopic({ id, title, standards = {} }: Control): ComplianceTopic {
  const conflict = CONFLICTS[id];
  return {
    id,
    title: `Metric filter and alarm: ${title}`,
    securityHub: standards.securityHub === undefined ? [] : [standards.securityHub],
    configRules: [],
    controls: [id],
    metBy: DEPLOYED,
    leftToYou: "Switch monitoring on, name who is notified, and confirm each e-mail subscription.",
    ...(conflict !== undefined && { conflict }),
  };
}
