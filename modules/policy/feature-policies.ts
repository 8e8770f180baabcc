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
  type AccountId,
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
import { throughS3 } from "./key-use";
import { READ_TABLE_SETTINGS_ACTIONS } from "./read-actions";
import { REPLICATION_ROLE_ACTIONS } from "./replica";

/** What nobody else changes. */
interface Guarded {
  readonly what: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
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
  /** ARNs of buckets, of no logs, whose settings nobody else changes and which stay inside the organization. @default - the same */
  readonly buckets?: readonly string[];
}

/** @param account where the feature is on */
type PoliciesOf = (names: NameFamilies, account: AccountId) => FeaturePolicies;

const POLICIES: Readonly<Record<Feature, PoliciesOf>> = {
  // A function of the account validates log files: nothing else of the account reads them.
  validation: (names, account) => {
    const functions = `arn:${names.partition}:lambda:*:*:function:${guardedPrefix(names)}*`;
    return {
      deploys: [allow("LogValidation", Change.CHANGE_FUNCTION_ACTIONS, functions)],
      services: ["lambda.amazonaws.com"],
      bounds: validationBounds(names, account),
      guards: [
        {
          what: "ChangeFunctions",
          actions: sorted([...Change.CHANGE_FUNCTION_ACTIONS, ...Change.RUN_FUNCTION_ACTIONS]),
          resources: [functions],
        },
      ],
    };
  },
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
      guards: [
        { what: "ChangeAthena", actions: Change.CHANGE_WORKGROUP_ACTIONS, resources: [workgroup] },
        { what: "ChangeTables", actions: Change.CHANGE_TABLE_ACTIONS, resources: tables },
      ],
      buckets: [bucketArn(names.partition, athenaResultsBucketName(names.name, account))],
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
    deploys: rows.flatMap(({ deploys = [] }) => deploys),
    services: rows.flatMap(({ services = [] }) => services),
    bounds: rows.flatMap(({ bounds = [] }) => bounds),
    writers: rows.flatMap(({ writers = [] }) => writers),
    guards: rows.flatMap(({ guards = [] }) => guards),
    buckets: rows.flatMap(({ buckets = [] }) => buckets),
  };
}

/** Log files in whatever bucket, known by their keys: the boundary has no room for each bucket by name. */
function logFiles({ partition }: NameFamilies): string {
  return `arn:${partition}:s3:::*AWSLogs/*`;
}

/** Finds log files, as all do that read them. */
function findLogs(names: NameFamilies): PolicyStatement {
  return allow("ListLogs", ["s3:GetBucketLocation", "s3:ListBucket"], guardedBuckets(names));
}

/** Decrypts log files through S3, as all do that read them. */
function decryptLogs({ partition }: NameFamilies): PolicyStatement {
  return allow("DecryptLogs", ["kms:Decrypt"], `arn:${partition}:kms:*:*:key/*`, {
    StringLike: { "kms:ViaService": throughS3(partition) },
    Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" },
  });
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
