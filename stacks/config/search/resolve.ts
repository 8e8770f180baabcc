import {
  regionOf,
  searchBucketName,
  searchIndexName,
  searchKeyAlias,
  searchLogGroupName,
  searchName,
  searchRoleName,
} from "../../../modules/organization";
import type { SearchPlace, SearchTarget } from "../../../modules/policy";
import type { SoundFiles } from "../draft";
import { certain } from "../names/names";
import type { SearchFile } from "./schema";

/** The stack of what brings events to OpenSearch. A public contract: users deploy by it, and its state is kept under it. */
export const SEARCH_STACK = "search";

/** OpenSearch, and what brings events there. */
export interface SearchSettings {
  readonly place: SearchPlace;
  /** Of the stream's network interfaces. @default - it has none */
  readonly securityGroupIds?: readonly string[];
  /** ARNs, or patterns of ARNs, of those who read what failed: who reads the organization's logs. */
  readonly readers: readonly string[];
  readonly rotation: SearchFile["indexRotation"];
  /** Days after which an index is deleted. */
  readonly keepDays: number;
  readonly failedRecordsExpireAfterDays: number;
}

/** What the files say of it. @returns undefined where they say nothing */
export function searchSettings({ organization: file, names }: SoundFiles): SearchSettings | undefined {
  const { analytics, organization } = file;
  const { openSearch } = analytics ?? {};
  if (openSearch === undefined) return undefined;
  const { name, partition, homeRegion } = organization;
  const account = certain(names.accounts.get("logArchive")?.id);
  return {
    place: {
      region: regionOf(partition, homeRegion),
      ...{ partition, account, logAccount: certain(names.accounts.get("management")?.id) },
      name: searchName(name),
      roles: {
        destination: searchRoleName(name, "destination"),
        function: searchRoleName(name, "function"),
        stream: searchRoleName(name, "stream"),
      },
      target: certain(searchTarget(openSearch)),
      ...(openSearch.vpc && { subnetIds: openSearch.vpc.subnetIds }),
      indexName: searchIndexName(name),
      bucketName: searchBucketName(name, account),
      keyAlias: searchKeyAlias(name),
      logGroupName: searchLogGroupName(name),
    },
    ...(openSearch.vpc && { securityGroupIds: openSearch.vpc.securityGroupIds }),
    readers: file.archive.readers,
    rotation: openSearch.indexRotation,
    keepDays: openSearch.keepDays,
    failedRecordsExpireAfterDays: openSearch.failedRecordsExpireAfterDays,
  };
}

/** Where OpenSearch is. @returns undefined where the file names neither a domain nor a collection */
export function searchTarget({
  domain,
  collection,
}: Pick<SearchFile, "domain" | "collection">): SearchTarget | undefined {
  if (domain !== undefined) return { kind: "domain", domainArn: domain };
  if (collection === undefined) return undefined;
  return { kind: "collection", collectionArn: collection.arn, endpoint: collection.endpoint };
}
