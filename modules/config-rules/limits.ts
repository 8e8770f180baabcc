import { repeatedProblems, type PropertyProblem } from "../validation";
import type { ConfigRule } from "./config-rule";
import type { ConformancePack } from "./conformance-pack";

/** The longest name of a rule of the organization. @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html */
export const MAX_ORGANIZATION_RULE_NAME_LENGTH = 64;

/** Accounts that rules of the organization can leave out. @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html */
export const MAX_EXCLUDED_ACCOUNTS = 1000;

/** Rules of one account in one Region, those of the organization among them. @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html */
export const MAX_ACCOUNT_RULES = 1000;

/** Rules of one conformance pack. @see https://docs.aws.amazon.com/config/latest/developerguide/configlimits.html */
export const MAX_PACK_RULES = 130;

/** Bytes of a template that travels in the request. @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConformancePack.html */
export const MAX_PACK_TEMPLATE_BYTES = 51_200;

/** Parameters of a pack. @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConformancePack.html */
export const MAX_PACK_PARAMETERS = 60;

/** The longest name of a pack of the organization. @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConformancePack.html */
export const MAX_PACK_NAME_LENGTH = 128;

const FEWER = "know log buckets by their tag, check fewer buckets, or disable rules";

/** Names that AWS would refuse. */
export function organizationRuleProblems(
  namePrefix: string,
  rules: readonly ConfigRule[],
): readonly PropertyProblem[] {
  const tooLong = rules
    .map(({ name }) => ({ name, full: `${namePrefix}${name}` }))
    .filter(({ full }) => full.length > MAX_ORGANIZATION_RULE_NAME_LENGTH)
    .map(({ name, full }) => ({
      property: `rules.${name}`,
      what: `makes the name of a rule of ${full.length} characters`,
      received: full,
      allowed: `at most ${MAX_ORGANIZATION_RULE_NAME_LENGTH}`,
      remedy:
        "choose shorter names, know log buckets by their tag, or deploy a conformance pack, which takes longer ones",
    }));
  return [...tooLong, ...repeatedRuleProblems(rules)];
}

/** Rules of one name, of which AWS Config would keep one. */
export function repeatedRuleProblems(rules: readonly ConfigRule[]): readonly PropertyProblem[] {
  return repeatedProblems(
    "name",
    rules.map(({ name }) => name),
    (name) => `rules.${name}`,
  );
}

/**
 * Rules more than an account has room for. AWS raises the quota on request, and counts what others have made too, which nobody
 * knows here.
 * @param account whose rules these are, as a sentence says it
 */
export function ruleCountProblems(account: string, count: number): readonly PropertyProblem[] {
  if (count <= MAX_ACCOUNT_RULES) return [];
  return [
    {
      property: "rules",
      what: `make ${count} AWS Config rules in ${account}`,
      allowed: `at most ${MAX_ACCOUNT_RULES} in one Region`,
      remedy: FEWER,
    },
  ];
}

/** Accounts more than AWS leaves out. */
export function excludedAccountsProblems(accounts: readonly string[]): readonly PropertyProblem[] {
  if (accounts.length <= MAX_EXCLUDED_ACCOUNTS) return [];
  return [
    {
      property: "excludedAccounts",
      what: `lists ${accounts.length} accounts`,
      allowed: `at most ${MAX_EXCLUDED_ACCOUNTS}`,
      remedy: "give more accounts a recorder",
    },
  ];
}

/** A pack that AWS would refuse. */
export function conformancePackProblems(
  name: string,
  { template, inputParameters, ruleCount }: ConformancePack,
): readonly PropertyProblem[] {
  const bytes = new TextEncoder().encode(template).length;
  const parameters = Object.keys(inputParameters).length;
  const tooMany = (what: string, count: number, most: number): readonly PropertyProblem[] =>
    count <= most
      ? []
      : [
          {
            property: "rules",
            what: `make a pack of ${count} ${what}`,
            allowed: `at most ${most}`,
            remedy: FEWER,
          },
        ];
  const named = name.length <= MAX_PACK_NAME_LENGTH && /^[a-zA-Z][-a-zA-Z0-9]*$/.test(name);
  return [
    ...(named
      ? []
      : [
          {
            property: "name",
            what: "is no name of a conformance pack",
            received: name,
            allowed: `1 to ${MAX_PACK_NAME_LENGTH} letters, digits and hyphens, starting with a letter`,
            remedy: "choose another name",
          },
        ]),
    ...tooMany("rules", ruleCount, MAX_PACK_RULES),
    ...tooMany("parameters", parameters, MAX_PACK_PARAMETERS),
    ...tooMany("bytes", bytes, MAX_PACK_TEMPLATE_BYTES),
  ];
}

/**
 * Characters of a rule's parameters as JSON, counted in bytes. AWS's pages say 1,024 or 2,048 for rules of the organization: the
 * smaller is kept.
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigRule.html
 */
export const MAX_PARAMETERS_LENGTH = 1024;
