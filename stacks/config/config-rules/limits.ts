import {
  MAX_ACCOUNT_RULES,
  MAX_EXCLUDED_ACCOUNTS,
  MAX_ORGANIZATION_RULE_NAME_LENGTH,
  MAX_PACK_RULES,
  MAX_PACK_TEMPLATE_BYTES,
  REMEDIATION_BOUNDS,
} from "../../../modules/config-rules";
import { AWS, type AwsLimit } from "../aws-limit";

const CONFIG = `${AWS}config/latest/`;

/** The limits of AWS Config. */
export const CONFIG_RULE_LIMITS = {
  "config-rule-name": {
    what: "The name of an AWS Config rule of the organization",
    limit: `${MAX_ORGANIZATION_RULE_NAME_LENGTH} characters`,
    keys: ["organization.name"],
    page: `${CONFIG}APIReference/API_PutOrganizationConfigRule.html`,
  },
  "config-rules": {
    what: "AWS Config rules of an account and Region: those of each log bucket stand in every account, unless configRules.buckets is tagged",
    limit: String(MAX_ACCOUNT_RULES),
    keys: ["configRules.buckets", "team:team"],
    page: `${CONFIG}APIReference/API_PutConfigRule.html`,
  },
  "excluded-accounts": {
    what: "Accounts that rules of the organization leave out",
    limit: String(MAX_EXCLUDED_ACCOUNTS),
    keys: ["configRules.excludedAccounts[]"],
    page: `${CONFIG}APIReference/API_PutOrganizationConfigRule.html`,
  },
  "conformance-pack": {
    what: "Rules and bytes of a conformance pack",
    limit: `${MAX_PACK_RULES} rules, ${MAX_PACK_TEMPLATE_BYTES} bytes`,
    keys: ["configRules.deployAs", "team:bucketName"],
    page: `${CONFIG}developerguide/configlimits.html`,
  },
  remediation: {
    what: "How often, how long and on how many resources AWS Config tries",
    limit: Object.entries(REMEDIATION_BOUNDS)
      .map(([key, [least, most]]) => `${key} ${least} to ${most}`)
      .join(", "),
    keys: Object.keys(REMEDIATION_BOUNDS).map((key) => `configRules.remediation.${key}`),
    page: `${CONFIG}APIReference/API_RemediationConfiguration.html`,
  },
} as const satisfies Readonly<Record<string, AwsLimit>>;
