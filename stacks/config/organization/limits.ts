import { AWS, type AwsLimit } from "../aws-limit";

/** The limits of AWS Organizations on what the organization and its accounts are called. */
export const ORGANIZATION_LIMITS = {
  "account-id": {
    what: "An account's id",
    limit: "12 digits",
    keys: [
      "organization.accounts.*.id",
      "organization.accounts.members.*.id",
      "analytics.athena.accounts[]",
      "configRules.excludedAccounts[]",
    ],
    page: `${AWS}accounts/latest/reference/manage-acct-identifiers.html`,
  },
  "organization-id": {
    what: "The organization's id",
    limit: "o- and 10 to 32 lower-case letters or digits",
    keys: ["organization.id"],
    page: `${AWS}organizations/latest/APIReference/API_Organization.html`,
  },
  "organizational-unit": {
    what: "Where an account is below the root",
    limit: "5 units, each with 1 to 128 characters and none of them a slash",
    keys: [
      "organization.accounts.*.organizationalUnit",
      "organization.accounts.members.*.organizationalUnit",
      "team:organizationalUnit",
    ],
    page: `${AWS}organizations/latest/userguide/orgs_reference_limits.html`,
  },
} as const satisfies Readonly<Record<string, AwsLimit>>;
