import type { Flag } from "../../facts";
import {
  compliant,
  each,
  inTree,
  KNOWN_LATER,
  notApplicable,
  notCompliant,
  type BestPracticeRule,
} from "./rule";

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html */
export const metricAlarms: BestPracticeRule = {
  id: "metric-alarms",
  practice: 9,
  title: "Metric filters look at the events, and an alarm tells somebody of each",
  remedy: "make metric filters on the trail's log group, and for each an alarm with an action",
  check: ({ trails }) =>
    each(trails, ({ logGroup }) => {
      if (logGroup === undefined) return notApplicable("delivers to no log group");
      return inTree(logGroup, "log group", ({ filters, mayHaveMore }) => {
        const named = (watched: Flag): string =>
          filters
            .filter((filter) => filter.watched === watched)
            .map(({ name }) => name)
            .join(", ");
        if (named(false) !== "") {
          return notCompliant(`has metric filters without an alarm that acts: ${named(false)}`);
        }
        if (named("unknown") !== "") {
          return notApplicable(
            `has metric filters of which it cannot be told before Terraform runs whether an alarm watches them: ${named("unknown")}`,
          );
        }
        if (mayHaveMore) return KNOWN_LATER;
        return filters.length > 0
          ? compliant(`has its metric filters watched by alarms: ${filters.length}`)
          : notCompliant("has a log group without metric filters");
      });
    }),
};
