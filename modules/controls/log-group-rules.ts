import type { Problem } from "../validation";

/** How long CloudWatch Logs can keep events, in days. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Security Hub's CloudWatch.16 asks for a year; a month more, and an auditor who comes once a year finds the whole year. */
export const DEFAULT_RETENTION_DAYS = 400;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const LOG_GROUP_NAME_PATTERN = /^(?!aws\/)[.\-_/#A-Za-z0-9]{1,512}$/;

/** Why the text names no log group. */
export function logGroupNameProblem(name: string): Problem | undefined {
  if (LOG_GROUP_NAME_PATTERN.test(name)) return undefined;
  return {
    what: "is no name of a log group",
    received: name,
    allowed: "1 to 512 letters, digits and . - _ / #, not beginning with aws/",
    remedy: "choose another name",
  };
}

/** Why CloudWatch Logs keeps events for no such time. */
export function retentionProblem(days: number): Problem | undefined {
  if (RETENTION_DAYS.includes(days)) return undefined;
  const longer = RETENTION_DAYS.find((value) => value > days);
  return {
    what: "is no time for which CloudWatch Logs keeps events",
    received: days,
    allowed: RETENTION_DAYS.join(", "),
    remedy: longer === undefined ? "choose one of them" : `take ${longer}`,
  };
}
