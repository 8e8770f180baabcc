import {
  configRules,
  conformancePack,
  conformancePackProblems,
  excludedAccountsProblems,
  organizationRuleProblems,
  placeRules,
  ruleCountProblems,
} from "../../../modules/config-rules";
import type { ConfigPath, Fault } from "../fault";
import type { OutcomeCheck } from "../configuration";
import type { Check } from "../draft";

/** Recorders stand in accounts that are known. */
export const recorderAccounts: Check = ({ organization: { file, value, isRefused }, names }) => {
  const accounts = value.configRules?.recorders?.accounts ?? [];
  const isThere = names.accounts.has("security") || isRefused("organization", "accounts", "security");
  return accounts.flatMap((account, index) =>
    account !== "security" || isThere
      ? []
      : [
          file.fault(["configRules", "recorders", "accounts", index], {
            what: "has no account",
            received: account,
            remedy: "add organization.accounts.security, or leave it out",
          }),
        ],
  );
};

/** A rule that is not made is asked for nothing else. */
export const disabledRules: Check = ({ organization: { file, value } }) => {
  const { disabled = [], everyAccount = [], remediation = {} } = value.configRules ?? {};
  const lists: readonly (readonly [ConfigPath, readonly (string | undefined)[]])[] = [
    [["everyAccount"], everyAccount],
    [["remediation", "manual"], remediation.manual ?? []],
    [["remediation", "automatic"], remediation.automatic ?? []],
  ];
  return lists.flatMap(([path, ids]) =>
    ids.flatMap((id, index) =>
      id === undefined || !disabled.includes(id)
        ? []
        : [
            file.fault(["configRules", ...path, index], {
              what: "is disabled too",
              received: id,
              remedy: "leave it out of one of the two lists",
            }),
          ],
    ),
  );
};

/** Nobody is to start by hand what starts by itself. */
export const remediationStart: Check = ({ organization: { file, value } }) => {
  const { manual = [], automatic = [] } = value.configRules?.remediation ?? {};
  return manual.flatMap((id, index) =>
    id === undefined || !automatic.includes(id)
      ? []
      : [
          file.fault(["configRules", "remediation", "manual", index], {
            what: "is automatic too",
            received: id,
            remedy: "leave it out of one of the two lists",
          }),
        ],
  );
};

/** The rules are ones that AWS takes: their names, their number, the size of the pack. */
export const configRuleLimits: OutcomeCheck = ({ configRules: settings }, { organization: { file } }) => {
  if (settings === undefined) return [];
  const { scope, choices, namePrefix, packName, deployAs, excludedAccounts } = settings;
  const placed = placeRules(configRules(scope).rules, choices);
  const { organization: places } = placed;
  const rules = places.map(({ rule }) => rule);
  const fault = (key: string, problem: Parameters<typeof file.fault>[1]): Fault =>
    file.fault(["configRules", key], problem);
  const inAccount = (account: "logArchive" | "management"): number =>
    placed[account].length +
    places.filter((place) => !place.excludedAccounts.includes(choices.accounts[account])).length;
  // Most rules of one account stand in the others too: one fault tells of all.
  const counts: readonly (readonly [string, number])[] = [
    ["the log-archive account", inAccount("logArchive")],
    ["the management account", inAccount("management")],
    ["every account", rules.length],
  ];
  const over = [...counts]
    .sort(([, one], [, other]) => other - one)
    .flatMap(([account, count]) => ruleCountProblems(account, count));
  const excluded = places.flatMap((place) => [...excludedAccounts, ...place.excludedAccounts]);
  return [
    ...(deployAs === "organization-rules"
      ? organizationRuleProblems(namePrefix, rules)
      : conformancePackProblems(packName, conformancePack({ ...settings, rules }))
    ).map((problem) => fault("deployAs", problem)),
    ...over.slice(0, 1).map((problem) => fault("buckets", problem)),
    ...excludedAccountsProblems([...new Set(excluded)]).map((problem) => fault("excludedAccounts", problem)),
  ];
};
