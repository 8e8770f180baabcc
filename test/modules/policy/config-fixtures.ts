import { AccountId, BucketName, type Region } from "../../../modules/organization";
import type { PolicyStatement, RunbookPlace } from "../../../modules/policy";

export const MANAGEMENT = AccountId.of("111111111111");
export const LOG_ARCHIVE = AccountId.of("222222222222");
export const CONFIG_BUCKET = BucketName.of("acme-config");
export const RUNBOOK = "AWSConfigRemediation-ConfigureS3BucketPublicAccessBlock";
export const PLACE: RunbookPlace = {
  partition: "aws",
  region: "us-east-1" as Region,
  account: LOG_ARCHIVE,
};

/** What a role may do that blocks public access to a bucket. */
export function blockedPublicAccess(bucket: string): readonly PolicyStatement[] {
  return [
    {
      Sid: "AllowBlockPublicAccess",
      Effect: "Allow",
      Action: ["s3:GetBucketPublicAccessBlock", "s3:PutBucketPublicAccessBlock"],
      Resource: `arn:aws:s3:::${bucket}`,
    },
  ];
}
