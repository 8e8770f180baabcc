import { sorted } from "../kernel";
import {
  logGroupArn,
  searchDomainName,
  type AccountId,
  type NamePrefix,
  type Partition,
  type Region,
} from "../organization";
import { allow } from "./allowance";
import { exceptPrincipals } from "./conditions";
import { denyToOthers } from "./deny-to-others";
import { policyDocument, type PolicyDocument, type PolicyStatement } from "./document";
import { throughOpenSearch } from "./key-use";
import { logsPrincipal } from "./service-principals";
import { pinnedPrincipals } from "./readers";
import { searchStreamRoleArn, type SearchPlace } from "./search-place";
import {
  changeSecurityGroupStatements,
  grantOwnKeys,
  ownKeyStatements,
  READ_NETWORK_ACTIONS,
} from "./search-made";

/**
 * What changes a domain of OpenSearch, or deletes it, also by the names that these calls had before.
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html#ac-reference-api
 */
export const CHANGE_DOMAIN_ACTIONS = [
  "es:AddTags",
  "es:DeleteDomain",
  "es:DeleteElasticsearchDomain",
  "es:RemoveTags",
  "es:UpdateDomainConfig",
  "es:UpdateElasticsearchDomainConfig",
  "es:UpgradeDomain",
  "es:UpgradeElasticsearchDomain",
] as const;

/** A domain of OpenSearch that is made beside the stream, and who uses it. What each does within it, OpenSearch's own roles say. */
export interface SearchDomainAccess {
  /** Its ARN, known by its name. */
  readonly domainArn: string;
  /** The log groups in which it says who used it, and what fails in it. */
  readonly logGroupNames: Readonly<Record<"audit" | "application", string>>;
  /** The ARN of the role that is its master user: it says there who may do what. */
  readonly masterRole: string;
  /** ARNs of the roles that search. */
  readonly readers: readonly string[];
  /** Whether people sign in by SAML, in browsers that sign no request. @default false */
  readonly signsInBySaml?: boolean;
}

/** Every request to a domain's OpenSearch. */
const USE_DOMAIN_ACTION = "es:ESHttp*";
/** A search is a POST, too. */
const SEARCH_DOMAIN_ACTIONS = ["es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPost"];

/** All others, by which indexes and documents are changed or deleted. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonopensearchservice.html */
const CHANGE_EVENTS_ACTIONS = ["es:ESHttpDelete", "es:ESHttpPatch", "es:ESHttpPut"];

/** The ARN of the domain that orgtrail makes. */
export function searchDomainArn(
  { partition, region, account }: Pick<SearchPlace, "partition" | "region" | "account">,
  prefix: NamePrefix,
): string {
  return `arn:${partition}:es:${region}:${account}:domain/${searchDomainName(prefix)}`;
}

/**
 * The access policy of a domain within a VPC: the stream writes, the named roles use it, and nobody else of whatever account does. Without
 * SAML nobody does without a signature. The stream does what its own policy says, which the domain's does not widen. Who searches deletes
 * and puts nothing, whatever his own policies say; what he may POST, by which one searches, OpenSearch's roles decide.
 *
 * OpenSearch Service knows neither `aws:SecureTransport` nor `aws:PrincipalTag`; that requests come by HTTPS, the domain itself holds.
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html
 */
export function searchDomainPolicy(
  place: SearchPlace,
  { domainArn, masterRole, readers, signsInBySaml = false }: SearchDomainAccess,
): PolicyDocument {
  const { partition } = place;
  const resource = [domainArn, `${domainArn}/*`];
  const writers = sorted([searchStreamRoleArn(place), masterRole]);
  const use = (sid: string, arns: readonly string[], actions: readonly string[]): PolicyStatement => ({
    Sid: sid,
    Effect: "Allow",
    Action: actions,
    Resource: resource,
    ...pinnedPrincipals(partition, arns),
  });
  // Who signs in by SAML signs no request and has no ARN: for these OpenSearch itself decides.
  const deny = (sid: string, actions: readonly string[], except: readonly string[]): PolicyStatement => ({
    ...denyToOthers(sid, actions, resource, except),
    ...(signsInBySaml && {
      Condition: { ...exceptPrincipals(except), Null: { "aws:PrincipalArn": "false" } },
    }),
  });
  return policyDocument(
    use("AllowMasterUse", [masterRole], [USE_DOMAIN_ACTION]),
    readers.length === 0 ? [] : use("AllowReadersSearch", readers, SEARCH_DOMAIN_ACTIONS),
    signsInBySaml
      ? {
          ...{ Sid: "AllowBrowsersSignIn", Effect: "Allow", Principal: "*", Action: USE_DOMAIN_ACTION },
          ...{ Resource: resource, Condition: { Null: { "aws:PrincipalArn": "true" } } },
        }
      : [],
    deny("DenyOthers", [USE_DOMAIN_ACTION], sorted([...new Set([...writers, ...readers])])),
    readers.length === 0 ? [] : deny("DenyReadersChange", CHANGE_EVENTS_ACTIONS, writers),
  );
}

function logGroupArns(
  { partition, region, account }: SearchPlace,
  { logGroupNames }: SearchDomainAccess,
): readonly string[] {
  return Object.values(logGroupNames).map((name) => logGroupArn(partition, region, account, name));
}

/**
 * Lets OpenSearch write its logs of the one domain.
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html
 */
export function searchDomainLogPolicy(place: SearchPlace, domain: SearchDomainAccess): PolicyDocument {
  return policyDocument({
    Sid: "AllowOpenSearchLog",
    Effect: "Allow",
    Principal: { Service: "es.amazonaws.com" },
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: logGroupArns(place, domain).map((arn) => `${arn}:*`),
    Condition: {
      StringEquals: { "aws:SourceAccount": place.account },
      ArnLike: { "aws:SourceArn": domain.domainArn },
    },
  });
}

/**
 * The policy of the key that encrypts the domain and its logs. Who deploys lets OpenSearch use it, by a grant, and never himself.
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html
 */
export function searchDomainKeyPolicy(
  place: SearchPlace,
  domain: SearchDomainAccess,
  administrators: readonly string[],
): PolicyDocument {
  const { partition, region } = place;
  return policyDocument(
    ownKeyStatements(place, administrators, { sid: "AllowDomainUse", through: throughOpenSearch(partition) }),
    {
      Sid: "AllowLogsEncrypt",
      Effect: "Allow",
      Principal: { Service: logsPrincipal(partition, region) },
      Action: ["kms:Decrypt", "kms:Describe*", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
      Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": logGroupArns(place, domain) } },
    },
  );
}

/** Whose domain policies of roles speak of. */
interface DomainNames {
  readonly partition: Partition;
  readonly name: NamePrefix;
}

/** The domain in whatever Region and account. */
export function anyDomain({ partition, name }: DomainNames): string {
  return searchDomainArn({ partition, region: "*" as Region, account: "*" as AccountId }, name);
}

/** What Terraform reads of a domain and of its network. */
export function readDomainStatements(names: DomainNames): readonly PolicyStatement[] {
  return [
    allow("ReadDomain", READ_DOMAIN_ACTIONS, anyDomain(names)),
    allow("ReadNetwork", [...READ_NETWORK_ACTIONS, "logs:DescribeResourcePolicies"], "*"),
  ];
}

const READ_DOMAIN_ACTIONS = [
  ...["DescribeDomain", "DescribeDomainAutoTunes", "DescribeDomainConfig", "GetCompatibleVersions"],
  "ListTags",
].map((name) => `es:${name}`);

/** What makes and changes a domain, its security groups, and who writes its logs. */
export function changeDomainStatements(names: DomainNames): readonly PolicyStatement[] {
  const { partition } = names;
  return [
    allow("Domain", [...CHANGE_DOMAIN_ACTIONS, "es:CreateDomain"], anyDomain(names)),
    ...changeSecurityGroupStatements(partition),
    allow("DomainLogs", ["logs:DeleteResourcePolicy", "logs:PutResourcePolicy"], "*"),
    grantOwnKeys("EncryptDomain", partition, throughOpenSearch(partition)),
  ];
}
