import { sorted } from "../kernel";
import {
  bucketArn,
  objectArn,
  queueArn,
  rootArn,
  topicArn,
  type AccountId,
  type BucketName,
  type Partition,
  type Region,
} from "../organization";
import { allow } from "./allowance";
import { exceptPrincipals, NOT_A_SERVICE } from "./conditions";
import { policyDocument, type PolicyConditions, type PolicyDocument, type PolicyStatement } from "./document";
import type { Consumer } from "./consumer";
import { accountAdministersKey, logsViaS3 } from "./key-use";
import { deadLetterQueuePolicy, type MonitoringPlace } from "./monitoring";
import { pinnedPrincipals } from "./readers";

/** Where log files are that are handed on. */
export interface HandedOnLogs {
  readonly partition: Partition;
  readonly region: Region;
  /** The account of the bucket. */
  readonly account: AccountId;
  readonly bucketName: BucketName;
  /** The key that encrypts them, of whatever account. @default - any of the account in the Region */
  readonly keyArn?: string;
}

/** A role with which somebody reads some of the log files, in the account of their bucket. */
export interface LogConsumer {
  readonly roleArn: string;
  /** What the keys of these log files begin with, up to a slash: at least one. */
  readonly folders: readonly string[];
}

const S3 = { Service: "s3.amazonaws.com" } as const;

/** What a log bucket lets those do to whom files are handed on: find and read theirs. */
export function consumerBucketStatements(
  partition: Partition,
  bucketName: BucketName,
  consumers: readonly LogConsumer[],
): readonly PolicyStatement[] {
  return consumers.flatMap((consumer, index) => {
    const { Principal, Condition } = pinnedPrincipals(partition, [consumer.roleArn]);
    const folders = sorted(consumer.folders);
    return [
      {
        Sid: `AllowConsumerList${index + 1}`,
        Effect: "Allow",
        Principal,
        Action: "s3:ListBucket",
        Resource: bucketArn(partition, bucketName),
        Condition: { ...Condition, StringLike: { "s3:prefix": folders.map((folder) => `${folder}*`) } },
      },
      {
        Sid: `AllowConsumerGet${index + 1}`,
        Effect: "Allow",
        Principal,
        Action: "s3:GetObject",
        Resource: folders.map((folder) => objectArn(partition, bucketName, `${folder}*`)),
        Condition,
      },
    ];
  });
}

/**
 * Who takes the role of a consumer.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
 */
export function consumerRoleTrust(
  partition: Partition,
  { account, principal, externalId }: Pick<Consumer, "account" | "principal" | "externalId">,
): PolicyDocument {
  const conditions: PolicyConditions = {
    ...(principal !== undefined && { ArnLike: { "aws:PrincipalArn": principal } }),
    ...(externalId !== undefined && { StringEquals: { "sts:ExternalId": externalId } }),
  };
  return policyDocument({
    Sid: "AllowConsumer",
    Effect: "Allow",
    Principal: { AWS: rootArn(partition, account) },
    Action: "sts:AssumeRole",
    ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
  });
}

/** What that role may do: find and read the log files of its folders, and hear of new ones. @param queueArn its queue, where it has one */
export function consumerRolePolicy(
  logs: HandedOnLogs,
  consumer: LogConsumer,
  queueArn?: string,
): PolicyDocument {
  const { partition, region, account, bucketName } = logs;
  const bucket = bucketArn(partition, bucketName);
  const folders = sorted(consumer.folders).map((folder) => `${folder}*`);
  return policyDocument(
    allow("FindBucket", ["s3:GetBucketLocation"], bucket),
    allow("ListLogs", ["s3:ListBucket"], bucket, { StringLike: { "s3:prefix": folders } }),
    allow(
      "ReadLogs",
      ["s3:GetObject"],
      folders.map((folder) => objectArn(partition, bucketName, folder)),
    ),
    allow(
      "DecryptLogs",
      ["kms:Decrypt"],
      logs.keyArn ?? `arn:${partition}:kms:${region}:${account}:key/*`,
      logsViaS3(partition),
    ),
    queueArn === undefined ? [] : allow("HearOfLogs", CONSUMER_QUEUE_ACTIONS, queueArn),
  );
}

const TAKE_MESSAGES = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage"];
/** What reads a queue. */
export const CONSUMER_QUEUE_ACTIONS: readonly string[] = [
  ...TAKE_MESSAGES,
  ...["sqs:GetQueueAttributes", "sqs:GetQueueUrl"],
];

/** Where S3 tells of new log files of a bucket. */
export type NotifiedPlace = Pick<HandedOnLogs, "partition" | "account" | "bucketName">;

/** S3, of the one bucket. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html */
function fromBucket({ partition, account, bucketName }: NotifiedPlace): PolicyConditions {
  return {
    ArnEquals: { "aws:SourceArn": bucketArn(partition, bucketName) },
    StringEquals: { "aws:SourceAccount": account },
  };
}

/** The policy of a consumer's queue: the bucket puts in what is new, and nobody else of the account takes it out. */
export function consumerQueuePolicy(
  place: NotifiedPlace,
  queueArn: string,
  { roleArn }: Pick<LogConsumer, "roleArn">,
): PolicyDocument {
  return policyDocument(
    {
      Sid: "AllowBucketSend",
      Effect: "Allow",
      Principal: S3,
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: fromBucket(place),
    },
    {
      Sid: "DenyTakeByOthers",
      Effect: "Deny",
      Principal: "*",
      Action: TAKE_MESSAGES,
      Resource: queueArn,
      Condition: exceptPrincipals([roleArn]),
    },
  );
}

/** The policy of a consumer's topic: the bucket publishes what is new, and nobody but the consumer's account subscribes. */
export function consumerTopicPolicy(
  place: NotifiedPlace,
  topicArn: string,
  { account }: Pick<Consumer, "account">,
): PolicyDocument {
  return policyDocument(
    {
      Sid: "AllowBucketPublish",
      Effect: "Allow",
      Principal: S3,
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: fromBucket(place),
    },
    {
      Sid: "AllowConsumerSubscribe",
      Effect: "Allow",
      Principal: { AWS: rootArn(place.partition, account) },
      Action: "sns:Subscribe",
      Resource: topicArn,
    },
    {
      Sid: "DenyPublishByAllButServices",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: NOT_A_SERVICE,
    },
    {
      Sid: "DenySubscribeByOthers",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Subscribe",
      Resource: topicArn,
      Condition: { StringNotEqualsIfExists: { "aws:PrincipalAccount": account } },
    },
  );
}

/**
 * The policy of the key that encrypts these topics: buckets of the account publish, through SNS, and nobody else uses it. SNS names the
 * topic as encryption context, and asks subscribers for nothing.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function consumerKeyPolicy({
  partition,
  region,
  account,
}: Pick<HandedOnLogs, "partition" | "region" | "account">): PolicyDocument {
  return policyDocument(accountAdministersKey(partition, account), {
    Sid: "AllowBucketPublish",
    Effect: "Allow",
    Principal: S3,
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: {
      ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": topicArn(partition, region, account, "*") },
      StringEquals: { "aws:SourceAccount": account },
    },
  });
}

/** The queue of what a rule did not get to a consumer's bus, and its policy. */
export function consumerDeadLetters(
  place: MonitoringPlace,
  ruleName: string,
): { readonly queueName: string; readonly queueArn: string; readonly policy: PolicyDocument } {
  const queueName = `${ruleName}-undelivered`;
  const arn = queueArn(place.partition, place.region, place.account, queueName);
  return { queueName, queueArn: arn, policy: deadLetterQueuePolicy(place, arn) };
}
