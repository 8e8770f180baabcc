import { textsOf, type Resource } from "./resource";
import { Finder } from "./references";
import type { Tree } from "./tree";
import type { LogGroupFacts } from "./facts";

const FILTER = "aws_cloudwatch_log_metric_filter";
const ALARM = "aws_cloudwatch_metric_alarm";

export const LOG_GROUP_TYPES = ["aws_cloudwatch_log_group", FILTER, ALARM] as const;

/** The log groups of a tree, and who watches over them. */
export class LogGroups {
  private readonly finder: Finder;
  private readonly filters = new Map<Resource, Resource[]>();
  private readonly watched: ReadonlySet<string>;

  constructor(tree: Tree) {
    this.finder = new Finder(tree, "aws_cloudwatch_log_group", "name");
    for (const filter of tree.ofType(FILTER)) {
      const group = this.finder.find(filter, filter.text("log_group_name") ?? "");
      if (group === undefined || group === "unknown") continue;
      this.filters.set(group, [...(this.filters.get(group) ?? []), filter]);
    }
    this.watched = new Set(
      tree
        .ofType(ALARM)
        .filter((alarm) => textsOf(alarm.attribute("alarm_actions")).length > 0)
        .map((alarm) => metricKey(tree, alarm, alarm.text("namespace"), alarm.text("metric_name"))),
    );
    this.tree = tree;
  }

  private readonly tree: Tree;

  /** The log group to which a trail's attribute leads: an ARN with `:*` after it. */
  find(trail: Resource, arn: string): LogGroupFacts | "unknown" | undefined {
    const group = this.finder.find(trail, arn, (text) => /:log-group:([^:]+)/.exec(text)?.[1] ?? text);
    return group === undefined || group === "unknown" ? group : this.factsOf(group);
  }

  private factsOf(group: Resource): LogGroupFacts {
    const named = (this.filters.get(group) ?? []).map((filter) => ({
      name: filter.text("name") ?? filter.path,
      watched: filter
        .blocks("metric_transformation")
        .some(({ namespace, name }) =>
          this.watched.has(metricKey(this.tree, filter, String(namespace), String(name))),
        ),
    }));
    return {
      kind: "log-group",
      path: group.path,
      watchedFilters: named.filter(({ watched }) => watched).map(({ name }) => name),
      unwatchedFilters: named.filter(({ watched }) => !watched).map(({ name }) => name),
    };
  }
}

/** A metric of a stack's account: an alarm looks at metrics of its own account. */
function metricKey(tree: Tree, from: Resource, namespace = "", name = ""): string {
  return JSON.stringify([tree.accountOf(from) ?? from.stack.node.path, namespace, name]);
}
