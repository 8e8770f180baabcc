import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateDescribeMetricFilters,
} from "@aws-sdk/client-cloudwatch-logs";
import type { Finder, FoundThing } from "./finder";

async function filtersIn(client: CloudWatchLogsClient, logGroupName: string): Promise<number> {
  let count = 0;
  for await (const { metricFilters = [] } of paginateDescribeMetricFilters({ client }, { logGroupName })) {
    count += metricFilters.length;
  }
  return count;
}

/** The log groups of the Region. */
export const logGroups: Finder = async (settings) => {
  const client = new CloudWatchLogsClient(settings);
  const found: FoundThing[] = [];
  for await (const { logGroups: groups = [] } of paginateDescribeLogGroups({ client }, {})) {
    for (const { logGroupName = "", retentionInDays } of groups) {
      const filters = await filtersIn(client, logGroupName);
      found.push({
        kind: "log group",
        name: logGroupName,
        details: [
          retentionInDays === undefined ? "kept for ever" : `kept ${retentionInDays} days`,
          `${filters} metric ${filters === 1 ? "filter" : "filters"}`,
          settings.region,
        ],
      });
    }
  }
  return found;
};
