import { COLLECTION_LIMITS, MAX_DOMAIN_SUBNETS, MIN_VOLUME_GB, SAML_LIMITS } from "../../../modules/policy";
import { AWS, type AwsLimit } from "../aws-limit";

const DEVELOPER = `${AWS}opensearch-service/latest/developerguide/`;
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
  "search-domain-network": {
    what: "The network of a domain that is made",
    limit: `1 to ${MAX_DOMAIN_SUBNETS} subnets; blocks of IPv4 addresses, and not all there are`,
    keys: [
      "analytics.openSearch.newDomain.vpcId",
      "analytics.openSearch.newDomain.subnetIds",
      "analytics.openSearch.newDomain.reachedFrom",
    ],
    page: `${DEVELOPER}vpc.html`,
  },
  "search-domain-roles": {
    what: "The roles of a domain that is made",
    limit: "whole ARNs of roles",
    keys: ["analytics.openSearch.newDomain.masterRole", "analytics.openSearch.newDomain.readers[]"],
    page: `${DEVELOPER}fgac.html`,
  },
  "search-domain-instances": {
    what: "Instances of a domain that is made",
    limit: `disks of ${MIN_VOLUME_GB} GiB or more; a type that ends in .search; OpenSearch_ and a version`,
    keys: [
      "analytics.openSearch.newDomain.engineVersion",
      "analytics.openSearch.newDomain.instanceType",
      "analytics.openSearch.newDomain.instancesPerSubnet",
      "analytics.openSearch.newDomain.volumeGb",
    ],
    page: `${DEVELOPER}limits.html`,
  },
  "search-domain-saml": {
    what: "The identity provider of a domain that is made",
    limit: `an entity id of ${SAML_LIMITS.entityId.join(" to ")} characters; groups and attributes of up to ${SAML_LIMITS.key}; sessions of up to ${SAML_LIMITS.minutes} minutes; metadata of up to a MiB`,
    keys: ["analytics.openSearch.newDomain.saml"],
    page: `${AWS}opensearch-service/latest/APIReference/API_SAMLOptionsInput.html`,
  },
  "search-collection-network": {
    what: "The network of a collection that is made",
    limit: `1 to ${MAX_SUBNETS} subnets; blocks of IPv4 addresses, and not all there are`,
    keys: [
      "analytics.openSearch.newCollection.vpcId",
      "analytics.openSearch.newCollection.subnetIds",
      "analytics.openSearch.newCollection.reachedFrom",
    ],
    page: `${DEVELOPER}serverless-vpc.html`,
  },
  "search-collection-roles": {
    what: "The roles of a collection that is made",
    limit: `whole ARNs of roles of the log-archive account; with groups, an access policy of up to ${COLLECTION_LIMITS.policy} characters`,
    keys: ["analytics.openSearch.newCollection.adminRole", "analytics.openSearch.newCollection.readers[]"],
    page: `${DEVELOPER}serverless-data-access.html`,
  },
  "search-collection-lifecycle": {
    what: "How long a collection that is made keeps events",
    limit: `1 to ${COLLECTION_LIMITS.days} days`,
    keys: ["analytics.openSearch.keepDays"],
    page: `${DEVELOPER}serverless-lifecycle.html`,
  },
  "search-collection-saml": {
    what: "The identity provider of a collection that is made",
    limit: `attributes of up to ${COLLECTION_LIMITS.attribute} characters; sessions of ${COLLECTION_LIMITS.minutes.join(" to ")} minutes; metadata of up to ${COLLECTION_LIMITS.metadata} characters`,
    keys: ["analytics.openSearch.newCollection.saml"],
    page: `${AWS}opensearch-service/latest/ServerlessAPIReference/API_SamlConfigOptions.html`,
  },
} as const satisfies Readonly<Record<string, AwsLimit>>;
