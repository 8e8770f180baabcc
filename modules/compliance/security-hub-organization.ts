import { SecurityhubFindingAggregator } from "@cdktf/provider-aws/lib/securityhub-finding-aggregator";
import { SecurityhubMember } from "@cdktf/provider-aws/lib/securityhub-member";
import { SecurityhubOrganizationConfiguration } from "@cdktf/provider-aws/lib/securityhub-organization-configuration";
import { Op, Token, type Precondition } from "cdktf";
import { Construct } from "constructs";
import type { AccountId, Region } from "../organization";
import { assertNoProblems, assertProps, type PropertyProblem } from "../validation";

/** What becomes of accounts that join the organization. */
export interface NewAccountSettings {
  /** Whether Security Hub is enabled in them. @default true */
  readonly autoEnable?: boolean;
  /** Whether they get the standards that AWS gives by default, too. @default false */
  readonly defaultStandards?: boolean;
}

/** What Security Hub does for an organization. */
export interface SecurityHubOrganizationProps {
  /** The account in which it is made. */
  readonly account: AccountId;
  /** The account that is registered as Security Hub's administrator, as whoever registered it says. @default - not compared */
  readonly administrator?: string;
  /** @default - what is so already is left alone */
  readonly newAccounts?: NewAccountSettings;
  /** Accounts whose findings come together here. AWS enables Security Hub in them; in the management account it must be already. @default - none */
  readonly members?: readonly AccountId[];
  /** The Regions whose findings come together here, besides this one. @default - none */
  readonly aggregate?: "all-regions" | readonly Region[];
}

/**
 * Security Hub for an organization: in the administrator's account and home Region. Each account keeps its own standards
 * (local configuration); the organization must not be configured centrally.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/accounts-orgs-auto-enable.html
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/finding-aggregation.html
 */
export class SecurityHubOrganization extends Construct {
  /** @throws ValidationError when findings are aggregated from no Region, or the account is a member of its own */
  constructor(scope: Construct, id: string, props: SecurityHubOrganizationProps) {
    super(scope, id);
    assertProps(this, props, "SecurityHubOrganization");
    const { newAccounts, members = [], aggregate } = props;
    assertNoProblems(this, organizationProblems(props));
    const lifecycle = { precondition: administratorPreconditions(props) };
    const guarded = lifecycle.precondition.length > 0;
    if (newAccounts !== undefined) {
      const { autoEnable = true, defaultStandards = false } = newAccounts;
      new SecurityhubOrganizationConfiguration(this, "new-accounts", {
        autoEnable,
        autoEnableStandards: defaultStandards ? "DEFAULT" : "NONE",
        ...(guarded && { lifecycle }),
      });
    }
    for (const account of members) {
      new SecurityhubMember(this, `member-${account}`, {
        accountId: account,
        // Accounts of the organization are asked for no consent, and AWS reports them as invited.
        lifecycle: { ignoreChanges: ["invite", "email"], ...(guarded && lifecycle) },
      });
    }
    if (aggregate !== undefined) {
      new SecurityhubFindingAggregator(this, "aggregator", {
        ...(aggregate === "all-regions"
          ? { linkingMode: "ALL_REGIONS" }
          : { linkingMode: "SPECIFIED_REGIONS", specifiedRegions: [...aggregate].sort() }),
      });
    }
  }
}

function administratorPreconditions({
  account,
  administrator,
}: SecurityHubOrganizationProps): Precondition[] {
  if (administrator === undefined) return [];
  return [
    {
      condition: Token.asString(Op.eq(administrator, account)),
      errorMessage: `Account ${account} is not Security Hub's delegated administrator. Deploy the stack that registers it, or register it: aws securityhub enable-organization-admin-account --admin-account-id ${account}`,
    },
  ];
}

function organizationProblems({
  account,
  members = [],
  aggregate,
}: SecurityHubOrganizationProps): readonly PropertyProblem[] {
  return [
    ...(members.includes(account)
      ? [
          {
            property: "members",
            what: "names the administrator's own account, which is no member",
            received: account,
            remedy: "leave it out",
          },
        ]
      : []),
    ...(aggregate?.length === 0
      ? [
          {
            property: "aggregate",
            what: "names no Region",
            received: aggregate,
            allowed: '"all-regions", or one Region or more',
            remedy: "name the Regions, or leave it out",
          },
        ]
      : []),
  ];
}
