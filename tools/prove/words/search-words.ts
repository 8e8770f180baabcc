import { bucketArn } from "../../../modules/organization";
import { throughOpenSearch, throughServerless } from "../../../modules/policy";
import { isOn, whereOn, type Vocabulary } from "./word";

/** The words of OpenSearch, where events go there, and in the policies of its account; and what asks Athena. */
export const SEARCH_WORDS = {
  workgroup: ({ configuration: { analytics } }) => analytics?.athena?.workgroupName,
  database: ({ configuration: { analytics } }) => analytics?.athena?.databaseName,
  searchedHere: whereOn("search"),
  searchSubnet: ({ configuration: { analytics } }) => analytics?.search?.place.subnetIds,
  searchedWithin: ({ configuration: { analytics } }) =>
    analytics?.search?.place.subnetIds && analytics.search.place.account,
  withinHere: whereOn("searchVpc"),
  madeHere: whereOn("searchDomain"),
  domainMade: ({ configuration: { features, name } }) =>
    features.includes("searchDomain") ? name : undefined,
  searchMaster: ({ configuration: { analytics } }) => analytics?.search?.newDomain?.masterRole,
  unsigned: ({ configuration: { analytics } }) =>
    analytics?.search?.newDomain?.saml === undefined ? undefined : "true",
  throughOpenSearch: ({ configuration: { partition } }) => throughOpenSearch(partition),
  madeThrough: ({ configuration: { partition }, subject }) => [
    ...(isOn("searchDomain", subject) ? [throughOpenSearch(partition)] : []),
    ...(isOn("searchCollection", subject) ? [throughServerless(partition)] : []),
  ],
  throughServerless: ({ configuration: { partition } }) => throughServerless(partition),
  networkHere: whereOn("searchDomain", "searchCollection"),
  collectionHere: whereOn("searchCollection"),
  collectionMade: ({ configuration: { features, accounts } }) =>
    features.includes("searchCollection") ? accounts.logArchive.id : undefined,
  newCollection: ({ configuration: { analytics } }) => analytics?.search?.newCollection?.name,
  searchBucket: ({ configuration: { analytics, partition } }) =>
    analytics?.search && bucketArn(partition, analytics.search.place.bucketName),
  searchDomain: ({ configuration: { analytics } }) =>
    analytics?.search?.place.target.kind === "domain" ? analytics.search.place.target.domainArn : undefined,
  searchCollection: ({ configuration: { analytics } }) =>
    analytics?.search?.place.target.kind === "collection"
      ? analytics.search.place.target.collectionArn
      : undefined,
  // Of the boundary: what is a feature's has statements of its own.
  boundBuckets: ({ configuration: { name, accounts }, subject: { terraform } }) => [
    `${name}-cloudtrail-*`,
    ...(terraform?.names.buckets ?? []).filter(
      (bucket) =>
        !bucket.startsWith(`${name}-cloudtrail-`) &&
        !bucket.startsWith(`${name}-orgtrail-${terraform?.account ?? accounts.logArchive.id}-`),
    ),
  ],
  searched: ({ configuration: { features, name } }) => (features.includes("search") ? name : undefined),
  unsearched: ({ configuration: { features, name } }) => (features.includes("search") ? undefined : name),
  searchKeyAlias: ({ configuration: { analytics } }) => analytics?.search?.place.keyAlias,
  logDestination: ({ subject: { terraform } }) => terraform?.names.logDestination,
  sendingAccount: ({ subject: { terraform } }) =>
    terraform?.names.logDestination === undefined ? undefined : terraform.account,
  // The buckets of features, which guardrails know by one pattern where several have one.
  featureBuckets: ({ configuration: { accounts, analytics, name, partition } }) => {
    const { athena, search } = analytics ?? {};
    if (athena && search) return `arn:${partition}:s3:::${name}-orgtrail-${accounts.logArchive.id}-*`;
    const own = athena?.resultsBucketName ?? search?.place.bucketName;
    return own && bucketArn(partition, own);
  },
} as const satisfies Vocabulary;
