import {
  roleArn,
  type AccountId,
  type BucketName,
  type Partition,
  type Region,
  type RoleName,
} from "../organization";
import type { Problem } from "../validation";

/** Where OpenSearch is that is given the events: a domain, or a collection of OpenSearch Serverless, which is there or made with the stream. */
export type SearchTarget =
  | { readonly kind: "newCollection"; readonly name: string }
  | { readonly kind: "domain"; readonly domainArn: string }
  | { readonly kind: "collection"; readonly collectionArn: string; readonly endpoint: string };

/** What brings the events of a log group to OpenSearch, and where it stands. */
export interface SearchPlace {
  readonly partition: Partition;
  /** The log group's Region: a destination takes log groups of its own. */
  readonly region: Region;
  readonly account: AccountId;
  /** The account of the log group. */
  readonly logAccount: AccountId;
  /** What the stream, the function and the destination are called. */
  readonly name: string;
  readonly roles: Readonly<Record<"destination" | "function" | "stream", RoleName>>;
  readonly target: SearchTarget;
  /** Subnets in which the stream reaches OpenSearch. @default - it is reached from outside of a VPC */
  readonly subnetIds?: readonly string[];
  /** What the names of indexes begin with. */
  readonly indexName: string;
  /** The bucket of records that failed. */
  readonly bucketName: BucketName;
  /** The alias of the key that encrypts these, with its `alias/`. */
  readonly keyAlias: string;
  /** The log group in which the function and the stream say what failed. */
  readonly logGroupName: string;
}

function named(
  { partition, region, account }: Pick<SearchPlace, "partition" | "region" | "account">,
  service: string,
  resource: string,
): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** The pattern of Firehose's API. @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_AmazonopensearchserviceDestinationConfiguration.html */
const DOMAIN_ARN = /^arn:([a-z-]+):es:[a-z0-9-]+:\d{12}:domain\/[a-z][a-z0-9-]{2,27}$/;
const COLLECTION_ARN = /^arn:([a-z-]+):aoss:[a-z0-9-]+:\d{12}:collection\/[a-z0-9]+$/;
const ENDPOINT = /^https:\/\/[a-z0-9.-]{1,500}$/;

/** The name of a collection, of its policies, of an endpoint or of an identity provider. @see https://docs.aws.amazon.com/opensearch-service/latest/ServerlessAPIReference/API_CreateCollection.html */
const COLLECTION_NAME = /^[a-z][a-z0-9-]{2,31}$/;

/** Why Firehose would not deliver there, or OpenSearch Serverless would not make it. */
export function searchTargetProblem({
  partition,
  target,
}: Pick<SearchPlace, "partition" | "target">): Problem | undefined {
  if (target.kind === "newCollection")
    return COLLECTION_NAME.test(target.name)
      ? undefined
      : {
          what: "is no name of a collection of OpenSearch Serverless",
          received: target.name,
          allowed: "3 to 32 of a-z, 0-9 and -, and a letter first",
          remedy: "choose another name",
        };
  const [kind, arn, pattern] =
    target.kind === "domain"
      ? ["domain", target.domainArn, DOMAIN_ARN]
      : ["collection", target.collectionArn, COLLECTION_ARN];
  const of = pattern.exec(arn)?.[1];
  if (of === undefined) {
    const service =
      target.kind === "domain" ? "es:REGION:ACCOUNT:domain/NAME" : "aoss:REGION:ACCOUNT:collection/ID";
    return {
      what: `is not the ARN of a ${kind} of OpenSearch`,
      received: arn,
      allowed: `arn:${partition}:${service}`,
      remedy: `write the ARN that the console shows of the ${kind}`,
    };
  }
  if (of !== partition)
    return {
      what: `is of partition ${of}`,
      received: arn,
      allowed: `ARNs of partition ${partition}`,
      remedy: "correct the ARN",
    };
  if (target.kind === "collection" && !ENDPOINT.test(target.endpoint))
    return {
      what: "is not the endpoint of a collection",
      received: target.endpoint,
      allowed: "https:// and a name, and nothing after it",
      remedy: "write the OpenSearch endpoint that the console shows, and not that of Dashboards",
    };
  return undefined;
}

/** The ARN of the stream. */
export function searchStreamArn(
  place: Pick<SearchPlace, "partition" | "region" | "account" | "name">,
): string {
  return named(place, "firehose", `deliverystream/${place.name}`);
}

/** The ARN of the function. */
export function searchFunctionArn(
  place: Pick<SearchPlace, "partition" | "region" | "account" | "name">,
): string {
  return named(place, "lambda", `function:${place.name}`);
}

/** The ARN of the destination to which the log group sends. */
export function searchDestinationArn(
  place: Pick<SearchPlace, "partition" | "region" | "account" | "name">,
): string {
  return named(place, "logs", `destination:${place.name}`);
}

/** The ARN of the role with which Firehose delivers. */
export function searchStreamRoleArn({ partition, account, roles }: SearchPlace): string {
  return roleArn(partition, account, roles.stream);
}

/** Every collection of the account there: AWS gives one its id when it makes it. */
export function anyCollection(place: Pick<SearchPlace, "partition" | "region" | "account">): string {
  return named(place, "aoss", "collection/*");
}
