import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { Fn, Token, type Precondition } from "cdktf";
import type { Construct } from "constructs";
import type { AccountId, OrganizationId } from "../organization";

const CLOUDTRAIL = "cloudtrail.amazonaws.com";

/**
 * What must be so before AWS accepts an organization trail. Terraform tests it when it plans, and stops with the
 * command to run; AWS would stop later, with a code.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-an-organizational-trail-prepare.html
 */
export function organizationPreconditions(
  scope: Construct,
  id: string,
  organization: OrganizationId,
  management: AccountId,
): readonly Precondition[] {
  const actual = new DataAwsOrganizationsOrganization(scope, id, {});
  return [
    {
      condition: Token.asString(Fn.contains(actual.awsServiceAccessPrincipals, CLOUDTRAIL)),
      errorMessage:
        "CloudTrail has no trusted access to the organization, and no organization trail can be made. Run in the " +
        `management account: aws organizations enable-aws-service-access --service-principal ${CLOUDTRAIL}`,
    },
    {
      condition: `\${${actual.fqn}.id == "${organization}"}`,
      errorMessage: `This account is not in organization ${organization}. Correct organization.id, or use the credentials of its management account.`,
    },
    {
      condition: `\${${actual.fqn}.master_account_id == "${management}"}`,
      errorMessage: `Account ${management} is not the management account of its organization, which alone owns organization trails.`,
    },
  ];
}
