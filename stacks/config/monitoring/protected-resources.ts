import { sorted } from "../../../modules/kernel";
import type { ProtectedResources } from "../../../modules/controls";
import {
  keyAliasPatterns,
  logValidationName,
  monitoringNamePrefix,
  pipelineDeployRoleName,
  pipelinePlanRoleName,
  searchName,
  securityEventBusName,
  serviceRolePatterns,
  type AccountId,
} from "../../../modules/organization";
import type { SoundFiles, SoundTeam } from "../draft";
import { deliveryTopicOf } from "../trail/delivery-topic";

/**
 * Whose accounts the controls are about: for alarms those in which something of ours stands, and for rules their own. The rules
 * of the security account have none: what other rules did not match does not reach them.
 */
export interface Scope {
  /** The teams whose logs are protected. */
  readonly teams: readonly SoundTeam[];
  /** @default - every account */
  readonly accounts?: readonly AccountId[];
}

/**
 * The most accounts of teams that alarms name. No call says the name of a key, and those that change a whole account say of no
 * bucket or log group, so that the account must be named: a hundred of them take some twenty of the hundred metric filters of
 * a log group. With more, none is named: these calls are then for the rules in the teams' own accounts, and for what alarms
 * hear everywhere, keys that are disabled or to be deleted and aliases that move.
 */
export const MAX_NAMED_TEAM_ACCOUNTS = 100;

/** The accounts that hold keys, buckets or log groups of ours. */
export function watchedAccounts(files: SoundFiles): readonly AccountId[] {
  const { organization: file, teams } = files;
  const { management, logArchive, security } = file.organization.accounts;
  const own = teams
    .filter(
      ({ file: team, names: ofTeam }) =>
        team.destination === "own" || team.rules || ofTeam.logGroup !== undefined,
    )
    .map((team) => team.names.account);
  const ofTeams = sorted(own);
  return [
    ...new Set([
      management.id,
      logArchive.id,
      ...(security === undefined ? [] : [security.id]),
      ...copyAccounts(files),
      ...(ofTeams.length > MAX_NAMED_TEAM_ACCOUNTS ? [] : ofTeams),
    ]),
  ];
}

/** The account of the second copy, where there is one. */
function copyAccounts({ organization: { archive }, names }: SoundFiles): readonly AccountId[] {
  return sorted([names.accounts.get(archive.replica?.account ?? "")?.id]);
}

/**
 * What controls against tampering protect: the logs of the organization and of the teams. Names that begin as orgtrail's do
 * are one pattern, and the log-archive account needs none, so that thousands of teams fit.
 */
export function protectedResources(files: SoundFiles, { teams, accounts }: Scope): ProtectedResources {
  const { name, accounts: all } = files.organization.organization;
  const family = `${name}-cloudtrail-`;
  const groups = `/orgtrail/${name}/`;
  const archive = all.logArchive.id;
  const others = (names: readonly (string | undefined)[], beginning: string): readonly string[] =>
    sorted(names).filter((each) => !each.startsWith(beginning));
  const copies = copyAccounts(files).filter(
    (account) => account !== archive && (accounts === undefined || accounts.includes(account)),
  );
  const dedicated = [all.management.id, archive, all.security?.id];
  const shared = accounts?.filter((account) => !dedicated.includes(account)) ?? [];
  return {
    ...((accounts === undefined || accounts.includes(archive)) && {
      archive,
      ...(files.organization.archive.validation !== undefined && { functions: [logValidationName(name)] }),
      ...(files.organization.analytics?.openSearch && {
        search: { account: archive, functions: [searchName(name)] },
      }),
    }),
    ...(copies.length > 0 && { copies }),
    trails: [
      `${name}-team-*`,
      ...others(
        [files, ...teams].map(({ names }) => names.trail),
        `${name}-team-`,
      ),
    ],
    buckets: [`${family}*`, ...others(ownBuckets(teams), family)],
    ...(accounts !== undefined && { accounts }),
    ...(shared.length > 0 && { sharedAccounts: shared }),
    keyAliases: keyAliasPatterns(name),
    logGroups: [
      `${groups}*`,
      ...others(
        [files, ...teams].map(({ names }) => names.logGroup),
        groups,
      ),
    ],
    deliveryRoles: serviceRolePatterns(name),
    breakGlassRoles: breakGlassRoles(files),
    pipelineRoles: pipelineRoles(files),
    namePrefix: monitoringNamePrefix(name),
    topicArns: namedTopics(files),
    eventBusName: securityEventBusName(name),
  };
}

/** As guardrails name them, in which `?` stands for one character: patterns of filters and rules know `*` alone. */
function breakGlassRoles({ organization: { guardrails } }: SoundFiles): readonly string[] {
  return sorted((guardrails?.breakGlass ?? []).map((arn) => arn.replaceAll(/[*?]+/g, "*")));
}

/** The roles that deploy and plan, those of all accounts and those that orgtrail makes for pipelines. */
function pipelineRoles({ organization: file, names }: SoundFiles): readonly string[] {
  const { name, deployRole, planRole } = file.organization;
  return sorted([
    deployRole,
    planRole,
    ...[...names.accounts.values()].map((account) => account.deployRole),
    file.archive.replica?.deployRole,
    pipelineDeployRoleName(name),
    pipelinePlanRoleName(name),
  ]);
}

/** The topics of the management account that do not begin as orgtrail's others do. */
function namedTopics(files: SoundFiles): readonly string[] {
  const delivery = deliveryTopicOf(files);
  return sorted([
    ...Object.values(files.organization.monitoring?.topics ?? {}),
    ...(delivery ? [delivery.arn] : []),
  ]);
}

/** The log buckets that stand in teams' accounts. */
function ownBuckets(teams: readonly SoundTeam[]): readonly (string | undefined)[] {
  const own = teams.filter(({ file }) => file.destination === "own");
  return own.flatMap(({ names }) => [names.bucket.name, names.accessLogBucket?.name]);
}
