import type { AccountId } from "./ids";
import type { Partition } from "./partitions";

/**
 * A role that an AWS service has in an account for its own use. It is there once, for all Regions, and whoever needs it first
 * makes it: the service, or `aws iam create-service-linked-role`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
export interface ServiceLinkedRole {
  /** The service's principal, such as `config.amazonaws.com`. */
  readonly service: string;
  readonly name: string;
}

/** AWS Config records with it. @see https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html */
export const CONFIG_SERVICE_ROLE: ServiceLinkedRole = {
  service: "config.amazonaws.com",
  name: "AWSServiceRoleForConfig",
};

/** CloudTrail keeps organization trails with it. @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/using-service-linked-roles.html */
export const CLOUDTRAIL_SERVICE_ROLE: ServiceLinkedRole = {
  service: "cloudtrail.amazonaws.com",
  name: "AWSServiceRoleForCloudTrail",
};

/** OpenSearch Service has its network interfaces in a VPC with it. @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/slr.html */
export const OPEN_SEARCH_SERVICE_ROLE: ServiceLinkedRole = {
  service: "opensearchservice.amazonaws.com",
  name: "AWSServiceRoleForAmazonOpenSearchService",
};

/** OpenSearch Serverless puts its metrics into CloudWatch with it. @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-service-linked-roles.html */
export const SERVERLESS_SERVICE_ROLE: ServiceLinkedRole = {
  service: "observability.aoss.amazonaws.com",
  name: "AWSServiceRoleForAmazonOpenSearchServerless",
};

/** The path of such a role: no other is below it. */
export function serviceLinkedRolePath({ service }: ServiceLinkedRole): string {
  return `/aws-service-role/${service}/`;
}

/** The ARN of such a role. @param account the account, or `*` for any */
export function serviceLinkedRoleArn(
  partition: Partition,
  account: AccountId | "*",
  role: ServiceLinkedRole,
): string {
  return `arn:${partition}:iam::${account}:role${serviceLinkedRolePath(role)}${role.name}`;
}
