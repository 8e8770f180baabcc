import { sorted } from "../../kernel";
import { bucketArn, searchBucketName, searchName, type AccountId, type Region } from "../../organization";
import { allow } from "../allowance";
import type { PolicyStatement } from "../document";
import type { Feature } from "../features";
import * as Change from "../guardrail-actions";
import type { NameFamilies } from "../guardrail-names";
import { throughOpenSearch, throughServerless, viaS3 } from "../key-use";
import { CONFIGURE_BUCKET_ACTIONS } from "../mfa-delete";
import { READ_FUNCTION_ACTIONS, READ_STREAM_ACTIONS } from "../read-actions";
import {
  CHANGE_DESTINATION_ACTIONS,
  CHANGE_STREAM_ACTIONS,
  PUT_RECORD_ACTIONS,
  CHANGE_NETWORK_INTERFACE_ACTIONS,
  LOOK_AT_NETWORK_ACTIONS,
} from "../search";
import {
  changeCollectionStatements,
  readCollectionStatements,
  CHANGE_SERVERLESS_ACTIONS,
} from "../search-collection";
import {
  anyDomain,
  changeDomainStatements,
  readDomainStatements,
  CHANGE_DOMAIN_ACTIONS,
} from "../search-domain";
import { searchDestinationArn, searchFunctionArn, searchStreamArn } from "../search-place";
import { ownBucket, functionsOf, changeFunctions, type Guarded, type PoliciesOf } from "./feature";

export const SEARCH_POLICIES = {
  // A stream of the account has a function make documents of events, and writes these to OpenSearch.
  search: (names, account) => {
    const { partition, name } = names;
    const place = { partition, region: "*" as Region, account: "*" as AccountId, name: searchName(name) };
    const [stream, destination] = [searchStreamArn(place), searchDestinationArn(place)];
    return {
      plans: [
        allow("ReadStream", READ_STREAM_ACTIONS, "*"),
        allow("ReadSearchFunction", READ_FUNCTION_ACTIONS, searchFunctionArn(place)),
      ],
      deploys: [
        changeFunctions(names),
        allow("Streams", [...CHANGE_STREAM_ACTIONS, "firehose:CreateDeliveryStream"], stream),
        allow("LogDestinations", CHANGE_DESTINATION_ACTIONS, destination),
        allow(
          "SearchBucket",
          [...CONFIGURE_BUCKET_ACTIONS, "s3:CreateBucket", "s3:DeleteBucket", "s3:PutBucketTagging"],
          bucketArn(partition, searchBucketName(name, account)),
        ),
      ],
      services: ["firehose.amazonaws.com", "lambda.amazonaws.com", "logs.amazonaws.com"],
      bounds: searchBounds(names, account),
      guards: functionGuards(names),
      buckets: [ownBucket(names, account, searchBucketName(name, account))],
    };
  },
  // That stream has network interfaces of its own.
  searchVpc: () => ({
    bounds: [allow("Network", [...CHANGE_NETWORK_INTERFACE_ACTIONS, ...LOOK_AT_NETWORK_ACTIONS], "*")],
  }),
  // OpenSearch itself stands in the account.
  searchDomain: (names) => ({
    grantsThrough: [throughOpenSearch(names.partition)],
    plans: readDomainStatements(names),
    deploys: changeDomainStatements(names),
  }),
  // A collection of OpenSearch Serverless stands in the account. Its policies have no ARN, and those of others may let into it: there
  // nobody else has any.
  searchCollection: (names) => ({
    grantsThrough: [throughServerless(names.partition)],
    plans: readCollectionStatements(),
    deploys: changeCollectionStatements(names),
    accountActions: CHANGE_SERVERLESS_ACTIONS,
  }),
} as const satisfies Partial<Record<Feature, PoliciesOf>>;

/**
 * Nobody else changes or runs a function, or changes the stream that has one make documents, or puts anything into it, or changes the
 * domain to which it brings them. The roles of that stream, of its function and of its destination do what their own policies say.
 */
export function functionGuards(names: NameFamilies): readonly Guarded[] {
  const { partition, name, features = [] } = names;
  const functions = { resources: [functionsOf(names)], what: "ChangeFunctions" };
  const actions = [...Change.CHANGE_FUNCTION_ACTIONS, ...Change.RUN_FUNCTION_ACTIONS];
  if (!features.includes("search")) return [{ ...functions, actions: sorted(actions) }];
  const place = { partition, region: "*" as Region, account: "*" as AccountId, name: searchName(name) };
  const hasDomain = features.includes("searchDomain");
  return [
    {
      ...functions,
      actions: sorted([
        ...actions,
        ...CHANGE_STREAM_ACTIONS,
        ...CHANGE_DESTINATION_ACTIONS,
        ...PUT_RECORD_ACTIONS,
        ...(hasDomain ? CHANGE_DOMAIN_ACTIONS : []),
      ]),
      resources: [
        ...[...functions.resources, searchStreamArn(place), searchDestinationArn(place)],
        ...(hasDomain ? [anyDomain(names)] : []),
      ],
      // One statement: accounts have room for few policies.
      except: [`arn:${partition}:iam::*:role/${searchName(name)}-*`],
    },
  ];
}

/** Brings events to OpenSearch: which domain or collection, the role's own policy says. */
function searchBounds({ partition, name }: NameFamilies, account: AccountId): readonly PolicyStatement[] {
  const place = { partition, region: "*" as Region, account, name: searchName(name) };
  // In one statement: the boundary has little room, and no service knows what is another's.
  return [
    allow("Search", BOUNDED_SEARCH_ACTIONS, [
      searchStreamArn(place),
      `${searchFunctionArn(place)}*`,
      `arn:${partition}:es:*:*:domain/*`,
      `arn:${partition}:aoss:*:*:collection/*`,
      `${bucketArn(partition, searchBucketName(name, account))}*`,
    ]),
    allow(
      "EncryptResults",
      ["kms:Decrypt", "kms:GenerateDataKey"],
      `arn:${partition}:kms:*:${account}:key/*`,
      viaS3(partition),
    ),
  ];
}

/** What the function, the stream and the destination do, as a boundary has room for it. */
const BOUNDED_SEARCH_ACTIONS = [
  ...["aoss:APIAccessAll", "es:DescribeDomain*", "es:ESHttp*", "firehose:PutRecord*"],
  ...["lambda:GetFunctionConfiguration", "lambda:InvokeFunction"],
  ...["s3:AbortMultipartUpload", "s3:GetBucketLocation", "s3:ListBucket*", "s3:PutObject"],
];
