import { ConfigConfigurationAggregator } from "@cdktf/provider-aws/lib/config-configuration-aggregator";
import { Construct } from "constructs";
import type { AccountId, RoleName } from "../organization";
import { makeRole } from "../keys-and-roles";
import { aggregatorRolePolicy, aggregatorRoleTrust } from "../policy";
import { assertProps } from "../validation";

/** Where the results of AWS Config's rules come together. */
export interface ConfigAggregatorProps {
  /** The account in which it stands: the management account, or AWS Config's delegated administrator. */
  readonly account: AccountId;
  /** Names the aggregator: 1 to 256 letters, digits, `-` and `_`. An account has room for 50. */
  readonly name: string;
  /** The role with which AWS Config finds the accounts of the organization. */
  readonly roleName: RoleName;
}

/**
 * What AWS Config's rules say in every account and Region of the organization, in one place. Accounts that join come in by
 * themselves, and none is asked for its consent. Make it in the Region in which it is looked at; it costs nothing.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html
 */
export class ConfigAggregator extends Construct {
  constructor(scope: Construct, id: string, props: ConfigAggregatorProps) {
    super(scope, id);
    assertProps(this, props, "ConfigAggregator");
    const { account, name, roleName } = props;
    const { role, policy } = makeRole(this, {
      name: roleName,
      description: "Lets AWS Config find the accounts of the organization",
      trust: aggregatorRoleTrust(account),
      policyName: "find-accounts",
      permissions: aggregatorRolePolicy(),
    });
    new ConfigConfigurationAggregator(this, "aggregator", {
      name,
      organizationAggregationSource: { allRegions: true, roleArn: role.arn },
      // AWS Config asks with the role when the aggregator is made.
      dependsOn: [policy],
    });
  }
}
