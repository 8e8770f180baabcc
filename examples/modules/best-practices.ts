import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import type { TerraformStack } from "cdktf";
import { BestPractices, suppressBestPractice } from "orgtrail/best-practices";

export default function example(stack: TerraformStack): void {
  // Made by hand. Without the two arguments and the suppressions, the synthesis would end here.
  const trail = new Cloudtrail(stack, "trail", {
    name: "acme-sandbox",
    s3BucketName: "acme-audit-logs",
    enableLogFileValidation: true,
    kmsKeyId: "arn:aws:kms:us-east-1:222222222222:key/11111111-2222-3333-4444-555555555555",
  });
  const reason = "the organization trail of another repository records this account";
  for (const rule of [
    "organization-trail",
    "data-events",
    "cloudwatch-logs",
    "insights",
    "config-rules",
    "config-remediation",
    "security-hub",
  ]) {
    suppressBestPractice(trail, rule, reason);
  }
  new BestPractices().addTo(stack);
}
