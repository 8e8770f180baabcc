import type { AthenaQueriesProps } from "../../modules/athena";
import type { logArchiveContract } from "../../modules/contracts";
import type { LogFolder } from "../../modules/questions";
import { ANALYTICS_STACK, logSourcesOf, type AthenaSettings, type Configuration } from "../config";
import { publishedLogs, type PublishedState } from "./foreseen";
import { stackBlueprint, type StackBlueprint } from "./stack";

/** What asks the logs, in the log-archive account. */
export interface AnalyticsBlueprint extends StackBlueprint {
  /** Which has the bucket of access logs. */
  readonly logArchive: PublishedState<typeof logArchiveContract>;
  /** All but the access logs, whose bucket stands in the log-archive stack. */
  readonly athena: Omit<AthenaQueriesProps, "accessLogs">;
}

export function analyticsBlueprint(configuration: Configuration): AnalyticsBlueprint | undefined {
  const { accounts, analytics, archive, partition } = configuration;
  // Where the logs are: S3 delivers access logs within a Region, and Athena pays for what it reads from another.
  const { region } = archive;
  const { athena } = analytics ?? {};
  if (athena === undefined) return undefined;
  return {
    ...stackBlueprint(configuration, ANALYTICS_STACK, accounts.logArchive, region),
    logArchive: publishedLogs(configuration),
    athena: {
      ...athena,
      ...{ partition, region, account: accounts.logArchive.id },
      folders: logFoldersOf(configuration, athena),
      ...(!athena.findsKnownAccounts && { askedAccounts: athena.knownAccounts }),
      administrators: archive.administrators,
      minimumTlsVersion: archive.minimumTlsVersion,
    },
  };
}

/** Where log files are: the organization's first, then those of teams, each of one account. */
function logFoldersOf(
  configuration: Configuration,
  { knownAccounts, findsKnownAccounts, regions, since }: AthenaSettings,
): readonly LogFolder[] {
  return logSourcesOf(configuration).map(({ bucket, root, accounts, team }) => ({
    name: team === undefined ? "organization" : `team_${team.replaceAll("-", "_")}`,
    ...{ bucket, root, regions, since },
    accounts: team === undefined ? (findsKnownAccounts ? knownAccounts : "injected") : accounts,
  }));
}
