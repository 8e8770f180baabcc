import { sorted } from "../kernel";
import { bucketArn, objectArn } from "../organization";
import { policyDocument, type PolicyDocument } from "./document";
import type { BucketPolicyProps, MendedBucket } from "./log-bucket";
import { mfaDeleteStatements } from "./mfa-delete";
import type { OwnAccessLogStatements } from "./own-statements";
import { pinnedPrincipals } from "./readers";
import { requireTls } from "./tls";
import { denyWritesByAllButServices } from "./writes";

/** Who may do what with the bucket that receives S3's server access logs of other buckets of its account. */
export interface AccessLogBucketPolicyProps extends BucketPolicyProps, MendedBucket {
  /** Names, or patterns of names with `*`, of the buckets whose access is logged. */
  readonly sources: readonly string[];
  /** ARNs, or patterns of ARNs, of those who may read the access logs. @default - nobody */
  readonly readers?: readonly string[];
  /** Statements of your own, after these: what these deny stays denied, and yours allow nothing but to look. @default - none */
  readonly policyStatements?: OwnAccessLogStatements;
}

/**
 * The policy of an access-log bucket: S3's logging service delivers for the log buckets of this account, and
 * nobody else writes: who read the logs is evidence too.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function accessLogBucketPolicy(props: AccessLogBucketPolicyProps): PolicyDocument {
  const bucket = bucketArn(props.partition, props.bucketName);
  const objects = objectArn(props.partition, props.bucketName, "*");
  const readers = props.readers ?? [];
  const sources = sorted(props.sources.map((source) => `arn:${props.partition}:s3:::${source}`));
  return policyDocument(
    {
      Sid: "AllowServerAccessLogs",
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: objects,
      Condition: {
        ArnLike: { "aws:SourceArn": sources },
        StringEquals: { "aws:SourceAccount": props.account },
      },
    },
    readers.length === 0
      ? []
      : {
          Sid: "AllowReaders",
          Effect: "Allow",
          ...pinnedPrincipals(props.partition, readers),
          Action: ["s3:GetObject", "s3:ListBucket"],
          Resource: [bucket, objects],
        },
    denyWritesByAllButServices(objects),
    mfaDeleteStatements(props),
    requireTls([bucket, objects], props.minimumTlsVersion),
    props.policyStatements?.accessLogs ?? [],
  );
}
