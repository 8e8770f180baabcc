import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { alarmDescription, alarmName, controlProblems, type Control, type Severity } from "../controls";
import { metricNamespace } from "../organization";
import { assertNoProblems, assertProps } from "../validation";

/** What is watched in a log group, and who hears of it. */
export interface ControlAlarmsProps {
  /** What names begin with: `acme-orgtrail-`. */
  readonly namePrefix: string;
  /** The log group in which filters look: with an organization trail's, they see every account. */
  readonly logGroupName: string;
  readonly controls: readonly Control[];
  /** The topic of each severity. @default - alarms of a severity without one tell nobody */
  readonly topicArns: Readonly<Partial<Record<Severity, string>>>;
}

/** The unit of alarms, in which this file counts. */
const SECONDS_PER_MINUTE = 60;

/**
 * The metric filters and the alarm of each control. A metric exists only when something was counted, and is billed only
 * then; no data is no alarm. Limits: 100 filters a log group.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
 */
export class ControlAlarms extends Construct {
  /** By the control's id. */
  readonly alarmNames: Readonly<Record<string, string>>;

  /** @throws ValidationError when CloudWatch would refuse a filter, an alarm or a query */
  constructor(scope: Construct, id: string, props: ControlAlarmsProps) {
    super(scope, id);
    assertProps(this, props, "ControlAlarms");
    const { namePrefix, controls } = props;
    assertNoProblems(this, controlProblems(namePrefix, controls));
    for (const control of controls) this.watch(control, props);
    this.alarmNames = Object.fromEntries(
      controls.map((control) => [control.id, alarmName(namePrefix, control)]),
    );
  }

  private watch(control: Control, { namePrefix, logGroupName, topicArns }: ControlAlarmsProps): void {
    const { id, patterns, severity, standards } = control;
    // By the name of its filter, by which scanners look for the alarm of a filter.
    const metric = { name: alarmName(namePrefix, control), namespace: metricNamespace(namePrefix) };
    patterns.forEach((pattern, index) => {
      // The filter that a standard asks for keeps its name, whatever stands beside it.
      const single = patterns.length === 1 || (index === 0 && standards !== undefined);
      const number = single ? "" : `-${index + 1}`;
      new CloudwatchLogMetricFilter(this, `filter-${id}${number}`, {
        name: `${alarmName(namePrefix, control)}${number}`,
        logGroupName,
        pattern,
        metricTransformation: { ...metric, value: "1" },
      });
    });
    const topic = topicArns[severity];
    new CloudwatchMetricAlarm(this, `alarm-${id}`, {
      alarmName: alarmName(namePrefix, control),
      alarmDescription: alarmDescription(namePrefix, control),
      namespace: metric.namespace,
      metricName: metric.name,
      // How many events matched. A sum of their values falls to any negative one that somebody adds by PutMetricData.
      statistic: "SampleCount",
      period: control.periodMinutes * SECONDS_PER_MINUTE,
      evaluationPeriods: 1,
      threshold: control.threshold,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
      ...(topic !== undefined && { alarmActions: [topic] }),
    });
  }
}
