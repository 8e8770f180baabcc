import { ALARM, Alarms } from "./alarms";
import { someFlag, type Flag, type LogGroupFacts } from "../facts";
import { ResourceFinder } from "./references";
import type { Resource } from "./resource";
import type { Tree } from "./tree";

const LOG_GROUP = "aws_cloudwatch_log_group";
const FILTER = "aws_cloudwatch_log_metric_filter";

export const LOG_GROUP_TYPES = [LOG_GROUP, FILTER, ALARM];

/** The log groups of a tree, and who watches over them. */
export class LogGroups {
  private readonly finder: ResourceFinder;
  private readonly filters = new Map<Resource, Resource[]>();
  /** Those of which only Terraform knows the log group. */
  private readonly unplaced: Resource[] = [];
  private readonly alarms: Alarms;

  constructor(private readonly tree: Tree) {
    this.finder = new ResourceFinder(tree, LOG_GROUP, "name");
    this.alarms = new Alarms(tree);
    for (const filter of tree.ofType(FILTER)) {
      const group = this.finder.find(filter, filter.text("log_group_name") ?? "");
      if (group === "unknown") this.unplaced.push(filter);
      else if (group !== undefined) this.filters.set(group, [...(this.filters.get(group) ?? []), filter]);
    }
  }

  /** The log group to which a trail's attribute leads: an ARN with `:*` after it. */
  find(trail: Resource, arn: string): LogGroupFacts | "unknown" | undefined {
    const group = this.finder.find(trail, arn, (text) => /:log-group:([^:]+)/.exec(text)?.[1] ?? text);
    return group === undefined || group === "unknown" ? group : this.factsOf(group);
  }

  private factsOf(group: Resource): LogGroupFacts {
    return {
      kind: "log-group",
      path: group.path,
      filters: (this.filters.get(group) ?? []).map((filter) => ({
        name: filter.text("name") ?? filter.path,
        watched: this.isWatched(filter),
      })),
      mayHaveMore: this.unplaced.some((filter) => this.tree.shareAccount(filter, group) !== false),
    };
  }

  private isWatched(filter: Resource): Flag {
    if (filter.isDynamic("metric_transformation")) return "unknown";
    return someFlag(
      filter
        .blocks("metric_transformation")
        .map((transformation) => this.alarms.watch(filter, transformation)),
    );
  }
}
