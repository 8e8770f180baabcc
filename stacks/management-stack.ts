import type { Construct } from "constructs";
import { logArchiveContract, managementContract } from "../modules/contracts";
import { OrganizationTrail } from "../modules/organization-trail";
import { AccountStack, stateLocation } from "./account-stack";
import type { Configuration } from "./config";
import { addManagementRules } from "./config-rules";
import { addDelegation } from "./delegation";
import { addGuardrails } from "./guardrails";
import { recordingProps } from "./recording-props";
import { addSecurityHub } from "./security-hub";
import { LOG_ARCHIVE_STACK, MANAGEMENT_STACK } from "./stack-name";
import { addWatch } from "./watch";

/** The management account: the organization trail, and what watches over its events. */
export class ManagementStack extends AccountStack {
  readonly trail: OrganizationTrail;

  constructor(scope: Construct, configuration: Configuration) {
    const { archive, organization, terraform } = configuration;
    super(
      scope,
      MANAGEMENT_STACK,
      configuration,
      configuration.accounts.management,
      configuration.homeRegion,
    );
    const { organizationLogs } = logArchiveContract.read(
      this,
      "log-archive",
      stateLocation(configuration, LOG_ARCHIVE_STACK),
    );
    const { identity, recorded, logBuckets, ...trailSettings } = configuration.trail;
    const { monitoring } = configuration;
    const logGroup =
      monitoring && addWatch(this, configuration, monitoring.management, configuration.trail.identity);
    this.trail = new OrganizationTrail(this, "organization", {
      ...trailSettings,
      ...recordingProps({ recorded, logBuckets }),
      identity: { ...identity, organization },
      destination: { ...organizationLogs, ...(archive.prefix !== undefined && { prefix: archive.prefix }) },
      minimumProviderVersion: terraform.awsProvider.atLeast,
      destroyProtection: terraform.destroyProtection,
      ...(logGroup !== undefined && { logGroup }),
    });
    addGuardrails(this, configuration);
    addManagementRules(this, configuration, logGroup?.keyArn);
    const hub = addSecurityHub(this, configuration, "management");
    managementContract.publish(this, {
      organizationTrailArn: this.trail.trailArn,
      delegatedAdministrators: addDelegation(this, configuration, hub),
    });
  }
}
