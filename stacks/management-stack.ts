import type { Construct } from "constructs";
import { DelegatedAdministrator, SecurityHub } from "../modules/compliance";
import { logArchiveContract, managementContract } from "../modules/contracts";
import { Guardrails } from "../modules/guardrails";
import { OrganizationTrail } from "../modules/organization-trail";
import { AccountStack, type ConstructLeftOut } from "./account-stack";
import type { ManagementBlueprint } from "./blueprint";
import { addAccountRules, addRecorder, keyOf } from "./config-rules";
import { addWatch } from "./watch";

/** The management account: the organization trail, and what watches over its events. */
export class ManagementStack extends AccountStack {
  override readonly leftOut: readonly ConstructLeftOut[];

  constructor(scope: Construct, blueprint: ManagementBlueprint) {
    super(scope, blueprint);
    const { trail: props, prefix, watch, guardrails, recorder, securityHub, delegation } = blueprint;
    const { organizationLogs } = logArchiveContract.read(this, "log-archive", blueprint.logArchiveState);
    const logGroup = watch && addWatch(this, watch);
    const trail = new OrganizationTrail(this, "organization", {
      ...props,
      destination: { ...organizationLogs, ...(prefix !== undefined && { prefix }) },
      ...(logGroup !== undefined && { logGroup }),
    });
    this.leftOut = [{ construct: trail, leftOut: blueprint.leftOut }];
    if (guardrails !== undefined) new Guardrails(this, "guardrails", guardrails);
    const recording = addRecorder(this, recorder);
    addAccountRules(this, blueprint.rules(logGroup && keyOf(logGroup.keyArn)), recording);
    const hub = securityHub && new SecurityHub(this, "security-hub", securityHub);
    managementContract.publish(this, {
      organizationTrailArn: trail.trailArn,
      delegatedAdministrators: delegation
        ? new DelegatedAdministrator(this, "delegated-administrator", {
            ...delegation,
            // An administrator is registered once the management account's own Security Hub is there.
            ...(hub && { dependsOn: hub.enabled }),
          }).accounts
        : {},
    });
  }
}
