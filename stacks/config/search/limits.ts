import { AWS, type AwsLimit } from "../aws-limit";

const FIREHOSE = `${AWS}firehose/latest/APIReference/`;

/** After how many days S3 deletes what is no log: access logs, answers, and what failed. */
export const EXPIRY_KEYS = [
  "archive.accessLogs.expireAfterDays",
  "analytics.athena.resultsExpireAfterDays",
  "analytics.openSearch.failedRecordsExpireAfterDays",
];

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
} as const satisfies Readonly<Record<string, AwsLimit>>;
