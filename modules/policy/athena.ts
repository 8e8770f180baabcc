import { sorted } from "../kernel";
import {
  bucketArn,
  objectArn,
  rootArn,
  type AccountId,
  type BucketName,
  type Partition,
  type Region,
} from "../organization";
import { allow } from "./allowance";
import { denyToOthers } from "./deny-to-others";
import { policyDocument, type PolicyConditions, type PolicyDocument, type PolicyStatement } from "./document";
import type { BucketPolicyProps } from "./log-bucket";
import { accountAdministersKey, logsViaS3, viaS3 } from "./key-use";
import { CONFIGURE_BUCKET_ACTIONS } from "./mfa-delete";
import { pinnedPrincipals, principalsUseKey } from "./readers";
import { requireTls } from "./tls";
import { WRITE_OBJECT_ACTIONS } from "./writes";

/** What changes a workgroup of Athena, its limits and its saved queries. */
export const CHANGE_WORKGROUP_ACTIONS = [
  "athena:CreateNamedQuery",
  "athena:DeleteNamedQuery",
  "athena:DeleteWorkGroup",
  "athena:TagResource",
  "athena:UntagResource",
  "athena:UpdateNamedQuery",
  "athena:UpdateWorkGroup",
] as const;

/** What changes which files a table finds, and what is in them. */
export const CHANGE_TABLE_ACTIONS = [
  "glue:BatchCreatePartition",
  "glue:BatchDeletePartition",
  "glue:BatchDeleteTable",
  "glue:BatchDeleteTableVersion",
  "glue:BatchUpdatePartition",
  "glue:CreateDatabase",
  "glue:CreatePartition",
  "glue:CreateTable",
  "glue:DeleteDatabase",
  "glue:DeletePartition",
  "glue:DeleteTable",
  "glue:DeleteTableVersion",
  "glue:RenameTable",
  "glue:TagResource",
  "glue:UntagResource",
  "glue:UpdateDatabase",
  "glue:UpdatePartition",
  "glue:UpdateTable",
] as const;

/** Where Athena is asked, and what it reads. */
export interface AthenaPlace {
  readonly partition: Partition;
  readonly region: Region;
  readonly account: AccountId;
  readonly workgroupName: string;
  readonly databaseName: string;
  readonly resultsBucketName: BucketName;
  /** The alias of the key that encrypts the answers, with its `alias/`. */
  readonly keyAlias: string;
  /** The names of the log buckets, of whatever account, or patterns of names with `*`. */
  readonly logBuckets: readonly string[];
}

/** Lets people take the role that asks: those named, or of a name that a pattern has. */
export function athenaReaderRoleTrust(partition: Partition, readers: readonly string[]): PolicyDocument {
  return policyDocument({
    Sid: "AllowReaders",
    Effect: "Allow",
    Action: "sts:AssumeRole",
    ...pinnedPrincipals(partition, readers),
  });
}

/** What is asked of a workgroup: its queries, and their answers. */
const ASK_ACTIONS = [
  "athena:BatchGetNamedQuery",
  "athena:BatchGetQueryExecution",
  "athena:GetNamedQuery",
  "athena:GetQueryExecution",
  "athena:GetQueryResults",
  "athena:GetQueryResultsStream",
  "athena:GetQueryRuntimeStatistics",
  "athena:GetWorkGroup",
  "athena:ListNamedQueries",
  "athena:ListQueryExecutions",
  "athena:StartQueryExecution",
  "athena:StopQueryExecution",
];

/** What finds tables and their columns, in Glue's words. */
const READ_TABLE_ACTIONS = [
  "glue:GetDatabase",
  "glue:GetDatabases",
  "glue:GetPartition",
  "glue:GetPartitions",
  "glue:GetTable",
  "glue:GetTables",
];

/**
 * What the role may do that people ask with: run queries in the workgroup, over the tables, and read the answers. The log files
 * themselves it lists, and reads through Athena alone: what is read is what the workgroup limits.
 * @see https://docs.aws.amazon.com/athena/latest/ug/security-iam-athena-calledvia.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html
 */
export function athenaReaderRolePolicy(place: AthenaPlace): PolicyDocument {
  return policyDocument(athenaStatements(place, { keyAlias: place.keyAlias }));
}

/** @param of the key that encrypts answers, by its alias @default - whatever key its account has */
export function athenaStatements(
  place: Omit<AthenaPlace, "keyAlias">,
  of: { readonly keyAlias?: string } = {},
): readonly PolicyStatement[] {
  const { partition, region, account, workgroupName, databaseName, resultsBucketName } = place;
  const named = (service: string, resource: string): string =>
    `arn:${partition}:${service}:${region}:${account}:${resource}`;
  const buckets = sorted(place.logBuckets).map((bucket) => `arn:${partition}:s3:::${bucket}`);
  const results = bucketArn(partition, resultsBucketName);
  return [
    allow("AskAthena", ASK_ACTIONS, named("athena", `workgroup/${workgroupName}`)),
    allow(
      "FindWorkgroup",
      ["athena:ListDataCatalogs", "athena:ListEngineVersions", "athena:ListWorkGroups"],
      "*",
    ),
    allow(
      "ReadCatalog",
      [
        "athena:GetDataCatalog",
        "athena:GetDatabase",
        "athena:GetTableMetadata",
        "athena:ListDatabases",
        "athena:ListTableMetadata",
      ],
      named("athena", "datacatalog/AwsDataCatalog"),
    ),
    allow("ReadTables", READ_TABLE_ACTIONS, [
      named("glue", "catalog"),
      named("glue", `database/${databaseName}`),
      named("glue", `table/${databaseName}/*`),
    ]),
    allow("ListLogs", ["s3:GetBucketLocation", "s3:ListBucket"], buckets),
    allow(
      "ReadLogsByAthena",
      ["s3:GetObject"],
      buckets.map((bucket) => `${bucket}/*`),
      BY_ATHENA,
    ),
    allow("DecryptLogs", ["kms:Decrypt"], `arn:${partition}:kms:*:*:key/*`, logsViaS3(partition)),
    allow("FindResults", ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], results),
    allow(
      "KeepResults",
      ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
      `${results}/*`,
    ),
    allow(
      "EncryptResults",
      ["kms:Decrypt", "kms:GenerateDataKey"],
      `arn:${partition}:kms:${region}:${account}:key/*`,
      {
        ...viaS3(partition),
        ...(of.keyAlias !== undefined && {
          "ForAnyValue:StringEquals": { "kms:ResourceAliases": of.keyAlias },
        }),
      },
    ),
  ];
}

/** What Athena does in the name of whoever asks. */
const BY_ATHENA: PolicyConditions = {
  "ForAnyValue:StringEquals": { "aws:CalledVia": "athena.amazonaws.com" },
};

/** Who may do what with the bucket of Athena's answers. */
export interface ResultsBucketPolicyProps extends Omit<BucketPolicyProps, "destroyProtection"> {
  /** ARNs of the roles in whose name Athena writes, and who read: at least one. */
  readonly readers: readonly string[];
}

/**
 * The policy of the bucket of answers, which are as secret as the logs: nobody reads or writes one but the roles that ask, and nobody
 * but the administrators changes the bucket. Answers can be asked for again: deleting one takes no MFA.
 */
export function athenaResultsBucketPolicy(props: ResultsBucketPolicyProps): PolicyDocument {
  const { partition, bucketName, readers, administrators, minimumTlsVersion } = props;
  const bucket = bucketArn(partition, bucketName);
  const objects = objectArn(partition, bucketName, "*");
  return policyDocument(
    denyToOthers(
      "DenyAnswersToOthers",
      [...WRITE_OBJECT_ACTIONS, "s3:GetObject", "s3:GetObjectVersion"],
      objects,
      readers,
    ),
    denyToOthers(
      "DenyChangesByOthers",
      [...CONFIGURE_BUCKET_ACTIONS, "s3:DeleteBucket"],
      bucket,
      administrators,
    ),
    requireTls([bucket, objects], minimumTlsVersion),
  );
}

/** Who may do what with the key that encrypts answers. */
export interface ResultsKeyPolicyProps {
  readonly partition: Partition;
  /** The account that owns the key. */
  readonly account: AccountId;
  /** ARNs of the roles that ask. */
  readonly readers: readonly string[];
  /** ARNs, or patterns of ARNs, of the roles that manage the key. */
  readonly administrators: readonly string[];
}

/**
 * The policy of the key that encrypts answers: the roles that ask use it, through S3, and nobody else does; nobody but the
 * administrators, and root, says otherwise.
 */
export function athenaKeyPolicy(props: ResultsKeyPolicyProps): PolicyDocument {
  const { partition, account, readers, administrators } = props;
  return policyDocument(
    accountAdministersKey(partition, account),
    denyToOthers("DenyPolicyToOthers", ["kms:PutKeyPolicy"], "*", [
      ...administrators,
      rootArn(partition, account),
    ]),
    principalsUseKey("AllowReadersUseKey", partition, readers, ["kms:Decrypt", "kms:GenerateDataKey"]),
  );
}
