import { compliant, each, KNOWN_LATER, notCompliant, type BestPracticeRule } from "./rule";

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html */
export const cloudWatchLogs: BestPracticeRule = {
  id: "cloudwatch-logs",
  practice: 9,
  title: "The trail delivers to CloudWatch Logs",
  remedy: "set cloud_watch_logs_group_arn and cloud_watch_logs_role_arn",
  check: ({ trails }) =>
    each(trails, ({ logGroup, hasLogRole }) => {
      if (logGroup === undefined) return notCompliant("delivers to its bucket alone");
      if (hasLogRole === false) return notCompliant("names a log group, and no role that writes to it");
      return logGroup.kind === "unknown" || hasLogRole === "unknown"
        ? KNOWN_LATER
        : compliant("delivers to a log group");
    }),
};
