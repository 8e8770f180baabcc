import type { AccountId } from "../organization";
import { policyDocument, type PolicyDocument } from "./document";

/**
 * Lets AWS Config take the role with which an aggregator finds the accounts of the organization. AWS documents no source in this
 * request, and a trust that asks for one could stop the aggregator: where AWS Config names an account, it is this one.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html
 */
export function aggregatorRoleTrust(account: AccountId): PolicyDocument {
  return policyDocument({
    Sid: "AllowConfigAssumeRole",
    Effect: "Allow",
    Principal: { Service: "config.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEqualsIfExists: { "aws:SourceAccount": account } },
  });
}

/**
 * What that role may do: find out which accounts there are, as AWS's own policy for it says.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSConfigRoleForOrganizations.html
 */
export function aggregatorRolePolicy(): PolicyDocument {
  return policyDocument({
    Sid: "AllowFindAccounts",
    Effect: "Allow",
    Action: [
      "organizations:DescribeOrganization",
      "organizations:ListAWSServiceAccessForOrganization",
      "organizations:ListAccounts",
      "organizations:ListDelegatedAdministrators",
    ],
    Resource: "*",
  });
}
