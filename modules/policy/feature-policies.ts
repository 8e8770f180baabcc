import { matchesWildcards, sorted } from "../kernel";
import {
  athenaDatabaseName,
  athenaResultsBucketName,
  athenaWorkgroupName,
  bucketArn,
  consumerFamily,
  consumerTopicName,
  logValidationName,
  replicationRoleName,
  roleArn,
  monitoringNamePrefix,
  searchBucketName,
  searchName,
  type AccountId,
  type BucketName,
  type ConsumerName,
  type Region,
} from "../organization";
import { allow } from "./allowance";
import { athenaStatements } from "./athena";
import { CONSUMER_QUEUE_ACTIONS } from "./consumer-policies";
import { valuesOf, type PolicyStatement } from "./document";
import { FEATURES, type Feature } from "./features";
import * as Change from "./guardrail-actions";
import {
  guardedBuckets,
  guardedPrefix,
  guardedTables,
  guardedWorkgroup,
  type NameFamilies,
} from "./guardrail-names";
import { logsViaS3, viaS3 } from "./key-use";
import { CONFIGURE_BUCKET_ACTIONS } from "./mfa-delete";
import { READ_FUNCTION_ACTIONS, READ_STREAM_ACTIONS, READ_TABLE_SETTINGS_ACTIONS } from "./read-actions";
import { REPLICATION_ROLE_ACTIONS } from "./replica";
import { CHANGE_NETWORK_INTERFACE_ACTIONS, LOOK_AT_NETWORK_ACTIONS } from "./search";
import { changeCollectionStatements, readCollectionStatements } from "./search-collection";
import { searchDestinationArn, searchFunctionArn, searchStreamArn } from "./search-place";
import { anyDomain, changeDomainStatements, readDomainStatements } from "./search-domain";

/** What nobody else changes. */
interface Guarded {
  readonly what: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** ARNs, or patterns of ARNs, of the roles that do it besides. @default - nobody does but those who are exempt */
  readonly except?: readonly string[];
}

/** What policies say of a feature, by the families of names. */
interface FeaturePolicies {
  /** What the plan role reads. @default - no more than of an organization without it */
  readonly plans?: readonly PolicyStatement[];
  /** What the deploy role makes and changes. @default - the same */
  readonly deploys?: readonly PolicyStatement[];
  /** Services that take its roles. @default - the same */
  readonly services?: readonly string[];
  /** The most that its roles may do. @default - the same */
  readonly bounds?: readonly PolicyStatement[];
  /** ARNs of roles that write into buckets of logs, as nobody else does. @default - the same */
  readonly writers?: readonly string[];
  /** What service control policies protect. @default - the same */
  readonly guards?: readonly Guarded[];
  /** Actions, on what has no name, that nobody else does in the account that keeps the logs. @default - none */
  readonly accountActions?: readonly string[];
  /** ARNs of buckets, of no logs, whose settings nobody else changes and which stay inside the organization. @default - the same */
  readonly buckets?: readonly string[];
}

/** @param account where the feature is on */
type PoliciesOf = (names: NameFamilies, account: AccountId) => FeaturePolicies;

const POLICIES: Readonly<Record<Feature, PoliciesOf>> = {
  // A function of the account validates log files: nothing else of the account reads them.
  validation: (names, account) => {
    return {
      deploys: [changeFunctions(names)],
      services: ["lambda.amazonaws.com"],
      bounds: validationBounds(names, account),
      guards: functionGuards(names),
    };
  },
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
        allow("Streams", [...Change.CHANGE_STREAM_ACTIONS, "firehose:CreateDeliveryStream"], stream),
        allow("LogDestinations", Change.CHANGE_DESTINATION_ACTIONS, destination),
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
    plans: readDomainStatements(names),
    deploys: changeDomainStatements(names),
  }),
  // A collection of OpenSearch Serverless stands in the account. Its policies have no ARN, and those of others may let into it: there
  // nobody else has any.
  searchCollection: (names) => ({
    plans: readCollectionStatements(),
    deploys: changeCollectionStatements(names),
    accountActions: Change.CHANGE_SERVERLESS_ACTIONS,
  }),
  // Others take a role of the account, and hear of new files.
  consumers: (names, account) => {
    const topics = `arn:${names.partition}:sns:*:*:${consumerTopicName(names.name, "*" as ConsumerName)}`;
    const subscriptions: readonly string[] = Change.CHANGE_SUBSCRIPTION_ACTIONS;
    // Who subscribes, and changes that subscription, the topic says: a consumer may be a member.
    const changes = Change.CHANGE_TOPIC_ACTIONS.filter(
      (action) => action !== "sns:Subscribe" && !subscriptions.includes(action),
    );
    return {
      plans: [allow("ReadNotifications", ["s3:GetBucketNotification"], "*")],
      deploys: [allow("ConsumerTopics", [...changes, "sns:CreateTopic"], topics)],
      bounds: consumerBounds(names, account),
      guards: [{ what: "ChangeConsumerTopics", actions: changes, resources: [topics] }],
    };
  },
  // S3 makes a second copy with a role of the account, in whatever other.
  replica: (names, account) => {
    const role = roleArn(names.partition, account, replicationRoleName(names.name));
    return { services: ["s3.amazonaws.com"], bounds: replicationBounds(names, role), writers: [role] };
  },
  // People ask Athena with a role of the account.
  athena: (names, account) => {
    const workgroup = guardedWorkgroup(names);
    const tables = guardedTables(names);
    return {
      plans: [allow("ReadTables", READ_TABLE_SETTINGS_ACTIONS, "*")],
      deploys: [
        allow("Athena", [...Change.CHANGE_WORKGROUP_ACTIONS, "athena:CreateWorkGroup"], workgroup),
        allow("Tables", Change.CHANGE_TABLE_ACTIONS, [`arn:${names.partition}:glue:*:*:catalog`, ...tables]),
      ],
      bounds: askBounds(names, account),
      // One statement: accounts have room for few policies, and neither service knows what is the other's.
      guards: [
        {
          what: "ChangeAthena",
          actions: [...Change.CHANGE_WORKGROUP_ACTIONS, ...Change.CHANGE_TABLE_ACTIONS],
          resources: [workgroup, ...tables],
        },
      ],
      buckets: [ownBucket(names, account, athenaResultsBucketName(names.name, account))],
    };
  },
};

/** What the policies of an account say of its features, or guardrails of those of the account that keeps the logs. */
export function ofFeatures(names: NameFamilies, account: AccountId): Required<FeaturePolicies> {
  const rows = FEATURES.filter((feature) => names.features?.includes(feature) === true).map((feature) =>
    POLICIES[feature](names, account),
  );
  return {
    plans: rows.flatMap(({ plans = [] }) => plans),
    deploys: distinct(rows.flatMap(({ deploys = [] }) => deploys)),
    services: [...new Set(rows.flatMap(({ services = [] }) => services))],
    bounds: rows.flatMap(({ bounds = [] }) => bounds),
    writers: rows.flatMap(({ writers = [] }) => writers),
    guards: distinct(rows.flatMap(({ guards = [] }) => guards)),
    accountActions: rows.flatMap(({ accountActions = [] }) => accountActions),
    buckets: distinct(rows.flatMap(({ buckets = [] }) => buckets)),
  };
}

/** Log files in whatever bucket, known by their keys: the boundary has no room for each bucket by name. */
function logFiles({ partition }: NameFamilies): string {
  return `arn:${partition}:s3:::*AWSLogs/*`;
}

/** Each once. */
function distinct<T>(statements: readonly T[]): readonly T[] {
  return [...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values()];
}

/** The bucket of a feature; where several have one, one pattern for all: accounts have room for few policies. */
function ownBucket(
  { partition, name, features = [] }: NameFamilies,
  account: AccountId,
  own: BucketName,
): string {
  const several = features.includes("athena") && features.includes("search");
  return several
    ? `arn:${partition}:s3:::${monitoringNamePrefix(name)}${account}-*`
    : bucketArn(partition, own);
}

/** All functions of orgtrail. */
function functionsOf(names: NameFamilies): string {
  return `arn:${names.partition}:lambda:*:*:function:${guardedPrefix(names)}*`;
}

function changeFunctions(names: NameFamilies): PolicyStatement {
  return allow(
    names.features?.includes("validation") === true ? "LogValidation" : "Functions",
    Change.CHANGE_FUNCTION_ACTIONS,
    functionsOf(names),
  );
}

/**
 * Nobody else changes or runs a function, or changes the stream that has one make documents, or puts anything into it, or changes the
 * domain to which it brings them. The roles of that stream, of its function and of its destination do what their own policies say.
 */
function functionGuards(names: NameFamilies): readonly Guarded[] {
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
        ...Change.CHANGE_STREAM_ACTIONS,
        ...Change.CHANGE_DESTINATION_ACTIONS,
        ...Change.PUT_RECORD_ACTIONS,
        ...(hasDomain ? Change.CHANGE_DOMAIN_ACTIONS : []),
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

/** Finds log files, as all do that read them. */
function findLogs(names: NameFamilies): PolicyStatement {
  return allow("ListLogs", ["s3:GetBucketLocation", "s3:ListBucket"], sorted(guardedBuckets(names)));
}

/** Decrypts log files through S3, as all do that read them. */
function decryptLogs({ partition }: NameFamilies): PolicyStatement {
  return allow("DecryptLogs", ["kms:Decrypt"], `arn:${partition}:kms:*:*:key/*`, logsViaS3(partition));
}

/** Actions that only look, as a boundary has room for them. */
const LOOKS = [
  ...["athena:BatchGet*", "athena:Get*", "athena:List*"],
  ...["glue:GetDatabase*", "glue:GetPartition*", "glue:GetTable*"],
];

function shorter(statement: PolicyStatement): PolicyStatement {
  const actions = valuesOf(statement.Action ?? []).map(
    (action) => LOOKS.find((look) => matchesWildcards(look, action, "*")) ?? action,
  );
  return { ...statement, Action: [...new Set(actions)] };
}

/** Asks Athena, over log files. Which key encrypts the answers, its policy says. */
function askBounds(names: NameFamilies, account: AccountId): readonly PolicyStatement[] {
  const { partition, name } = names;
  return athenaStatements({
    ...{ partition, account, region: "*" as Region },
    workgroupName: athenaWorkgroupName(name),
    databaseName: athenaDatabaseName(name),
    resultsBucketName: athenaResultsBucketName(name, account),
    logBuckets: guardedBuckets(names).map((arn) => arn.slice(arn.lastIndexOf(":") + 1)),
  })
    .map(shorter)
    .map((statement) =>
      statement.Sid === "AllowReadLogsByAthena" ? { ...statement, Resource: logFiles(names) } : statement,
    );
}

/**
 * Reads log files from within the one function: whoever else takes its role reads none. What S3 asks KMS for does not name the
 * function.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
function validationBounds(names: NameFamilies, account: AccountId): readonly PolicyStatement[] {
  const { partition, name } = names;
  const caller = `arn:${partition}:lambda:*:${account}:function:${logValidationName(name)}`;
  return [
    findLogs(names),
    allow("ReadLogsByFunction", ["s3:GetObject"], logFiles(names), {
      ArnLike: { "lambda:SourceFunctionArn": caller },
    }),
    decryptLogs(names),
    allow("AskPublicKeys", ["cloudtrail:ListPublicKeys"], "*"),
  ];
}

/** Reads log files and messages as the roles of consumers do, and sends to buses of theirs. Which, each role's policy says. */
function consumerBounds(names: NameFamilies, account: AccountId): readonly PolicyStatement[] {
  const { partition } = names;
  const own = `${consumerFamily(names.name)}*`;
  const asConsumer = { ArnLike: { "aws:PrincipalArn": `arn:${partition}:iam::${account}:role/${own}` } };
  return [
    findLogs(names),
    allow(
      "HandOn",
      ["s3:GetObject", ...CONSUMER_QUEUE_ACTIONS],
      [logFiles(names), `arn:${partition}:sqs:*:${account}:${own}`],
      asConsumer,
    ),
    decryptLogs(names),
    allow("Tell", ["events:PutEvents"], `arn:${partition}:events:*:*:event-bus/*`, {
      ArnLike: { "aws:PrincipalArn": `arn:${partition}:iam::${account}:role/${own}-bus` },
    }),
  ];
}

/** Copies log files, from bucket to bucket, as the one role does. */
function replicationBounds(names: NameFamilies, role: string): readonly PolicyStatement[] {
  return [
    findLogs(names),
    decryptLogs(names),
    allow("FindReplication", ["s3:GetReplicationConfiguration"], "*"),
    allow("Replicate", REPLICATION_ROLE_ACTIONS, [logFiles(names), `arn:${names.partition}:kms:*:*:key/*`], {
      ArnEquals: { "aws:PrincipalArn": role },
    }),
  ];
}
