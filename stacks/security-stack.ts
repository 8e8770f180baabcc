import type { Construct } from "constructs";
import { AccountStack } from "./account-stack";
import type { Configuration } from "./config";
import { addConfigRules } from "./config-rules";
import { addSecurityHub } from "./security-hub";
import { SECURITY_STACK } from "./stack-name";

/**
 * What checks the whole organization after it is deployed: AWS Config rules and Security Hub. It stands in the
 * security account, to which the management stack delegates; without one, in the management account.
 */
export class SecurityStack extends AccountStack {
  constructor(scope: Construct, configuration: Configuration) {
    const { accounts, homeRegion } = configuration;
    super(scope, SECURITY_STACK, configuration, accounts.security ?? accounts.management, homeRegion);
    addConfigRules(this, configuration);
    addSecurityHub(this, configuration);
  }
}
