import type { AccountId } from "../organization";
import type { ConfigRule } from "./config-rule";

/** What the configuration chooses. */
export interface PlacementChoices {
  readonly accounts: { readonly management: AccountId; readonly logArchive: AccountId };
  /** The kinds of rules that are not made. @default - all are */
  readonly disabled?: readonly string[];
  /** The kinds with a runbook at hand, that a person starts. @default - none */
  readonly remediated?: readonly string[];
  /** The kinds whose runbook AWS Config starts. @default - none */
  readonly automatic?: readonly string[];
  /** Kinds with reach `owner` that are wanted in every account. @default - none */
  readonly everyAccount?: readonly string[];
}

/** A rule of the whole organization. */
export interface OrganizationRulePlace {
  readonly rule: ConfigRule;
  /** Accounts in which a rule of their own stands instead. */
  readonly excludedAccounts: readonly AccountId[];
}

/** A rule of one account. */
export interface AccountRulePlace {
  readonly rule: ConfigRule;
  /** Who starts the runbook. @default - nobody: it has none at hand */
  readonly remediation?: "automatic" | "manual";
}

/** Where each rule stands. */
export interface PlacedRules {
  readonly organization: readonly OrganizationRulePlace[];
  readonly logArchive: readonly AccountRulePlace[];
  readonly management: readonly AccountRulePlace[];
}

/**
 * Where each rule stands. Rules of the organization can have no remediation, so one that is remediated stands in the account
 * that owns the resource, and the organization's leaves that account out. Nothing is remediated in any other account: a
 * member cannot change the organization trail.
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutRemediationConfigurations.html
 */
export function placeRules(rules: readonly ConfigRule[], choices: PlacementChoices): PlacedRules {
  const { disabled = [], accounts } = choices;
  const places = rules.filter(({ id }) => !disabled.includes(id)).map((rule) => placeOf(rule, choices));
  const inAccount = (owner: ConfigRule["owner"]): readonly AccountRulePlace[] =>
    places.flatMap(({ account }) => (account?.rule.owner === owner ? [account] : []));
  const organization = places.flatMap(({ rule, account, everywhere }): readonly OrganizationRulePlace[] => {
    if (everywhere === undefined) return [];
    const { owner } = rule;
    return [
      {
        rule: everywhere,
        excludedAccounts: account === undefined || owner === "team" ? [] : [accounts[owner]],
      },
    ];
  });
  return {
    organization: mergeByName(organization),
    logArchive: inAccount("logArchive"),
    management: inAccount("management"),
  };
}

interface Place {
  readonly rule: ConfigRule;
  readonly account?: AccountRulePlace;
  readonly everywhere?: ConfigRule;
}

function placeOf(rule: ConfigRule, choices: PlacementChoices): Place {
  const { remediated = [], automatic = [], everyAccount = [] } = choices;
  const remediation = automatic.includes(rule.id)
    ? ("automatic" as const)
    : remediated.includes(rule.id)
      ? ("manual" as const)
      : undefined;
  const mended = rule.remediation !== undefined && remediation !== undefined;
  const wanted = everyAccount.includes(rule.id);
  if (rule.reach === "owner") {
    if (wanted && !mended) return { rule, everywhere: elsewhere(rule) };
    const account = { rule, ...(mended && { remediation }) };
    return { rule, account, ...(wanted && { everywhere: elsewhere(rule) }) };
  }
  if (!mended) return { rule, everywhere: rule };
  // The one resource that it evaluates stands in the owner's account: a rule of the organization would find nothing.
  const elsewhereToo = rule.resource === undefined;
  return { rule, account: { rule, remediation }, ...(elsewhereToo && { everywhere: rule }) };
}

function elsewhere(rule: ConfigRule): ConfigRule {
  return { ...rule, parameters: rule.parametersElsewhere ?? rule.parameters };
}

/** Of rules with one name, as each owner's key rotation, the organization has one. */
function mergeByName(places: readonly OrganizationRulePlace[]): readonly OrganizationRulePlace[] {
  const merged = new Map<string, OrganizationRulePlace>();
  for (const place of places) {
    const { name } = place.rule;
    const excludedAccounts = [...(merged.get(name)?.excludedAccounts ?? []), ...place.excludedAccounts];
    merged.set(name, { rule: place.rule, excludedAccounts });
  }
  return [...merged.values()];
}
