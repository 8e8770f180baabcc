import { compliant, each, inTree, notApplicable, notCompliant, type BestPracticeRule } from "./rule";

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html */
export const metricAlarms: BestPracticeRule = {
  id: "metric-alarms",
  practice: 9,
  title: "Metric filters look at the events, and an alarm tells somebody of each",
  remedy: "make metric filters on the trail's log group, and for each an alarm with an action",
  check: ({ trails }) =>
    each(trails, ({ logGroup }) => {
      if (logGroup === undefined) return notApplicable("delivers to no log group");
      return inTree(logGroup, "log group", ({ watchedFilters, unwatchedFilters }) => {
        if (unwatchedFilters.length > 0) {
          return notCompliant(
            `has metric filters without an alarm that acts: ${unwatchedFilters.join(", ")}`,
          );
        }
        return watchedFilters.length > 0
          ? compliant(`has its metric filters watched by alarms: ${watchedFilters.length}`)
          : notCompliant("has a log group without metric filters");
      });
    }),
};
