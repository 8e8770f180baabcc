import { AWS, type AwsLimit } from "../aws-limit";

const FIREHOSE = `${AWS}firehose/latest/APIReference/`;

/** After how many days S3 deletes what is no log: access logs, answers, and what failed. */
export const EXPIRY_KEYS = [
  "archive.accessLogs.expireAfterDays",
  "analytics.athena.resultsExpireAfterDays",
  "analytics.openSearch.failedRecordsExpireAfterDays",
];

/** What a stream of Firehose has within a VPC. */
export const MAX_SUBNETS = 16;
export const MAX_SECURITY_GROUPS = 5;

/** The limits of OpenSearch, as Firehose has them. */
export const SEARCH_LIMITS = {
  "search-domain": {
    what: "The ARN of a domain of OpenSearch",
    limit: "of the partition; its name has 3 to 28 characters",
    keys: ["analytics.openSearch.domain"],
    page: `${FIREHOSE}API_AmazonopensearchserviceDestinationConfiguration.html`,
  },
  "search-collection": {
    what: "The ARN of a collection of OpenSearch Serverless, and its endpoint",
    limit: "of the partition; https:// and up to 500 characters",
    keys: ["analytics.openSearch.collection.arn", "analytics.openSearch.collection.endpoint"],
    page: `${FIREHOSE}API_AmazonOpenSearchServerlessDestinationConfiguration.html`,
  },
  "search-vpc": {
    what: "Subnets and security groups of the stream to OpenSearch",
    limit: `1 to ${MAX_SUBNETS} subnets, 1 to ${MAX_SECURITY_GROUPS} security groups`,
    keys: ["analytics.openSearch.vpc"],
    page: `${FIREHOSE}API_VpcConfiguration.html`,
  },
} as const satisfies Readonly<Record<string, AwsLimit>>;
