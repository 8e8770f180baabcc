import { CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import type { Finder } from "./finder";

/** The alarms of the Region, in one line: there may be dozens. */
export const alarms: Finder = async (settings) => {
  const client = new CloudWatchClient(settings);
  let count = 0;
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, {})) {
    count += MetricAlarms.length;
  }
  return count === 0 ? [] : [{ kind: "alarms", name: String(count), details: [settings.region] }];
};
