import { alarmTopics } from "../../modules/controls";
import type { logArchiveContract } from "../../modules/contracts";
import type { LogSearchProps, NewSearchCollection, NewSearchDomain } from "../../modules/log-search";
import { SEARCH_STACK, type Configuration, type SearchSettings } from "../config";
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
  const { accounts, analytics, archive, homeRegion, monitoring, terraform } = configuration;
  const { search } = analytics ?? {};
  if (search === undefined) return undefined;
  const { place, readers, rotation, securityGroupIds, failedRecordsExpireAfterDays } = search;
  const { newDomain, newCollection } = search;
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
      ...(newDomain && { newDomain: domainProps(newDomain, terraform) }),
      ...(newCollection && { newCollection: collectionProps(newCollection, terraform) }),
      administrators: archive.administrators,
      minimumTlsVersion: archive.minimumTlsVersion,
      ...(topicArn !== undefined && { topicArn }),
    },
    ...(isBeside && { logArchive: publishedLogs(configuration) }),
  };
}

/** Of what the configuration says, what makes a domain. Who searches by a group, `orgtrail opensearch` tells OpenSearch. */
function domainProps(
  settings: NonNullable<SearchSettings["newDomain"]>,
  { destroyProtection }: Configuration["terraform"],
): NewSearchDomain {
  const { saml, ...domain } = settings;
  const made: NewSearchDomain = { ...omit(domain, "subnetIds"), destroyProtection };
  return saml === undefined ? made : { ...made, saml: omit(saml, "readerGroups", "metadataFile") };
}

/** The same of a collection. */
function collectionProps(
  settings: NonNullable<SearchSettings["newCollection"]>,
  { destroyProtection }: Configuration["terraform"],
): NewSearchCollection {
  const { saml, ...collection } = settings;
  const made: NewSearchCollection = { ...omit(collection, "subnetIds"), destroyProtection };
  return saml === undefined
    ? made
    : { ...made, saml: omit(saml, "adminGroups", "readerGroups", "metadataFile") };
}

function omit<T extends object, K extends keyof T>(from: T, ...keys: readonly K[]): Omit<T, K> {
  const left = Object.entries(from).filter(([key]) => !keys.some((each) => each === key));
  return Object.fromEntries(left) as Omit<T, K>;
}
