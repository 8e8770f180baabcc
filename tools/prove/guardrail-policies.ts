import type { AccountId, Region, TrailIdentity } from "../../modules/organization";
import {
  policyDocument,
  resourceControlStatements,
  serviceControlStatements,
  type PolicyDocument,
} from "../../modules/policy";
import type { Configuration, Team } from "../../stacks/config";
import { outsidersOf } from "./outsiders";
import type { Parts } from "./parts";
import type { Holder, Subject } from "./subject";

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

function partsOf(configuration: Configuration, { account, team, deployRoleArn }: Holding): Parts {
  const { archive, homeRegion, trail, monitoring } = configuration;
  const watch = team === undefined ? monitoring?.management : team.watch;
  const identity: TrailIdentity = team?.identity ?? trail.identity;
  const region: Region = team === undefined ? homeRegion : identity.homeRegion;
  return {
    scope:
      team === undefined ? "organization" : team.destination.kind === "own" ? "own team" : "central team",
    ...(team !== undefined && { team: team.name }),
    ownerAccount: account,
    region,
    trail: identity,
    logBuckets: [team?.destination.bucketName ?? archive.bucketName],
    readers: [],
    administrators: deployRoleArn === undefined ? [] : [deployRoleArn],
    ...(watch !== undefined && { watch }),
  };
}

/** AWS makes the ids of policies; this one stands for any. */
function policyArn({ partition, accounts, organization }: Configuration): string {
  return `arn:${partition}:organizations::${accounts.management.id}:policy/${organization}/service_control_policy/p-examplepolicy`;
}

function serviceControlSubjects(configuration: Configuration, document: PolicyDocument): readonly Subject[] {
  return holdings(configuration).map((holding) => ({
    ...partsOf(configuration, holding),
    name: `service control policies over ${holding.whose}`,
    kind: "service control policies",
    holder: holding.holder,
    arn: policyArn(configuration),
    document,
  }));
}

/** Buckets and keys of members: those of the management account are bound by nothing. */
function resourceControlSubjects(
  { accounts, archive, teams }: Configuration,
  document: PolicyDocument,
  subjects: readonly Subject[],
): readonly Subject[] {
  const aliasOf = ({ kind, team, watch }: Subject): string | undefined =>
    kind === "monitoring key"
      ? watch?.keyAlias
      : kind === "log key"
        ? (teams.find(({ name }) => name === team)?.destination ?? archive).keyAlias
        : undefined;
  return subjects
    .filter(({ ownerAccount }) => ownerAccount !== accounts.management.id)
    .flatMap((subject): readonly Subject[] => {
      const { kind } = subject;
      const alias = aliasOf(subject);
      const name = `resource control policies over the ${subject.name}`;
      if (alias !== undefined)
        return [{ ...subject, name, kind: "resource control of a key", document, alias }];
      if (kind !== "log bucket" && kind !== "access-log bucket") return [];
      return [{ ...subject, name, kind: "resource control of a bucket", document }];
    });
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
    ...(serviceControl
      ? serviceControlSubjects(configuration, policyDocument(serviceControlStatements(names)))
      : []),
    ...(resourceControl
      ? resourceControlSubjects(configuration, policyDocument(resourceControlStatements(names)), subjects)
      : []),
  ];
}
