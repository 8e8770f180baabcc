import { sorted } from "../kernel";
import { bucketArn, logGroupArn, rootArn } from "../organization";
import { allow } from "./allowance";
import { denyToOthers } from "./deny-to-others";
import { policyDocument, type PolicyDocument, type PolicyStatement } from "./document";
import { accountAdministersKey, viaS3 } from "./key-use";
import { CONFIGURE_BUCKET_ACTIONS } from "./mfa-delete";
import { pinnedPrincipals, principalsUseKey } from "./readers";
import {
  anyCollection,
  searchDestinationArn,
  searchFunctionArn,
  searchStreamArn,
  searchStreamRoleArn,
  type SearchPlace,
} from "./search-place";
import { logsPrincipal } from "./service-principals";
import { requireTls, type TlsVersion } from "./tls";
import { WRITE_OBJECT_ACTIONS } from "./writes";

/** What changes where a stream delivers, what transforms it, and how it is encrypted. */
export const CHANGE_STREAM_ACTIONS = [
  "firehose:DeleteDeliveryStream",
  "firehose:StartDeliveryStreamEncryption",
  "firehose:StopDeliveryStreamEncryption",
  "firehose:TagDeliveryStream",
  "firehose:UntagDeliveryStream",
  "firehose:UpdateDestination",
] as const;

/** What puts a record into a stream: whoever else does forges an event. */
export const PUT_RECORD_ACTIONS = ["firehose:PutRecord", "firehose:PutRecordBatch"] as const;

/** What changes where a destination of log groups leads, and who sends there. */
export const CHANGE_DESTINATION_ACTIONS = [
  "logs:DeleteDestination",
  "logs:PutDestination",
  "logs:PutDestinationPolicy",
  "logs:TagResource",
  "logs:UntagResource",
] as const;

/** What Firehose does with the function, the domain or the collection, and the bucket. */
const TRANSFORM_ACTIONS = ["lambda:GetFunctionConfiguration", "lambda:InvokeFunction"];
const DESCRIBE_DOMAIN_ACTIONS = ["es:DescribeDomain", "es:DescribeDomainConfig", "es:DescribeDomains"];
const LOOK_AT_DOMAIN_ACTIONS = ["es:ESHttpGet"];
const WRITE_DOMAIN_ACTIONS = ["es:ESHttpPost", "es:ESHttpPut"];
const COLLECTION_ACTION = "aoss:APIAccessAll";
const FIND_FAILED_ACTIONS = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"];
const KEEP_FAILED_ACTIONS = ["s3:AbortMultipartUpload", "s3:PutObject"];

export const CHANGE_NETWORK_INTERFACE_ACTIONS = [
  "ec2:CreateNetworkInterface",
  "ec2:CreateNetworkInterfacePermission",
  "ec2:DeleteNetworkInterface",
];
export const LOOK_AT_NETWORK_ACTIONS = [
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeVpcAttribute",
  "ec2:DescribeVpcs",
];

/** Lets Lambda run the function with its role. */
export function searchFunctionTrust({ account }: Pick<SearchPlace, "account">): PolicyDocument {
  return trustOf("Lambda", "lambda.amazonaws.com", {
    StringEqualsIfExists: { "aws:SourceAccount": account },
  });
}

/** What the function may do: put the documents that it makes into its stream, and say what failed. */
export function searchFunctionPolicy(place: SearchPlace): PolicyDocument {
  return policyDocument(
    allow("PutDocuments", ["firehose:PutRecordBatch"], searchStreamArn(place)),
    writesLog(place, ["logs:CreateLogStream", "logs:PutLogEvents"]),
  );
}

/**
 * Lets Firehose take the role with which it delivers, for the account. AWS's own example asks for the external id alone; what else
 * Firehose says of itself is not documented for every destination.
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
 */
export function searchStreamTrust({ account }: Pick<SearchPlace, "account">): PolicyDocument {
  return trustOf("Firehose", "firehose.amazonaws.com", {
    StringEqualsIfExists: { "aws:SourceAccount": account },
    StringEquals: { "sts:ExternalId": account },
  });
}

/**
 * What Firehose may do with that role: have the function transform, write to the one domain or collection, keep what failed, and
 * say why.
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
 */
export function searchStreamPolicy(place: SearchPlace): PolicyDocument {
  const { partition, region, account, bucketName, keyAlias } = place;
  const call = searchFunctionArn(place);
  return policyDocument(
    allow("Transform", TRANSFORM_ACTIONS, [call, `${call}:*`]),
    targetStatements(place),
    networkStatements(place),
    allow("FindFailed", FIND_FAILED_ACTIONS, bucketArn(partition, bucketName)),
    allow("KeepFailed", KEEP_FAILED_ACTIONS, `${bucketArn(partition, bucketName)}/*`),
    allow(
      "EncryptFailed",
      ["kms:Decrypt", "kms:GenerateDataKey"],
      `arn:${partition}:kms:${region}:${account}:key/*`,
      {
        ...viaS3(partition),
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAlias },
      },
    ),
    writesLog(place, ["logs:PutLogEvents"]),
  );
}

function targetStatements(place: SearchPlace): readonly PolicyStatement[] {
  const { target, indexName } = place;
  if (target.kind === "collection")
    return [allow("WriteCollection", [COLLECTION_ACTION], target.collectionArn)];
  // Its id is known once it stands: until then it is known by its name.
  if (target.kind === "newCollection")
    return [
      allow("WriteCollection", [COLLECTION_ACTION], anyCollection(place), {
        StringEquals: { "aoss:collection": target.name },
      }),
    ];
  const { domainArn } = target;
  return [
    allow("FindDomain", DESCRIBE_DOMAIN_ACTIONS, [domainArn, `${domainArn}/*`]),
    allow("WriteDomain", WRITE_DOMAIN_ACTIONS, [domainArn, `${domainArn}/*`]),
    allow(
      "LookAtDomain",
      LOOK_AT_DOMAIN_ACTIONS,
      [
        ...["_all/_settings", "_cluster/stats", "_nodes", "_nodes/*/stats", "_nodes/stats", "_stats"],
        ...[`${indexName}*/_mapping/*`, `${indexName}*/_stats`],
      ].map((path) => `${domainArn}/${path}`),
    ),
  ];
}

/**
 * What Firehose does with network interfaces of the stream, in its subnets. AWS's own example lets it do so in all.
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-es-vpc
 */
function networkStatements({
  partition,
  region,
  account,
  subnetIds,
}: SearchPlace): readonly PolicyStatement[] {
  if (subnetIds === undefined) return [];
  // Of whom a subnet is that is shared, its id does not say.
  const ec2 = (owner: string, resource: string): string =>
    `arn:${partition}:ec2:${region}:${owner}:${resource}`;
  return [
    allow("LookAtNetwork", LOOK_AT_NETWORK_ACTIONS, "*"),
    allow("ReachOpenSearch", CHANGE_NETWORK_INTERFACE_ACTIONS, [
      ec2(account, "network-interface/*"),
      ...sorted(subnetIds).map((id) => ec2("*", `subnet/${id}`)),
      ec2("*", "security-group/*"),
    ]),
  ];
}

/** Lets CloudWatch Logs take the role with which it puts events into the stream, for log groups of either account. */
export function searchDestinationTrust(place: SearchPlace): PolicyDocument {
  const { partition, region, account, logAccount } = place;
  return trustOf("Logs", "logs.amazonaws.com", {
    StringLike: {
      "aws:SourceArn": sorted([account, logAccount]).map((id) => `arn:${partition}:logs:${region}:${id}:*`),
    },
  });
}

/** What CloudWatch Logs may do with that role. */
export function searchDestinationRolePolicy(place: SearchPlace): PolicyDocument {
  return policyDocument(
    allow("PutEvents", ["firehose:PutRecord", "firehose:PutRecordBatch"], searchStreamArn(place)),
  );
}

/**
 * Who sends to the destination: the account of the log group, and nobody else.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CreateDestination.html
 */
export function searchDestinationPolicy(place: SearchPlace): PolicyDocument {
  return policyDocument({
    Sid: "AllowLogAccountSubscribe",
    Effect: "Allow",
    // CloudWatch Logs takes an account's id, and no ARN of its root.
    Principal: { AWS: place.logAccount },
    Action: "logs:PutSubscriptionFilter",
    Resource: searchDestinationArn(place),
  });
}

/** Who may do what with the records that failed. */
export interface FailedRecords extends SearchPlace {
  /** ARNs, or patterns of ARNs, of those who read them: who reads the logs. With none, nobody does. */
  readonly readers: readonly string[];
  /** ARNs, or patterns of ARNs, of the roles that manage the bucket and the key: at least one. */
  readonly administrators: readonly string[];
  readonly minimumTlsVersion?: TlsVersion;
}

/** The policy of the bucket of failed records, which are as secret as the logs: Firehose writes them, and those read them who read logs. */
export function searchBucketPolicy(failed: FailedRecords): PolicyDocument {
  const { partition, bucketName, readers, administrators, minimumTlsVersion } = failed;
  const bucket = bucketArn(partition, bucketName);
  const objects = `${bucket}/*`;
  const stream = searchStreamRoleArn(failed);
  const read = pinnedPrincipals(partition, readers);
  return policyDocument(
    // A reader of another account needs a word of the bucket, too.
    readers.length === 0
      ? []
      : [
          { Sid: "AllowReadersList", Effect: "Allow", Action: "s3:ListBucket", Resource: bucket, ...read },
          { Sid: "AllowReadersRead", Effect: "Allow", Action: "s3:GetObject", Resource: objects, ...read },
        ],
    denyToOthers("DenyRecordsByOthers", WRITE_OBJECT_ACTIONS, objects, [stream]),
    denyToOthers("DenyRecordsToOthers", ["s3:GetObject", "s3:GetObjectVersion"], objects, readers),
    denyToOthers(
      "DenyChangesByOthers",
      [...CONFIGURE_BUCKET_ACTIONS, "s3:DeleteBucket"],
      bucket,
      administrators,
    ),
    requireTls([bucket, objects], minimumTlsVersion),
  );
}

/** The policy of the key: Firehose encrypts what failed, those who read logs decrypt it, and CloudWatch Logs encrypts what is said of it. */
export function searchKeyPolicy(failed: FailedRecords): PolicyDocument {
  const { partition, region, account, readers, administrators, logGroupName } = failed;
  return policyDocument(
    accountAdministersKey(partition, account),
    denyToOthers("DenyPolicyToOthers", ["kms:PutKeyPolicy"], "*", [
      ...administrators,
      rootArn(partition, account),
    ]),
    principalsUseKey(
      "AllowStreamEncrypt",
      partition,
      [searchStreamRoleArn(failed)],
      ["kms:Decrypt", "kms:GenerateDataKey"],
    ),
    principalsUseKey("AllowReadersDecrypt", partition, readers, "kms:Decrypt"),
    {
      Sid: "AllowLogsEncrypt",
      Effect: "Allow",
      Principal: { Service: logsPrincipal(partition, region) },
      Action: ["kms:Decrypt", "kms:Describe*", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
      Condition: {
        ArnEquals: {
          "kms:EncryptionContext:aws:logs:arn": logGroupArn(partition, region, account, logGroupName),
        },
      },
    },
  );
}

function trustOf(
  who: string,
  service: string,
  Condition: NonNullable<PolicyStatement["Condition"]>,
): PolicyDocument {
  return policyDocument({
    Sid: `Allow${who}AssumeRole`,
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    Condition,
  });
}

function writesLog(
  { partition, region, account, logGroupName }: SearchPlace,
  actions: readonly string[],
): PolicyStatement {
  return allow("SayWhatFailed", actions, `${logGroupArn(partition, region, account, logGroupName)}:*`);
}
