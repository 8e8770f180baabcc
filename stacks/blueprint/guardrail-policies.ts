import { AccountId, type Region } from "../../modules/organization";
import {
  policyDocument,
  type PolicyDocument,
  resourceControlPolicies,
  serviceControlPolicies,
} from "../../modules/policy";
import type { Configuration, Team } from "../config";
import type { Holder, Subject } from "./subject";

/** Accounts that requests come from and that the configuration does not know. */
export interface Outsiders {
  /** Two member accounts of the organization. */
  readonly member: AccountId;
  readonly otherMember: AccountId;
  /** An account of another organization. */
  readonly stranger: AccountId;
}

/** The organization of strangers. */
export const OTHER_ORGANIZATION = "o-elsewhere00";

/** Each statement asks of each policy: with a thousand teams, to look at all accounts anew took a fifth of the time of proofs. */
const OUTSIDERS = new WeakMap<Configuration, Outsiders>();

/** Accounts that are none of the configuration's. */
export function outsidersOf(configuration: Configuration): Outsiders {
  const outsiders = OUTSIDERS.get(configuration) ?? findOutsiders(configuration);
  OUTSIDERS.set(configuration, outsiders);
  return outsiders;
}

function findOutsiders(configuration: Configuration): Outsiders {
  const { management, logArchive, security } = configuration.accounts;
  const known = new Set<string>(
    [management, logArchive, security, ...configuration.teams.map(({ account }) => account)].flatMap(
      (account) => (account === undefined ? [] : [account.id]),
    ),
  );
  const free = Array.from({ length: known.size + 3 }, (_, index) => String(900_000_000_001 + index))
    .filter((id) => !known.has(id))
    .map((id) => AccountId.of(id));
  const [member, otherMember, stranger] = free;
  if (member === undefined || otherMember === undefined || stranger === undefined) {
    throw new Error("orgtrail: no account ids are left");
  }
  return { member, otherMember, stranger };
}

/** A Region that is not the one, by a name that AWS has given to none. */
export function anotherRegion(region: Region): Region {
  return `${region.slice(0, -1)}9` as Region;
}

/** An account whose people are bound, or whom nothing binds. */
interface Holding {
  readonly holder: Holder;
  readonly whose: string;
  readonly account: AccountId;
  readonly deployRoleArn?: string;
  /** @default - none: the organization's trail is meant */
  readonly team?: Team;
}

function holdings(configuration: Configuration): readonly Holding[] {
  const { management, logArchive, security } = configuration.accounts;
  const deployRole = ({ deployRoleArn }: { readonly deployRoleArn?: string }) =>
    deployRoleArn === undefined ? {} : { deployRoleArn };
  return [
    { holder: "log archive", whose: "the log archive", account: logArchive.id, ...deployRole(logArchive) },
    ...(security === undefined
      ? []
      : [
          {
            holder: "security" as const,
            whose: "the security account",
            account: security.id,
            ...deployRole(security),
          },
        ]),
    ...configuration.teams.map((team) => ({
      holder: "team" as const,
      whose: `team ${team.name}`,
      account: team.account.id,
      ...deployRole(team.account),
      team,
    })),
    { holder: "other member", whose: "any other member", account: outsidersOf(configuration).member },
    {
      holder: "management",
      whose: "the management account",
      account: management.id,
      ...deployRole(management),
    },
  ];
}

/** AWS makes the ids of policies; this one stands for any. */
function policyArn({ partition, accounts, organization }: Configuration): string {
  return `arn:${partition}:organizations::${accounts.management.id}:policy/${organization}/service_control_policy/p-examplepolicy`;
}

function serviceControlSubjects(configuration: Configuration, document: PolicyDocument): readonly Subject[] {
  const { archive, guardrails, homeRegion, monitoring, trail } = configuration;
  return holdings(configuration).map(({ holder, whose, account, deployRoleArn, team }) => {
    const { identity } = team ?? trail;
    const watch = team === undefined ? monitoring?.management : team.watch;
    return {
      name: `service control policies over ${whose}`,
      kind: "service control policies",
      scope:
        team === undefined ? "organization" : team.destination.kind === "own" ? "own team" : "central team",
      ...(team !== undefined && { team: team.name }),
      holder,
      arn: policyArn(configuration),
      ownerAccount: account,
      region: team === undefined ? homeRegion : identity.homeRegion,
      trail: identity,
      logBuckets: [(team?.destination ?? archive).bucketName],
      readers: [],
      administrators: deployRoleArn === undefined ? [] : [deployRoleArn],
      mfaDelete: guardrails?.names.mfaDeleteAccounts?.includes(account) ?? false,
      ...(watch !== undefined && {
        watch: { place: watch.place, ...(watch.logGroup && { logGroup: watch.logGroup.name }) },
      }),
      document,
    };
  });
}

/** Buckets and keys of members that guardrails know: those of the management account are bound by nothing. */
function resourceControlSubjects(
  { accounts }: Configuration,
  document: PolicyDocument,
  subjects: readonly Subject[],
): readonly Subject[] {
  return subjects
    .filter(({ ownerAccount }) => ownerAccount !== accounts.management.id)
    .flatMap((subject): readonly Subject[] => {
      const over = { ...subject, name: `resource control policies over the ${subject.name}`, document };
      if (subject.alias !== undefined) return [{ ...over, kind: "resource control of a key" }];
      if (
        !["log bucket", "access-log bucket", "results bucket", "search bucket", "replica bucket"].includes(
          subject.kind,
        )
      )
        return [];
      return [{ ...over, kind: "resource control of a bucket" }];
    });
}

/** The policies that AWS's size splits, as the one that they are together. */
function together(policies: readonly PolicyDocument[]): PolicyDocument {
  return policyDocument(policies.flatMap(({ Statement }) => Statement));
}

/**
 * The organization's policies over each account, bucket and key. Nobody can tell from the configuration which accounts stand
 * below the targets: here all members do.
 * @param subjects the buckets and keys
 */
export function guardrailSubjects(
  configuration: Configuration,
  subjects: readonly Subject[],
): readonly Subject[] {
  const { guardrails } = configuration;
  if (guardrails === undefined) return [];
  const { names, serviceControl, resourceControl } = guardrails;
  return [
    ...(serviceControl ? serviceControlSubjects(configuration, together(serviceControlPolicies(names))) : []),
    ...(resourceControl
      ? resourceControlSubjects(configuration, together(resourceControlPolicies(names)), subjects)
      : []),
  ];
}
