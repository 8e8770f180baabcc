import { type AccountId, BucketName, type NamePrefix, RoleName } from "../ids";
import { monitoringNamePrefix } from "./monitoring";

/** What brings the log group's events to OpenSearch: its stream, its function, the destination of log groups, and the start of its roles. */
export function searchName(prefix: NamePrefix): string {
  return `${monitoringNamePrefix(prefix)}search`;
}

/** The parts of it that act with a role of their own. */
export const SEARCH_ROLES = ["destination", "function", "stream"] as const;
export type SearchRole = (typeof SEARCH_ROLES)[number];

/** The role of a part of it. */
export function searchRoleName(prefix: NamePrefix, part: SearchRole): RoleName {
  return RoleName.of(`${searchName(prefix)}-${part}`);
}

/** The bucket with the records that did not reach OpenSearch. It is none of the log buckets' family: Firehose writes with a role. */
export function searchBucketName(prefix: NamePrefix, account: AccountId): BucketName {
  return BucketName.of(`${monitoringNamePrefix(prefix)}${account}-search-failed`);
}

/** The alias of the key that encrypts these records and what the function and the stream say of themselves. */
export function searchKeyAlias(prefix: NamePrefix): string {
  return `alias/${searchName(prefix)}`;
}

/** The log group in which the function and the stream say what failed. */
export function searchLogGroupName(prefix: NamePrefix): string {
  return `/orgtrail/${prefix}/search`;
}

/** The domain of OpenSearch that orgtrail makes. OpenSearch Service takes 28 characters: there is no room for more of a name. */
export function searchDomainName(prefix: NamePrefix): string {
  return `${prefix}-search`;
}

/** The alias of the key that encrypts the domain and its logs. */
export function searchDomainKeyAlias(prefix: NamePrefix): string {
  return `${searchKeyAlias(prefix)}-domain`;
}

/** The log groups in which the domain says who used it, and what fails in it. */
export function searchDomainLogGroupNames(
  prefix: NamePrefix,
): Readonly<Record<"audit" | "application", string>> {
  const start = searchLogGroupName(prefix);
  return { audit: `${start}-audit`, application: `${start}-application` };
}

/** The collection of OpenSearch Serverless that orgtrail makes, its policies, its endpoint in a VPC and its identity provider: each takes 32 characters. */
export function searchCollectionName(prefix: NamePrefix): string {
  return `${prefix}-search`;
}

/** The alias of the key that encrypts the collection. */
export function searchCollectionKeyAlias(prefix: NamePrefix): string {
  return `${searchKeyAlias(prefix)}-collection`;
}

/** The security groups of what is made and of the stream's network interfaces, and the policy that lets a domain log. */
export function searchNetworkName(prefix: NamePrefix, part: "collection" | "domain" | "stream"): string {
  return `${searchName(prefix)}-${part}`;
}

/** What the names of indexes of events begin with. */
export function searchIndexName(prefix: NamePrefix): string {
  return `${prefix}-cloudtrail`;
}
