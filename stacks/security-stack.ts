import type { Construct } from "constructs";
import { managementContract, securityContract } from "../modules/contracts";
import { AccountStack, stateLocation } from "./account-stack";
import type { Configuration } from "./config";
import { addConfigRules } from "./config-rules";
import { addSecurityHub, addSecurityHubOrganization } from "./security-hub";
import { MANAGEMENT_STACK, SECURITY_STACK } from "./stack-name";

/**
 * What checks the whole organization after it is deployed: AWS Config rules and Security Hub. It stands in the
 * security account, to which the management stack delegates; without one, in the management account.
 */
export class SecurityStack extends AccountStack {
  constructor(scope: Construct, configuration: Configuration) {
    const { accounts, homeRegion, securityHub } = configuration;
    super(scope, SECURITY_STACK, configuration, accounts.security ?? accounts.management, homeRegion);
    // Read in any case: what this stack makes needs what the management stack has registered.
    const { delegatedAdministrators } = managementContract.read(
      this,
      "management",
      stateLocation(configuration, MANAGEMENT_STACK),
    );
    addConfigRules(this, configuration);
    // That of the management account stands in its own stack.
    if (accounts.security !== undefined) addSecurityHub(this, configuration, "security");
    const registered = securityHub?.registerDelegatedAdministrator === true;
    const topicArn = addSecurityHubOrganization(
      this,
      configuration,
      registered ? delegatedAdministrators("security-hub") : undefined,
    );
    securityContract.publish(this, {
      topicArns: topicArn === undefined ? {} : { "failed-controls": topicArn },
    });
  }
}
