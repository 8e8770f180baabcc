import {
  configRules,
  conformancePack,
  conformancePackProblems,
  excludedAccountsProblems,
  mendedKinds,
  organizationRuleProblems,
  placeRules,
  remediationRolePolicies,
  ruleCountProblems,
  type ConfigRuleScope,
} from "../../../modules/config-rules";
import { POLICY_LIMITS, policySizeProblem } from "../../../modules/policy";
import type { ConfigPath, Fault } from "../fault";
import type { OutcomeCheck } from "../configuration";
import type { Check } from "../draft";

/** Recorders stand in accounts that are known. */
export const recorderAccounts: Check = ({ organization: { file, value, isRefused }, names }) => {
  const accounts = value.configRules?.recorders?.accounts ?? [];
  const isThere = names.accounts.has("security") || isRefused("organization", "accounts", "security");
  const { homeRegion } = value.organization ?? {};
  const { region = homeRegion } = value.archive ?? {};
  return accounts.flatMap((account, index): readonly Fault[] => {
    const path = ["configRules", "recorders", "accounts", index];
    if (account === "security" && !isThere) {
      return [
        file.fault(path, {
          what: "has no account",
          received: account,
          remedy: "add organization.accounts.security, or leave it out",
        }),
      ];
    }
    if (account !== "logArchive" || region === homeRegion) return [];
    return [
      file.fault(path, {
        what: `would be recorded in ${region ?? ""} alone, where the log archive is, and rules of the organization need a recorder in ${homeRegion ?? ""} too`,
        received: account,
        remedy: "leave it out, and let AWS Config record the account in both Regions",
      }),
    ];
  });
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

/** A runbook that sets what is each bucket's own cannot start for a rule of all buckets. */
export const mendedAlike: OutcomeCheck = ({ configRules: settings }, { organization: { file } }) => {
  if (settings?.scope.taggedBuckets === undefined) return [];
  const { remediated = [], automatic = [] } = settings.choices;
  if (remediated.length + automatic.length === 0) return [];
  const { taggedBuckets, ...byName } = settings.scope;
  const mended = (scope: ConfigRuleScope): ReadonlySet<string> =>
    new Set(
      configRules(scope).rules.flatMap(({ id, remediation }) => (remediation === undefined ? [] : [id])),
    );
  const [named, tagged] = [mended(byName), mended({ ...byName, taggedBuckets })];
  return Object.entries({ manual: remediated, automatic }).flatMap(([list, ids]) =>
    ids.flatMap((id, index) =>
      named.has(id) && !tagged.has(id)
        ? [
            file.fault(["configRules", "remediation", list, index], {
              what: "sets what each bucket has for itself, and buckets: tagged makes one rule for all",
              received: id,
              remedy: "leave it out, or set configRules.buckets: all",
            }),
          ]
        : [],
    ),
  );
};

const SHORTER_NAMES = "choose a shorter name, or deploy a conformance pack, which takes longer ones; or ";
const FEWER_RULES =
  "set configRules.buckets: tagged, which makes the same rules for all log buckets, or organization, which leaves out those of teams";

/** The rules are ones that AWS takes: their names, their number, the size of the pack. */
export const configRuleLimits: OutcomeCheck = ({ configRules: settings }, { organization: { file } }) => {
  if (settings === undefined) return [];
  const { scope, choices, namePrefix, packName, deployAs, excludedAccounts } = settings;
  const placed = placeRules(configRules(scope).rules, choices);
  const { organization: places } = placed;
  const rules = places.map(({ rule }) => rule);
  const fault = (key: string, problem: Parameters<typeof file.fault>[1]): Fault =>
    file.fault(["configRules", key], problem);
  // Names and numbers that grow with buckets do not, by tags.
  const byTag = (
    problem: Parameters<typeof file.fault>[1],
    otherwise = "",
  ): Parameters<typeof file.fault>[1] =>
    scope.taggedBuckets === undefined ? { ...problem, remedy: `${otherwise}${FEWER_RULES}` } : problem;
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
      ? organizationRuleProblems(namePrefix, rules).map((problem) => byTag(problem, SHORTER_NAMES))
      : conformancePackProblems(packName, conformancePack({ ...settings, rules })).map((problem) =>
          byTag(problem),
        )
    ).map((problem) => fault("deployAs", problem)),
    ...over.slice(0, 1).map((problem) => fault("buckets", byTag(problem))),
    ...excludedAccountsProblems([...new Set(excluded)]).map((problem) => fault("excludedAccounts", problem)),
  ];
};

/** A key that is made later: what the role of a runbook names has the length of its ARN. */
const LONGEST_KEY_ID = "mrk-00000000000000000000000000000000";

/** The role of each runbook names every bucket or key of the log archive that it mends: IAM takes so many. */
export const mendingRoleSizes: OutcomeCheck = (configuration, { organization: { file } }) => {
  const { archive, configRules: settings, partition, accounts, teams } = configuration;
  const { region } = archive;
  if (settings === undefined) return [];
  const { scope, choices } = settings;
  const account = accounts.logArchive.id;
  const central = teams.filter(({ destination }) => destination.kind === "central");
  const logArchive = ["", ...central].map((_, index) => {
    const id = `${LONGEST_KEY_ID.slice(0, -5)}${String(index).padStart(5, "0")}`;
    return { arn: `arn:${partition}:kms:${region}:${account}:key/${id}`, id };
  });
  const placed = placeRules(configRules({ ...scope, keys: { ...scope.keys, logArchive } }).rules, choices);
  return mendedKinds(placed.logArchive).flatMap(({ id, remediations }): readonly Fault[] => {
    const { permissions } = remediationRolePolicies({ partition, region, account }, remediations);
    const problem = policySizeProblem(permissions, POLICY_LIMITS.inlineRolePolicy);
    if (problem === undefined) return [];
    const list = choices.automatic?.includes(id) === true ? "automatic" : "manual";
    return [
      file.fault(["configRules", "remediation", list], {
        ...problem,
        what: `has ${id}, whose role mends what the log archive has of the organization and ${central.length} teams: its policy ${problem.what}`,
        remedy: `leave out ${id}, or let more teams have destination: own, whose buckets nothing mends`,
      }),
    ];
  });
};
