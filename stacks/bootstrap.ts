import type { Construct } from "constructs";
import { AccountRoles, PipelineRoles, StateBucket } from "../modules/pipeline-roles";
import { AccountStack } from "./account-stack";
import type { BootstrapBlueprint } from "./blueprint";

/** What stands in an account before the first deployment. */
export class BootstrapStack extends AccountStack {
  constructor(scope: Construct, blueprint: BootstrapBlueprint) {
    super(scope, blueprint);
    const { stateBucket, pipelineRoles, accountRoles } = blueprint;
    if (stateBucket) new StateBucket(this, "state", stateBucket);
    if (pipelineRoles) new PipelineRoles(this, "pipeline", pipelineRoles);
    if (accountRoles) new AccountRoles(this, "roles", accountRoles);
  }
}
