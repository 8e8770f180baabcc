import { Cloudtrail, type CloudtrailConfig } from "@cdktf/provider-aws/lib/cloudtrail";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { S3Backend, TerraformStack, Testing, type App } from "cdktf";
import {
  bestPracticeFindings,
  type BestPracticeFinding,
  type BestPracticeOptions,
} from "../../../modules/best-practices";

/** Resources as people make them without orgtrail's modules. */

export const ACCOUNT = "111111111111";
export const ARCHIVE_ACCOUNT = "222222222222";
export const TRAIL_ARN = `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/t`;

/** A stack in an account, with its state in a bucket. */
export function stackIn(app: App, id: string, account = ACCOUNT): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AwsProvider(stack, "aws", { allowedAccountIds: [account], region: "us-east-1" });
  new S3Backend(stack, { bucket: "states", key: `${id}.tfstate`, region: "us-east-1" });
  return stack;
}

export const CLOUDTRAIL_WRITES = {
  Effect: "Allow",
  Principal: { Service: "cloudtrail.amazonaws.com" },
  Action: "s3:PutObject",
  Resource: "*",
  Condition: { StringEquals: { "aws:SourceArn": TRAIL_ARN } },
};

export const NO_DELETION_WITHOUT_MFA = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:DeleteObject*",
  Resource: "*",
  Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
};

export function policyText(...Statement: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

/** A trail with nothing but what Terraform asks for, and more. */
export function trailIn(
  stack: TerraformStack,
  config: Partial<CloudtrailConfig> = {},
  id = "trail",
): Cloudtrail {
  return new Cloudtrail(stack, id, { name: id, s3BucketName: "logs-of-others", ...config });
}

/** A bucket that keeps logs well. */
export function logBucketIn(stack: TerraformStack, ...statements: readonly object[]): S3Bucket {
  const bucket = new S3Bucket(stack, "bucket", { bucket: "logs" });
  new S3BucketPublicAccessBlock(stack, "public", {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketVersioningA(stack, "versions", {
    bucket: bucket.bucket,
    versioningConfiguration: { status: "Enabled" },
  });
  new S3BucketPolicy(stack, "policy", {
    bucket: bucket.id,
    policy: policyText(CLOUDTRAIL_WRITES, ...statements),
  });
  return bucket;
}

/** A key whose policy lets CloudTrail encrypt. */
export function logKeyIn(stack: TerraformStack, condition: object | undefined, rotated = true): KmsKey {
  return new KmsKey(stack, "key", {
    enableKeyRotation: rotated,
    policy: policyText({
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "kms:GenerateDataKey*",
      Resource: "*",
      ...(condition !== undefined && { Condition: condition }),
    }),
  });
}

/** What a rule says of what the work makes in one stack. */
export function judged(
  rule: string,
  make: (stack: TerraformStack) => void,
  options?: BestPracticeOptions,
): readonly BestPracticeFinding[] {
  return judgedTree(
    rule,
    (app) => {
      make(stackIn(app, "stack"));
    },
    options,
  );
}

/** What a rule says of what the work makes in an app. */
export function judgedTree(
  rule: string,
  make: (app: App) => void,
  options?: BestPracticeOptions,
): readonly BestPracticeFinding[] {
  const app = Testing.app();
  make(app);
  // What `app.synth()` does first: references across stacks become outputs and remote states.
  for (const stack of app.node.children.filter((child) => TerraformStack.isStack(child)))
    stack.prepareStack();
  return bestPracticeFindings(app, options).filter((finding) => finding.rule === rule);
}
