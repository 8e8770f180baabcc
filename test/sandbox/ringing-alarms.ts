import { CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  DescribeMetricFiltersCommand,
  type MetricFilter,
} from "@aws-sdk/client-cloudwatch-logs";
import { compileFilterPattern } from "../../modules/event-patterns";
import type { ClientSettings } from "../../tools/sandbox/accounts";

/** What the deployed filters count in some lines, and which deployed alarms that rings: the emulator does neither. */

/** A metric as the alarms see it, of one period. */
interface Metric {
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly unit: string;
  readonly dimensions: string;
  readonly samples: number;
}

function metricsOf(filter: MetricFilter, lines: readonly unknown[]): readonly Metric[] {
  const isCounted = compileFilterPattern(filter.filterPattern ?? "");
  const samples = lines.filter((line) => isCounted(line as never)).length;
  return (filter.metricTransformations ?? []).map(
    ({ metricNamespace, metricName, unit = "None", dimensions = {} }) => ({
      ...{ namespace: metricNamespace, name: metricName, unit, samples },
      dimensions: JSON.stringify(Object.entries(dimensions)),
    }),
  );
}

/** @throws where the alarm looks at none of the metrics: some name of it is another */
function rings(alarm: MetricAlarm, metrics: readonly Metric[]): boolean {
  const { AlarmName = "", Threshold = NaN } = alarm;
  const [metric, ...others] = metrics.filter(
    ({ namespace, name, unit, dimensions }) =>
      namespace === alarm.Namespace &&
      name === alarm.MetricName &&
      (alarm.Unit === undefined || alarm.Unit === unit) &&
      dimensions === JSON.stringify((alarm.Dimensions ?? []).map(({ Name, Value }) => [Name, Value])),
  );
  if (metric === undefined || others.length > 0 || alarm.Statistic !== "SampleCount")
    throw new Error(`${AlarmName} does not count one metric of these filters`);
  if (metric.samples === 0 && alarm.TreatMissingData !== "breaching") return false;
  switch (alarm.ComparisonOperator) {
    case "GreaterThanOrEqualToThreshold":
      return metric.samples >= Threshold;
    case "LessThanThreshold":
      return metric.samples < Threshold;
    default:
      throw new Error(`${AlarmName} compares in a way that is not known here`);
  }
}

/** The names of the alarms that ring after a period in which the log group got these lines, parsed where they are JSON. */
export async function ringingAlarms(
  settings: ClientSettings,
  logGroupName: string,
  AlarmNamePrefix: string,
  lines: readonly unknown[],
): Promise<readonly string[]> {
  const { metricFilters = [] } = await new CloudWatchLogsClient(settings).send(
    new DescribeMetricFiltersCommand({ logGroupName }),
  );
  const { MetricAlarms = [] } = await new CloudWatchClient(settings).send(
    new DescribeAlarmsCommand({ AlarmNamePrefix }),
  );
  const metrics = metricFilters.flatMap((filter) => metricsOf(filter, lines));
  return MetricAlarms.filter((alarm) => rings(alarm, metrics))
    .map(({ AlarmName = "" }) => AlarmName)
    .sort();
}
