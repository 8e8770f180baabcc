import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import { OrganizationAuditLog } from "orgtrail/organization-audit-log";

export default function example(stack: TerraformStack): void {
  // The stack's own provider is one of the management account; this one is of the account that keeps the logs.
  const provider = new AwsProvider(stack, "log-archive", {
    alias: "log-archive",
    region: "us-east-1",
    assumeRole: [{ roleArn: "arn:aws:iam::222222222222:role/Deploy" }],
  });
  new OrganizationAuditLog(stack, "audit-log", {
    organization: { id: "o-a1b2c3d4e5", managementAccount: "111111111111", homeRegion: "us-east-1" },
    bucketName: "acme-audit-logs",
    administrators: ["arn:aws:iam::222222222222:role/Deploy"],
    logArchive: { account: "222222222222", provider },
  });
}
