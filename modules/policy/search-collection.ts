import { sorted } from "../kernel";
import { MANAGED_TAG, searchCollectionName, type NamePrefix, type Partition } from "../organization";
import { allow } from "./allowance";
import { policyDocument, type PolicyDocument, type PolicyStatement } from "./document";
import { throughServerless } from "./key-use";
import { searchStreamRoleArn, type SearchPlace } from "./search-place";
import {
  changeSecurityGroupStatements,
  grantOwnKeys,
  ownKeyStatements,
  READ_NETWORK_ACTIONS,
} from "./search-made";

/**
 * What makes, changes or deletes anything of OpenSearch Serverless: access policies add to one another, and one of all collections there
 * are lets into ours. By patterns: policies have little room.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonopensearchserverless.html
 */
export const CHANGE_SERVERLESS_ACTIONS = [
  "aoss:Create*",
  "aoss:Delete*",
  "aoss:TagResource",
  "aoss:UntagResource",
  "aoss:Update*",
] as const;

/** A collection of OpenSearch Serverless that is made beside the stream, and who uses it. */
export interface SearchCollectionAccess {
  /** Its name, and that of its policies, of its endpoint in the VPC and of its identity provider: 3 to 32 of a-z, 0-9 and `-`. */
  readonly name: string;
  /** The ARN of the role that says what an event is: a role of the collection's account. It changes no event and deletes none. */
  readonly adminRole: string;
  /** ARNs of the roles that search: roles of the collection's account. */
  readonly readers: readonly string[];
  /** Groups of the identity provider whose members do what `adminRole` does. @default - none */
  readonly adminGroups?: readonly string[];
  /** Groups of it whose members search. @default - none */
  readonly readerGroups?: readonly string[];
}

/** Which collections, or indexes in them, a rule of a policy of OpenSearch Serverless is about. */
interface CollectionRule<Kind extends "collection" | "dashboard" | "index"> {
  readonly ResourceType: Kind;
  /** `collection/NAME`, or `index/NAME/INDEX`; each may end in `*`. */
  readonly Resource: readonly string[];
}

/** Which key encrypts a collection. @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-encryption.html */
export interface CollectionEncryptionPolicy {
  readonly Rules: readonly CollectionRule<"collection">[];
  readonly AWSOwnedKey: false;
  readonly KmsARN: string;
}

/** From where a collection is reached. @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-network.html */
export interface CollectionNetworkPolicy {
  readonly Rules: readonly CollectionRule<"collection" | "dashboard">[];
  readonly AllowFromPublic: false;
  readonly SourceVPCEs: readonly string[];
}

/** What somebody does in a collection: nobody is denied anything, and all policies add up. @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-data-access.html */
export interface CollectionAccessPolicy {
  readonly Description: string;
  readonly Rules: readonly (CollectionRule<"collection" | "index"> & {
    readonly Permission: readonly string[];
  })[];
  /** ARNs of roles of the account, or `saml/ACCOUNT/PROVIDER/group/GROUP`. */
  readonly Principal: readonly string[];
}

/** How long documents stay in a collection. @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-lifecycle.html */
export interface CollectionLifecyclePolicy {
  readonly Rules: readonly (CollectionRule<"index"> & { readonly MinIndexRetention: string })[];
}

/** What OpenSearch Serverless takes: days in a lifecycle, characters of a policy and of an identity provider's words. @see https://docs.aws.amazon.com/opensearch-service/latest/ServerlessAPIReference/Welcome.html */
export const COLLECTION_LIMITS = {
  days: 3650,
  policy: 20_480,
  attribute: 2048,
  metadata: 51_200,
  minutes: [5, 720],
} as const;

/** The key that encrypts the collection. It is chosen once: with another key the collection is made anew. */
export function collectionEncryptionPolicy(name: string, keyArn: string): CollectionEncryptionPolicy {
  return { Rules: [rule("collection", `collection/${name}`)], AWSOwnedKey: false, KmsARN: keyArn };
}

/** The collection and its Dashboards are reached through the endpoint alone. */
export function collectionNetworkPolicy(
  name: string,
  endpointId: string,
): readonly CollectionNetworkPolicy[] {
  return [
    {
      Rules: [rule("collection", `collection/${name}`), rule("dashboard", `collection/${name}`)],
      AllowFromPublic: false,
      SourceVPCEs: [endpointId],
    },
  ];
}

/** What each does with events. Nobody but the stream writes them, and nobody deletes an index: that is for the lifecycle. */
const INDEX_PERMISSIONS = {
  stream: ["aoss:CreateIndex", "aoss:DescribeIndex", "aoss:UpdateIndex", "aoss:WriteDocument"],
  admin: ["aoss:CreateIndex", "aoss:DescribeIndex", "aoss:ReadDocument", "aoss:UpdateIndex"],
  reader: ["aoss:DescribeIndex", "aoss:ReadDocument"],
} as const;
/** What each does with index templates and aliases. */
const ITEM_PERMISSIONS = {
  admin: [
    ...["aoss:CreateCollectionItems", "aoss:DeleteCollectionItems"],
    ...["aoss:DescribeCollectionItems", "aoss:UpdateCollectionItems"],
  ],
  reader: ["aoss:DescribeCollectionItems"],
} as const;

/** Who does what in the collection: the stream, whoever says what an event is, and whoever searches. */
export function collectionAccessPolicy(
  place: SearchPlace,
  { name, adminRole, readers, adminGroups = [], readerGroups = [] }: SearchCollectionAccess,
): readonly CollectionAccessPolicy[] {
  const { account, indexName } = place;
  const events = `index/${name}/${indexName}*`;
  const inGroups = (groups: readonly string[]): readonly string[] =>
    groups.map((group) => `saml/${account}/${name}/group/${group}`);
  const does = (
    who: keyof typeof INDEX_PERMISSIONS,
    description: string,
    principals: readonly string[],
  ): readonly CollectionAccessPolicy[] =>
    principals.length === 0
      ? []
      : [
          {
            Description: description,
            Rules: [
              ...(who === "stream"
                ? []
                : [{ ...rule("collection", `collection/${name}`), Permission: ITEM_PERMISSIONS[who] }]),
              { ...rule("index", events), Permission: INDEX_PERMISSIONS[who] },
            ],
            Principal: sorted([...new Set(principals)]),
          },
        ];
  return [
    ...does("stream", "The stream writes events", [searchStreamRoleArn(place)]),
    ...does("admin", "Says what an event is", [adminRole, ...inGroups(adminGroups)]),
    ...does("reader", "Searches events", [...readers, ...inGroups(readerGroups)]),
  ];
}

/** Events stay in the collection at least so many days, and are deleted soon after: mostly within two days, or a tenth of that time. */
export function collectionLifecyclePolicy(
  name: string,
  indexName: string,
  keepDays: number,
): CollectionLifecyclePolicy {
  return { Rules: [{ ...rule("index", `index/${name}/${indexName}*`), MinIndexRetention: `${keepDays}d` }] };
}

function rule<Kind extends "collection" | "dashboard" | "index">(
  ResourceType: Kind,
  resource: string,
): CollectionRule<Kind> {
  return { ResourceType, Resource: [resource] };
}

/**
 * The policy of the key that encrypts the collection. OpenSearch Serverless takes a grant in the name of whoever makes the encryption
 * policy, and asks of nobody who searches whether he may use the key.
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-encryption.html
 */
export function searchCollectionKeyPolicy(
  place: SearchPlace,
  administrators: readonly string[],
): PolicyDocument {
  const through = throughServerless(place.partition);
  return policyDocument(ownKeyStatements(place, administrators, { sid: "AllowCollectionUse", through }));
}

/** Whose collection policies of roles speak of. */
interface CollectionNames {
  readonly partition: Partition;
  readonly name: NamePrefix;
}

const aoss = (...names: readonly string[]): readonly string[] => names.map((name) => `aoss:${name}`);

/** What Terraform reads of a collection, of its policies and of its network. */
export function readCollectionStatements(): readonly PolicyStatement[] {
  return [
    allow(
      "ReadCollection",
      [
        ...aoss("BatchGetCollection", "BatchGetLifecyclePolicy", "BatchGetVpcEndpoint", "GetAccessPolicy"),
        ...aoss("GetSecurityConfig", "GetSecurityPolicy", "ListTagsForResource"),
        ...[...READ_NETWORK_ACTIONS, "ec2:DescribeVpcEndpoints", "kms:ListKeys"],
      ],
      "*",
    ),
  ];
}

const POLICY_ACTIONS = ["AccessPolicy", "LifecyclePolicy", "SecurityPolicy"].flatMap((kind) =>
  ["Create", "Delete", "Update"].map((change) => `aoss:${change}${kind}`),
);

/**
 * What makes and changes a collection, its policies, its endpoint in a VPC, the security groups of that, and the private hosted zone by
 * which it is found there: OpenSearch Serverless makes endpoint and zone in the name of whoever asks. A policy is ours by the collection it
 * is about, a collection by its tag; an endpoint and a zone have neither a name nor a tag of ours.
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-vpc.html
 */
export function changeCollectionStatements({ partition, name }: CollectionNames): readonly PolicyStatement[] {
  const collection = searchCollectionName(name);
  const { key, value } = MANAGED_TAG;
  const ec2 = (resource: string): string => `arn:${partition}:ec2:*:*:${resource}/*`;
  const endpoints = ec2("vpc-endpoint");
  return [
    allow("CreateCollection", aoss("CreateCollection", "TagResource"), "*", {
      StringEquals: { [`aws:RequestTag/${key}`]: value },
    }),
    allow(
      "Collection",
      aoss("DeleteCollection", "UpdateCollection"),
      `arn:${partition}:aoss:*:*:collection/*`,
      {
        StringEquals: { [`aws:ResourceTag/${key}`]: value },
      },
    ),
    allow("CollectionPolicies", POLICY_ACTIONS, "*", {
      StringEqualsIfExists: { "aoss:collection": collection },
      StringLikeIfExists: { "aoss:index": `${collection}/*` },
    }),
    allow(
      "CollectionAccess",
      aoss(
        ...["CreateSecurityConfig", "CreateVpcEndpoint", "DeleteSecurityConfig", "DeleteVpcEndpoint"],
        ...["UntagResource", "UpdateSecurityConfig", "UpdateVpcEndpoint"],
      ),
      "*",
    ),
    ...changeSecurityGroupStatements(partition),
    allow(
      "CreateEndpoint",
      ["ec2:CreateVpcEndpoint"],
      [...[endpoints, ec2("security-group"), ec2("subnet"), ec2("vpc")]],
    ),
    allow("TagNewEndpoint", ["ec2:CreateTags"], endpoints, {
      StringEquals: { "ec2:CreateAction": "CreateVpcEndpoint" },
    }),
    allow(
      "Endpoint",
      ["ec2:DeleteVpcEndpoints", "ec2:ModifyVpcEndpoint"],
      [...[endpoints, ec2("security-group"), ec2("subnet")]],
    ),
    allow("EndpointNames", ENDPOINT_NAME_ACTIONS, "*"),
    grantOwnKeys("EncryptCollection", partition, throughServerless(partition)),
  ];
}

const ENDPOINT_NAME_ACTIONS = [
  ...["AssociateVPCWithHostedZone", "ChangeResourceRecordSets", "CreateHostedZone", "DeleteHostedZone"],
  ...[
    "GetChange",
    "GetHostedZone",
    "ListHostedZonesByName",
    "ListHostedZonesByVPC",
    "ListResourceRecordSets",
  ],
].map((action) => `route53:${action}`);
