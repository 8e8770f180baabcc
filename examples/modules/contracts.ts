import { TerraformOutput, type TerraformStack } from "cdktf";
import { logArchiveContract, managementContract } from "orgtrail/contracts";

export default function example(stack: TerraformStack): void {
  const state = { bucket: "acme-terraform-state", key: "orgtrail/log-archive.tfstate", region: "us-east-1" };
  const { organizationLogs } = logArchiveContract.read(stack, "log-archive", state);
  new TerraformOutput(stack, "bucket", { value: organizationLogs.bucketName });
  managementContract.publish(stack, {
    organizationTrailArn: "arn:aws:cloudtrail:us-east-1:111111111111:trail/acme",
    delegatedAdministrators: {},
  });
}
