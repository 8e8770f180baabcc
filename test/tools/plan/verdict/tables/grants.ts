import { UNKNOWN, type JsonObject } from "../../../../../tools/plan/change";
import { created, destroyed, replaced } from "../plans";
import type { Row } from "./row";

const STRANGER = "arn:aws:iam::999999999999:root";
const READER = "arn:aws:iam::333333333333:role/SecurityAudit";
const GRANT: JsonObject = {
  key_id: "1111",
  grantee_principal: STRANGER,
  operations: ["Decrypt", "DescribeKey"],
  constraints: [],
};

const grant = (changes: JsonObject): Row["change"] => created("aws_kms_grant", { ...GRANT, ...changes });

const GRANT_ROWS: readonly Row[] = [
  {
    rule: "decrypt-access",
    when: "a grant lets a stranger decrypt",
    change: grant({}),
    says: [`a grant newly lets ${STRANGER} decrypt log files (Decrypt)`],
  },
  {
    rule: "decrypt-access",
    when: "a grant lets a reader decrypt",
    change: grant({ grantee_principal: READER }),
    says: [],
  },
  {
    rule: "decrypt-access",
    when: "a grant is made anew for another key",
    change: replaced("aws_kms_grant", GRANT, { key_id: "2222" }),
    says: ["decrypt log files"],
  },
  {
    rule: "decrypt-access",
    when: "a grant is made anew under another name",
    change: replaced("aws_kms_grant", { ...GRANT, name: "a" }, { name: "b" }),
    says: [],
  },
  {
    rule: "access-widened",
    when: "a grant lets a reader decrypt",
    change: grant({ grantee_principal: READER }),
    says: [`a grant newly lets ${READER} use the key (Decrypt, DescribeKey)`],
  },
  {
    rule: "access-widened",
    when: "a grant lets a stranger decrypt, and describe the key",
    change: grant({}),
    says: [`a grant newly lets ${STRANGER} use the key (DescribeKey)`],
  },
  {
    rule: "access-widened",
    when: "a grant goes",
    change: destroyed("aws_kms_grant", GRANT),
    says: [],
  },
  {
    rule: "destructive-access",
    when: "a grant lets somebody make grants",
    change: grant({ operations: ["CreateGrant"] }),
    says: [`a grant newly lets ${STRANGER} let others use the key (CreateGrant)`],
  },
  {
    rule: "access-lost",
    when: "a grant goes",
    change: destroyed("aws_kms_grant", GRANT),
    says: [`a grant lets ${STRANGER} use the key (Decrypt, DescribeKey)`],
  },
  { rule: "access-lost", when: "a grant is made", change: grant({}), says: [] },
  {
    rule: "policy-not-judged",
    when: "it is known only after apply to whom a grant is given",
    change: grant({ grantee_principal: UNKNOWN }),
    says: ["whom a grant lets use the key, and for what, cannot be told before the apply"],
  },
];

const TRAILS: JsonObject = { account_id: "333333333333", service_principal: "cloudtrail.amazonaws.com" };
const CONFIG: JsonObject = { account_id: "333333333333", service_principal: "config.amazonaws.com" };
const ADMINISTRATOR: JsonObject = { account_id: "333333333333" };

const DELEGATION_ROWS: readonly Row[] = [
  {
    rule: "delegated-administrator-added",
    when: "Organizations' own API registers one",
    change: created("aws_organizations_delegated_administrator", TRAILS),
    says: ['account "333333333333" may manage the organization trail'],
  },
  {
    rule: "delegated-administrator-added",
    when: "one is registered for AWS Config",
    change: created("aws_organizations_delegated_administrator", CONFIG),
    says: [],
  },
  {
    rule: "delegated-administrator-added",
    when: "it is not known yet for which service one is registered",
    change: created("aws_organizations_delegated_administrator", { ...CONFIG, service_principal: UNKNOWN }),
    says: ["may manage the organization trail"],
  },
  {
    rule: "delegated-administrator-removed",
    when: "there is one less",
    change: destroyed("aws_cloudtrail_organization_delegated_admin_account", ADMINISTRATOR),
    says: ['account "333333333333" may manage the organization trail no longer'],
  },
  {
    rule: "delegated-administrator-removed",
    when: "another account takes over",
    change: replaced("aws_cloudtrail_organization_delegated_admin_account", ADMINISTRATOR, {
      account_id: UNKNOWN,
    }),
    says: ['account "333333333333" may manage the organization trail no longer'],
  },
  {
    rule: "delegated-administrator-removed",
    when: "Organizations' own API removes one",
    change: destroyed("aws_organizations_delegated_administrator", TRAILS),
    says: ["no longer"],
  },
  {
    rule: "delegated-administrator-removed",
    when: "one for AWS Config goes",
    change: destroyed("aws_organizations_delegated_administrator", CONFIG),
    says: [],
  },
  {
    rule: "delegated-administrator-removed",
    when: "one is added",
    change: created("aws_cloudtrail_organization_delegated_admin_account", ADMINISTRATOR),
    says: [],
  },
];

/** What opens a key beside its policy, and who manages trails beside the management account. */
export const GRANT_AND_DELEGATION_ROWS: readonly Row[] = [...GRANT_ROWS, ...DELEGATION_ROWS];
