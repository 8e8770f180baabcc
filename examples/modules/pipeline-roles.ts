import type { TerraformStack } from "cdktf";
import { AccountId, BucketName, NamePrefix, RoleName } from "orgtrail/organization";
import { AccountRoles, PipelineRoles } from "orgtrail/pipeline-roles";

export default function example(stack: TerraformStack): void {
  const account = AccountId.of("222222222222");
  const name = NamePrefix.of("acme");
  const roles = { planRole: RoleName.of("OrgTrailPlan"), deployRole: RoleName.of("OrgTrailDeploy") };
  new PipelineRoles(stack, "pipeline", {
    partition: "aws",
    account,
    name,
    pipeline: { kind: "github", repository: "acme/audit", environments: ["production"], branches: ["main"] },
    state: { bucket: BucketName.of("acme-terraform-state"), keyPrefix: "orgtrail" },
    accounts: [account],
    ...roles,
  });
  new AccountRoles(stack, "roles", {
    names: { partition: "aws", name },
    account,
    pipelineAccount: account,
    ...roles,
  });
}
