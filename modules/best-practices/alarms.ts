import { blocksOf, isBlock, isDynamic, textsOf, type Block } from "./block";
import { isExpression } from "./expression";
import { everyFlag, someFlag, flagOf, type Flag, type Value } from "../facts";
import { isSameValue, valueOfSetting } from "./references";
import type { Resource } from "./resource";
import type { Tree } from "./tree";

export const ALARM = "aws_cloudwatch_metric_alarm";

/** A metric that an alarm looks at. */
interface Watch {
  readonly alarm: Resource;
  /** The account of the metric, where the alarm names it. @default - the alarm's own */
  readonly account?: string;
  /** @default - any metric, since Terraform makes what says which */
  readonly metric?: Metric;
  /** Whether the alarm tells somebody. */
  readonly acts: Flag;
}

interface Metric {
  readonly namespace: Value;
  readonly name: Value;
  /** With dimensions it is another metric than without. */
  readonly hasDimensions: boolean;
}

/** The alarms of a tree, by the metrics that they look at. */
export class Alarms {
  private readonly byMetric = new Map<string, Watch[]>();
  /** Those of which only Terraform knows what they look at. */
  private readonly open: Watch[] = [];

  constructor(private readonly tree: Tree) {
    for (const watch of tree.ofType(ALARM).flatMap((alarm) => watchesOf(tree, alarm))) {
      const { metric } = watch;
      if (metric?.namespace.known !== true || !metric.name.known) this.open.push(watch);
      if (metric !== undefined) {
        const key = keyOf(metric);
        this.byMetric.set(key, [...(this.byMetric.get(key) ?? []), watch]);
      }
    }
  }

  /** Whether an alarm that acts looks at the metric into which a filter counts. */
  watch(filter: Resource, { namespace, name, dimensions }: Block): Flag {
    const metric = {
      namespace: valueOfSetting(this.tree, filter, namespace),
      name: valueOfSetting(this.tree, filter, name),
      hasDimensions: isGiven(dimensions),
    };
    const known = metric.namespace.known && metric.name.known;
    // An alarm that names its metric cannot look at another that is named, too.
    const others = known ? this.open : [...this.byMetric.values()].flat().concat(this.open);
    return someFlag(
      [...(this.byMetric.get(keyOf(metric)) ?? []), ...others].map((watch) =>
        everyFlag([watch.acts, this.isOfAccount(watch, filter), isMetric(watch.metric, metric)]),
      ),
    );
  }

  /** An alarm looks at metrics of its own account, if it names no other. */
  private isOfAccount({ alarm, account }: Watch, filter: Resource): Flag {
    if (account === undefined) return this.tree.shareAccount(alarm, filter);
    const own = this.tree.accountOf(filter);
    return own === undefined || isExpression(account) ? "unknown" : own === account;
  }
}

function keyOf({ namespace, name }: Metric): string {
  return JSON.stringify([namespace.text, name.text]);
}

function isMetric(watched: Metric | undefined, { namespace, name, hasDimensions }: Metric): Flag {
  if (watched === undefined) return "unknown";
  return everyFlag([
    isSameValue(watched.namespace, namespace),
    isSameValue(watched.name, name),
    watched.hasDimensions === hasDimensions,
  ]);
}

function isGiven(dimensions: unknown): boolean {
  return isBlock(dimensions) ? Object.keys(dimensions).length > 0 : textsOf(dimensions).length > 0;
}

function watchesOf(tree: Tree, alarm: Resource): readonly Watch[] {
  const actions = alarm.attribute("alarm_actions");
  const acts = everyFlag([
    // A list that is an expression may turn out to be empty.
    typeof actions === "string" ? "unknown" : textsOf(actions).length > 0,
    alarm.isStrong("actions_enabled"),
    alarm.made,
  ]);
  if (alarm.isDynamic("metric_query")) return [{ alarm, acts }];
  const queries = alarm.blocks("metric_query");
  if (queries.length > 0) return watchesOfQueries(tree, alarm, acts, queries);
  const metric = metricOf(tree, alarm, {
    namespace: alarm.attribute("namespace"),
    metric_name: alarm.attribute("metric_name"),
    dimensions: alarm.attribute("dimensions"),
  });
  return [{ alarm, acts, metric }];
}

function metricOf(tree: Tree, alarm: Resource, block: Block): Metric {
  return {
    namespace: valueOfSetting(tree, alarm, block["namespace"]),
    name: valueOfSetting(tree, alarm, block["metric_name"]),
    hasDimensions: isGiven(block["dimensions"]),
  };
}

/**
 * A query of metrics of one name, and not an expression over other queries: it looks at no other. Those alone are found that have the
 * dimensions of its schema.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
 */
const METRICS_INSIGHTS =
  /^\s*SELECT\s+\w+\("?(?<metric_name>[^")]+)"?\)\s+FROM\s+SCHEMA\("(?<namespace>[^"]+)",/i;
const SOME_DIMENSIONS = ["of the schema"];

/** An alarm goes by the one query that returns its data: by its metric, or by an expression over other queries. */
function watchesOfQueries(
  tree: Tree,
  alarm: Resource,
  acts: Flag,
  queries: readonly Block[],
): readonly Watch[] {
  return queries.flatMap((query) => {
    const returned = flagOf(query["return_data"], false);
    if (returned === false) return [];
    const [expression] = textsOf(query["expression"]);
    if (expression !== undefined || isDynamic(query, "metric")) {
      // What is left of a metric in an expression is not read: `0 * m1` looks at it, and never rings.
      const asked = METRICS_INSIGHTS.exec(expression ?? "")?.groups;
      const metric = asked && metricOf(tree, alarm, { ...asked, dimensions: SOME_DIMENSIONS });
      return [{ alarm, acts: everyFlag([acts, "unknown"]), ...(metric && { metric }) }];
    }
    const [account] = textsOf(query["account_id"]);
    return blocksOf(query["metric"]).map((metric) => ({
      alarm,
      acts: everyFlag([acts, returned]),
      metric: metricOf(tree, alarm, metric),
      ...(account !== undefined && { account }),
    }));
  });
}
