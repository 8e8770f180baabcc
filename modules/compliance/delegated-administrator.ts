import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { OrganizationsDelegatedAdministrator } from "@cdktf/provider-aws/lib/organizations-delegated-administrator";
import { SecurityhubOrganizationAdminAccount } from "@cdktf/provider-aws/lib/securityhub-organization-admin-account";
import {
  Fn,
  Token,
  type ITerraformDependable,
  type Precondition,
  type TerraformResourceLifecycle,
} from "cdktf";
import { Construct } from "constructs";
import type { AccountId } from "../organization";
import { assertProps } from "../validation";

/** A service whose checks another account makes for the organization. */
export type DelegatedService = "config" | "security-hub";

/** Which account makes checks for the organization, and of which services. */
export interface DelegatedAdministratorProps {
  /** The account that is registered. For Security Hub the management account may be its own. */
  readonly account: AccountId;
  readonly services: readonly DelegatedService[];
  /** What must be there first: the Security Hub of the management account, where it is made here. @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** AWS Config makes rules with the first, and conformance packs and rules of other accounts with the second. */
const CONFIG_PRINCIPALS = ["config.amazonaws.com", "config-multiaccountsetup.amazonaws.com"] as const;
const SECURITY_HUB_PRINCIPAL = "securityhub.amazonaws.com";

/**
 * Registers an account as delegated administrator. Make it with the credentials of the management account; one account can be
 * registered for a service once, and AWS refuses to do it again. Security Hub is registered in the Region of the provider, and
 * AWS enables it in the registered account there, without standards.
 *
 * Terraform stops when it plans, with the command to run, where a service has no trusted access.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/set-up-aggregator-cli.html
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/designate-orgs-admin-account.html
 */
export class DelegatedAdministrator extends Construct {
  /** The registered account by service, known once it is registered. */
  readonly accounts: Readonly<Partial<Record<DelegatedService, string>>>;

  constructor(scope: Construct, id: string, props: DelegatedAdministratorProps) {
    super(scope, id);
    assertProps(this, props, "DelegatedAdministrator");
    const { account, services, dependsOn = [] } = props;
    const organization = new DataAwsOrganizationsOrganization(this, "organization", {});
    const trusting = (principal: string): { readonly lifecycle: TerraformResourceLifecycle } => ({
      lifecycle: { precondition: [trustedAccess(organization, principal)] },
    });
    const accounts: Partial<Record<DelegatedService, string>> = {};
    if (services.includes("config")) {
      const [first] = CONFIG_PRINCIPALS.map(
        (servicePrincipal) =>
          new OrganizationsDelegatedAdministrator(this, servicePrincipal.replace(/\.amazonaws\.com$/, ""), {
            accountId: account,
            servicePrincipal,
            ...trusting(servicePrincipal),
          }),
      );
      if (first !== undefined) accounts.config = first.accountId;
    }
    if (services.includes("security-hub")) {
      // Security Hub's own API makes its service-linked roles too; that of Organizations does not.
      accounts["security-hub"] = new SecurityhubOrganizationAdminAccount(this, "security-hub", {
        adminAccountId: account,
        ...trusting(SECURITY_HUB_PRINCIPAL),
        ...(dependsOn.length > 0 && { dependsOn: [...dependsOn] }),
      }).adminAccountId;
    }
    this.accounts = accounts;
  }
}

function trustedAccess(organization: DataAwsOrganizationsOrganization, principal: string): Precondition {
  return {
    condition: Token.asString(Fn.contains(organization.awsServiceAccessPrincipals, principal)),
    errorMessage:
      `${principal} has no trusted access to the organization, and no account can be registered for it. Run in the ` +
      `management account: aws organizations enable-aws-service-access --service-principal ${principal}`,
  };
}
