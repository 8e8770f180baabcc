import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BenchError } from "./cold-run";
import { differences, resourceCounts } from "./equality";
import { differenceTexts } from "./difference-text";

/** What the AWS CDK peer makes, and what orgtrail calls it. */
const CLOUDFORMATION_TYPES: Readonly<Record<string, string>> = {
  aws_cloudtrail: "AWS::CloudTrail::Trail",
  aws_s3_bucket: "AWS::S3::Bucket",
  aws_s3_bucket_policy: "AWS::S3::BucketPolicy",
  aws_kms_key: "AWS::KMS::Key",
  aws_kms_alias: "AWS::KMS::Alias",
  aws_cloudwatch_log_group: "AWS::Logs::LogGroup",
  aws_sns_topic: "AWS::SNS::Topic",
};

/** @throws BenchError when the floor does not write what orgtrail writes: the ratio would say nothing */
export function assertFloorIsSame(orgtrail: string, floor: string): void {
  const found = differences(orgtrail, floor);
  if (found.length === 0) return;
  throw new BenchError(
    `The floor does not write what orgtrail writes; correct bench/floor:\n  ${differenceTexts(found).join("\n  ")}`,
  );
}

/** @throws BenchError when the AWS CDK peer makes more or fewer of the compared resources than orgtrail */
export function assertPeerIsComparable(orgtrail: string, cdk: string): void {
  const [ours, theirs] = [resourceCounts(orgtrail), cloudFormationCounts(cdk)];
  for (const [terraform, cloudFormation] of Object.entries(CLOUDFORMATION_TYPES)) {
    const [wanted, made] = [ours.get(terraform) ?? 0, theirs.get(cloudFormation) ?? 0];
    if (wanted === made) continue;
    throw new BenchError(
      `The AWS CDK peer makes ${made} ${cloudFormation} where orgtrail makes ${wanted} ${terraform}; correct bench/aws-cdk.cjs`,
    );
  }
}

interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Type: string }>>;
}

function cloudFormationCounts(outdir: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const file of readdirSync(outdir).filter((name) => name.endsWith(".template.json"))) {
    const template = JSON.parse(readFileSync(join(outdir, file), "utf8")) as Template;
    for (const { Type } of Object.values(template.Resources ?? {})) {
      counts.set(Type, (counts.get(Type) ?? 0) + 1);
    }
  }
  return counts;
}
