import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import {
  FailedControlsRule,
  OrganizationConfigRules,
  OrganizationConformancePack,
  SecurityHub,
  SecurityHubOrganization,
} from "../modules/compliance";
import { logArchiveContract, managementContract, securityContract } from "../modules/contracts";
import { AlarmTopics, MonitoringKey } from "../modules/monitoring";
import { AccountStack } from "./account-stack";
import type { SecurityBlueprint } from "./blueprint";
import { addRecorder, keyOf } from "./config-rules";

/** What checks the whole organization after it is deployed: AWS Config rules and Security Hub. */
export class SecurityStack extends AccountStack {
  constructor(scope: Construct, blueprint: SecurityBlueprint) {
    super(scope, blueprint);
    const { recorder, securityHub } = blueprint;
    // Read in any case: what this stack makes needs what the management stack has registered.
    const { delegatedAdministrators } = managementContract.read(
      this,
      "management",
      blueprint.managementState,
    );
    this.addRules(blueprint, addRecorder(this, recorder));
    if (securityHub !== undefined) new SecurityHub(this, "security-hub", securityHub);
    const topicArn = this.addFindings(
      blueprint,
      blueprint.administratorRegistered ? delegatedAdministrators("security-hub") : undefined,
    );
    securityContract.publish(this, {
      topicArns: topicArn === undefined ? {} : { "failed-controls": topicArn },
    });
  }

  /** The rules of the organization, in the stack that stands after all accounts that they check. */
  private addRules(
    { rules, centralBuckets, logArchiveState }: SecurityBlueprint,
    dependsOn: readonly ITerraformDependable[],
  ): void {
    if (rules === undefined) return;
    const logs = logArchiveContract.read(this, "log-archive", logArchiveState);
    const keys = centralBuckets.map(
      ({ bucketName, team }) =>
        [
          bucketName,
          keyOf((team === undefined ? logs.organizationLogs : logs.teamLogs(team)).keyArn),
        ] as const,
    );
    const made = rules(Object.fromEntries(keys));
    if (made.deployAs === "organization-rules") {
      new OrganizationConfigRules(this, "config-rules", { ...made.props, dependsOn });
    } else {
      new OrganizationConformancePack(this, "conformance-pack", { ...made.props, dependsOn });
    }
  }

  /** @param administrator the account that the management stack has registered @returns the ARN of the topic */
  private addFindings(
    { findings }: SecurityBlueprint,
    administrator: string | undefined,
  ): string | undefined {
    if (findings === undefined) return undefined;
    const { organization, key, topics, failedControls, severity } = findings;
    new SecurityHubOrganization(this, "security-hub-organization", {
      ...organization,
      ...(administrator !== undefined && { administrator }),
    });
    const { keyArn } = new MonitoringKey(this, "findings-key", key);
    const topicArn = new AlarmTopics(this, "findings-topics", { ...topics, keyArn }).topicArns[severity];
    if (topicArn !== undefined)
      new FailedControlsRule(this, "failed-controls", { ...failedControls, topicArn });
    return topicArn;
  }
}
