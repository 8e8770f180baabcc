import {
  regionOf,
  searchBucketName,
  searchCollectionKeyAlias,
  searchCollectionName,
  searchDomainKeyAlias,
  searchDomainLogGroupNames,
  searchDomainName,
  searchIndexName,
  searchKeyAlias,
  searchLogGroupName,
  searchName,
  searchNetworkName,
  searchRoleName,
} from "../../../modules/organization";
import {
  searchDomainArn,
  type SearchCollectionAccess,
  type SearchDomainAccess,
  type SearchPlace,
  type SearchTarget,
} from "../../../modules/policy";
import type { SoundFiles } from "../draft";
import { certain } from "../names/names";
import { documentNamed } from "../source-files";
import type { NewCollectionFile } from "./new-collection";
import type { NewDomainFile } from "./new-domain";
import type { SearchFile } from "./schema";

/** The stack of what brings events to OpenSearch. A public contract: users deploy by it, and its state is kept under it. */
export const SEARCH_STACK = "search";

/** OpenSearch, and what brings events there. */
export interface SearchSettings {
  readonly place: SearchPlace;
  /** Of the stream's network interfaces. @default - it has none, or they are made with OpenSearch */
  readonly securityGroupIds?: readonly string[];
  /** @default - OpenSearch is there */
  readonly newDomain?: NewDomainSettings;
  /** @default - the same */
  readonly newCollection?: NewCollectionSettings;
  /** ARNs, or patterns of ARNs, of those who read what failed: who reads the organization's logs. */
  readonly readers: readonly string[];
  readonly rotation: SearchFile["indexRotation"];
  /** Days after which an index, or an event of a collection that is made, is deleted. */
  readonly keepDays: number;
  readonly failedRecordsExpireAfterDays: number;
}

/** A domain that is made, with its names. */
export interface NewDomainSettings extends Omit<NewDomainFile, "saml">, SearchDomainAccess {
  readonly name: string;
  readonly keyAlias: string;
  readonly logPolicyName: string;
  readonly securityGroupNames: Readonly<Record<"domain" | "stream", string>>;
  /** @default - people do not sign in */
  readonly saml?: NonNullable<NewDomainFile["saml"]> & { readonly metadata: string };
}

/** A collection that is made, with its names. */
export interface NewCollectionSettings extends Omit<NewCollectionFile, "saml">, SearchCollectionAccess {
  readonly keyAlias: string;
  readonly keepDays: number;
  readonly securityGroupNames: Readonly<Record<"collection" | "stream", string>>;
  /** @default - people do not sign in */
  readonly saml?: NonNullable<NewCollectionFile["saml"]> & { readonly metadata: string };
}

/** What the files say of it. @returns undefined where they say nothing */
export function searchSettings(files: SoundFiles): SearchSettings | undefined {
  const { organization: file, names } = files;
  const { analytics, organization } = file;
  const { openSearch } = analytics ?? {};
  if (openSearch === undefined) return undefined;
  const { name, partition, homeRegion } = organization;
  const account = certain(names.accounts.get("logArchive")?.id);
  const region = regionOf(partition, homeRegion);
  const { vpc } = openSearch;
  const domain = newDomainSettings(files, openSearch, searchDomainArn({ partition, region, account }, name));
  const collection = newCollectionSettings(files, openSearch);
  const { subnetIds } = domain ?? collection ?? vpc ?? {};
  return {
    place: {
      ...{ region, partition, account, logAccount: certain(names.accounts.get("management")?.id) },
      name: searchName(name),
      roles: {
        destination: searchRoleName(name, "destination"),
        function: searchRoleName(name, "function"),
        stream: searchRoleName(name, "stream"),
      },
      target: domain
        ? { kind: "domain", domainArn: domain.domainArn }
        : collection
          ? { kind: "newCollection", name: collection.name }
          : certain(searchTarget(openSearch)),
      ...(subnetIds && { subnetIds }),
      indexName: searchIndexName(name),
      bucketName: searchBucketName(name, account),
      keyAlias: searchKeyAlias(name),
      logGroupName: searchLogGroupName(name),
    },
    ...(vpc && { securityGroupIds: vpc.securityGroupIds }),
    ...(domain && { newDomain: domain }),
    ...(collection && { newCollection: collection }),
    readers: file.archive.readers,
    rotation: openSearch.indexRotation,
    keepDays: openSearch.keepDays,
    failedRecordsExpireAfterDays: openSearch.failedRecordsExpireAfterDays,
  };
}

/** The domain that is made, with its names. @returns undefined where none is */
function newDomainSettings(
  { organization: { organization }, documents }: SoundFiles,
  { newDomain }: SearchFile,
  domainArn: string,
): NewDomainSettings | undefined {
  if (newDomain === undefined) return undefined;
  const { name } = organization;
  const { saml, ...domain } = newDomain;
  return {
    ...domain,
    domainArn,
    name: searchDomainName(name),
    keyAlias: searchDomainKeyAlias(name),
    logGroupNames: searchDomainLogGroupNames(name),
    logPolicyName: searchNetworkName(name, "domain"),
    securityGroupNames: {
      domain: searchNetworkName(name, "domain"),
      stream: searchNetworkName(name, "stream"),
    },
    ...(saml && {
      signsInBySaml: true,
      saml: { ...saml, metadata: certain(documentNamed(documents, saml.metadataFile)).text },
    }),
  };
}

/** The collection that is made, with its names. @returns undefined where none is */
function newCollectionSettings(
  { organization: { organization }, documents }: SoundFiles,
  { newCollection, keepDays }: SearchFile,
): NewCollectionSettings | undefined {
  if (newCollection === undefined) return undefined;
  const { name } = organization;
  const { saml, ...collection } = newCollection;
  return {
    ...collection,
    keepDays,
    name: searchCollectionName(name),
    keyAlias: searchCollectionKeyAlias(name),
    securityGroupNames: {
      collection: searchNetworkName(name, "collection"),
      stream: searchNetworkName(name, "stream"),
    },
    ...(saml && {
      ...{ adminGroups: saml.adminGroups, readerGroups: saml.readerGroups },
      saml: { ...saml, metadata: certain(documentNamed(documents, saml.metadataFile)).text },
    }),
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
