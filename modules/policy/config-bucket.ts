import { sorted } from "../kernel";
import { bucketArn, objectArn, type AccountId } from "../organization";
import { policyDocument, type PolicyDocument, type PolicyStatement } from "./document";
import type { BucketPolicyProps } from "./log-bucket";
import { mfaDeleteStatements } from "./mfa-delete";
import { requireTls } from "./tls";
import { denyWritesByAllButServices } from "./writes";

/** Who may do what with the bucket to which AWS Config delivers. */
export interface ConfigBucketPolicyProps extends BucketPolicyProps {
  /** The accounts whose recorders deliver: at least one. */
  readonly recorders: readonly AccountId[];
}

const CONFIG = { Service: "config.amazonaws.com" } as const;

function fromRecorders(accounts: readonly AccountId[]): { readonly "aws:SourceAccount": readonly string[] } {
  return { "aws:SourceAccount": sorted(accounts) };
}

/** AWS Config looks whether it may deliver, and delivers each account's files to that account's folder. */
function deliveryStatements(props: ConfigBucketPolicyProps): readonly PolicyStatement[] {
  const { partition, bucketName, recorders } = props;
  return [
    {
      Sid: "AWSConfigBucketCheck",
      Effect: "Allow",
      Principal: CONFIG,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn(partition, bucketName),
      Condition: { StringEquals: fromRecorders(recorders) },
    },
    {
      Sid: "AWSConfigBucketDelivery",
      Effect: "Allow",
      Principal: CONFIG,
      Action: "s3:PutObject",
      Resource: sorted(recorders).map((account) => objectArn(partition, bucketName, configFolder(account))),
      Condition: {
        StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", ...fromRecorders(recorders) },
      },
    },
  ];
}

/** Where AWS Config puts what it records of an account. */
function configFolder(account: string): string {
  return `AWSLogs/${account}/Config/*`;
}

/**
 * The policy of the bucket to which AWS Config delivers: it writes for the recorders of these accounts, and nobody else does.
 * Recorders have AWS Config's service-linked role, which puts nothing into buckets: the service delivers in its own name.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
export function configBucketPolicy(props: ConfigBucketPolicyProps): PolicyDocument {
  const bucket = bucketArn(props.partition, props.bucketName);
  const objects = objectArn(props.partition, props.bucketName, "*");
  return policyDocument(
    deliveryStatements(props),
    denyWritesByAllButServices(objects),
    mfaDeleteStatements(props),
    requireTls([bucket, objects], props.minimumTlsVersion),
  );
}
