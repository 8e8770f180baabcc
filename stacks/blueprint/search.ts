import { alarmTopics } from "../../modules/controls";
import type { logArchiveContract } from "../../modules/contracts";
import type { LogSearchProps } from "../../modules/log-search";
import { SEARCH_STACK, type Configuration } from "../config";
import { publishedLogs, type PublishedState } from "./foreseen";
import { stackBlueprint, type StackBlueprint } from "./stack";
import { watchBlueprint } from "./watch";

/** What brings the events of the organization trail's log group to OpenSearch, in the log-archive account. */
export interface SearchBlueprint extends StackBlueprint {
  /** All but the function's code, and the access logs, whose bucket stands in the log-archive stack. */
  readonly search: Omit<LogSearchProps, "code" | "accessLogs">;
  /** Which has the bucket of access logs. @default - it is in another Region, and there are none */
  readonly logArchive?: PublishedState<typeof logArchiveContract>;
}

export function searchBlueprint(configuration: Configuration): SearchBlueprint | undefined {
  const { accounts, analytics, archive, homeRegion, monitoring } = configuration;
  const { search } = analytics ?? {};
  if (search === undefined) return undefined;
  const { place, readers, rotation, securityGroupIds, failedRecordsExpireAfterDays } = search;
  // The log group sends to a destination of its own Region, and alarms tell topics of theirs.
  const isBeside = archive.region === homeRegion;
  const topics =
    isBeside && monitoring?.logArchive
      ? watchBlueprint(configuration, monitoring.logArchive).topics
      : undefined;
  const heard = topics && [...alarmTopics(topics)].find(({ severity }) => severity === "high")?.arn;
  const topicArn = topics?.existing?.high ?? heard;
  return {
    ...stackBlueprint(configuration, SEARCH_STACK, accounts.logArchive, homeRegion),
    search: {
      ...{ place, readers, rotation, failedRecordsExpireAfterDays },
      ...(securityGroupIds && { securityGroupIds }),
      administrators: archive.administrators,
      minimumTlsVersion: archive.minimumTlsVersion,
      ...(topicArn !== undefined && { topicArn }),
    },
    ...(isBeside && { logArchive: publishedLogs(configuration) }),
  };
}
