import type { Construct } from "constructs";
import { logArchiveContract, managementContract } from "../modules/contracts";
import { OrganizationTrail } from "../modules/organization-trail";
import { AccountStack, stateLocation } from "./account-stack";
import type { Configuration } from "./config";
import { LOG_ARCHIVE_STACK, MANAGEMENT_STACK } from "./stack-name";

/** The management account: the organization trail. */
export class ManagementStack extends AccountStack {
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
    const { identity, ...trailSettings } = configuration.trail;
    const trail = new OrganizationTrail(this, "organization", {
      ...trailSettings,
      identity: { ...identity, organization },
      destination: { ...organizationLogs, ...(archive.prefix !== undefined && { prefix: archive.prefix }) },
      minimumProviderVersion: terraform.awsProvider.atLeast,
      destroyProtection: terraform.destroyProtection,
    });
    managementContract.publish(this, { organizationTrailArn: trail.trailArn });
  }
}
