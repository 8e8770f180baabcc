import { sorted } from "../kernel";
import { logGroupArn, type Partition, type Region, type AccountId } from "../organization";
import { policyDocument, type PolicyDocument } from "./document";
import { logsViaS3 } from "./key-use";

/** A folder of log files that is validated. */
export interface ValidatedLogs {
  readonly bucket: string;
  /** What the keys begin with: `AWSLogs/o-a1b2c3d4e5/`. */
  readonly root: string;
  /** Whose the bucket is, and where. */
  readonly owner: { readonly account: string; readonly region: string };
  /** The key that encrypts them. @default - any of the owner's in the Region */
  readonly keyArn?: string;
}

/** Who validates log files, and what. */
export interface LogValidationRole {
  readonly partition: Partition;
  readonly region: Region;
  readonly account: AccountId;
  /** The log group to which it writes what it finds. */
  readonly logGroupName: string;
  readonly logs: readonly ValidatedLogs[];
}

/**
 * Lets Lambda run the function with its role. AWS documents no source in that request: where it names one, it is of the account.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 */
export function logValidationRoleTrust({ account }: Pick<LogValidationRole, "account">): PolicyDocument {
  return policyDocument({
    Sid: "AllowLambdaAssumeRole",
    Effect: "Allow",
    Principal: { Service: "lambda.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEqualsIfExists: { "aws:SourceAccount": account } },
  });
}

/**
 * What that role may do: list and read log files where the trails deliver, decrypt them through S3, ask CloudTrail for its
 * public keys, which are everybody's, and write to its own log group. Nothing else, and no older versions.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListPublicKeys.html
 */
export function logValidationRolePolicy(role: LogValidationRole): PolicyDocument {
  const { partition, region, account, logGroupName, logs } = role;
  return policyDocument(
    logs.map(({ bucket, root }, index) => ({
      Sid: `AllowListLogs${index + 1}`,
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: `arn:${partition}:s3:::${bucket}`,
      Condition: { StringLike: { "s3:prefix": `${root}*` } },
    })),
    {
      Sid: "AllowReadLogs",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: sorted(logs.map(({ bucket, root }) => `arn:${partition}:s3:::${bucket}/${root}*`)),
    },
    {
      Sid: "AllowDecryptLogs",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: sorted(
        logs.map(
          ({ owner, keyArn }) => keyArn ?? `arn:${partition}:kms:${owner.region}:${owner.account}:key/*`,
        ),
      ),
      Condition: logsViaS3(partition),
    },
    { Sid: "AllowAskPublicKeys", Effect: "Allow", Action: "cloudtrail:ListPublicKeys", Resource: "*" },
    {
      Sid: "AllowWriteFindings",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${logGroupArn(partition, region, account, logGroupName)}:*`,
    },
  );
}
