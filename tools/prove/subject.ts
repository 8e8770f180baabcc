import { logGroupArn } from "../../modules/organization";
import { valuesOf } from "../../modules/policy";
import {
  SUBJECT_KINDS,
  type Holder,
  type Subject,
  type SubjectKind,
  type SubjectScope,
} from "../../stacks/blueprint";

interface Selection {
  readonly kind: SubjectKind | readonly SubjectKind[];
  /** @default - all */
  readonly scopes?: readonly SubjectScope[];
  /** Whether it encrypts log groups. @default false: of no matter */
  readonly encryptsLogGroups?: boolean;
  /** Whether root enables S3's MFA delete there, or not. @default - of no matter */
  readonly mfaDelete?: boolean;
  /** Whether Terraform manages the organization with the roles of its account. @default - of no matter */
  readonly organization?: boolean;
  /** @default - all */
  readonly holders?: readonly Holder[];
}

const CENTRAL = { scopes: ["central team"] } as const;
const OWN = { scopes: ["own team"] } as const;
const TEAMS = { scopes: ["central team", "own team"] } as const;
const ORGANIZATION = { scopes: ["organization"] } as const;
const MEMBERS = ["log archive", "security", "team", "other member"] as const;

/** Kinds of buckets and keys that keep, or encrypt, logs themselves, their states or what tells of them. */
const OF_LOGS: readonly SubjectKind[] = [
  ...(["log bucket", "access-log bucket", "config bucket", "state bucket", "replica bucket"] as const),
  ...(["log key", "replica key", "monitoring key", "delivery topic key", "consumer topic key"] as const),
  ...(["resource control of a bucket", "resource control of a key"] as const),
];

/** Those that features have beside them: what is proven of one is proven of each new one. */
function featureKinds(ending: " bucket" | " key"): readonly SubjectKind[] {
  return SUBJECT_KINDS.filter((kind) => kind.endsWith(ending) && !OF_LOGS.includes(kind));
}

/** Kinds of which there are several of each organization, by the names of their sets. */
const SEVERAL = {
  logBuckets: "log bucket",
  accessLogBuckets: "access-log bucket",
  logKeys: "log key",
  alarmTopics: "alarm topic",
  monitoringKeys: "monitoring key",
  deadLetterQueues: "dead-letter queue",
  logRoles: "log role",
  forwardingRoles: "forwarding role",
  aggregatorRoles: "aggregator role",
  remediationRoles: "remediation role",
  planRoles: "plan role",
  deployRoles: "deploy role",
  permissionsBoundaries: "permissions boundary",
  consumerRoles: "consumer role",
  consumerQueues: "consumer queue",
  consumerTopics: "consumer topic",
  guardedBuckets: "resource control of a bucket",
  guardedKeys: "resource control of a key",
} as const satisfies Readonly<Record<string, SubjectKind>>;

/** Sets that are not all of one kind. */
const SOME = {
  organizationBucket: { kind: "log bucket", ...ORGANIZATION },
  teamBuckets: { kind: "log bucket", ...TEAMS },
  centralTeamBuckets: { kind: "log bucket", ...CENTRAL },
  ownTeamBuckets: { kind: "log bucket", ...OWN },
  mfaDeleteBuckets: { kind: "log bucket", mfaDelete: true },
  lockedBuckets: { kind: "log bucket", mfaDelete: false },
  organizationKey: { kind: "log key", ...ORGANIZATION },
  teamKeys: { kind: "log key", ...TEAMS },
  centralTeamKeys: { kind: "log key", ...CENTRAL },
  ownTeamKeys: { kind: "log key", ...OWN },
  logGroupKeys: { kind: "monitoring key", encryptsLogGroups: true },
  organizationLogRolePermissions: { kind: "log role permissions", ...ORGANIZATION },
  teamLogRolePermissions: { kind: "log role permissions", ...TEAMS },
  managementDeployRolePermissions: { kind: "deploy role permissions", organization: true },
  mfaDeleteReplicaBucket: { kind: "replica bucket", mfaDelete: true },
  guardedAccounts: { kind: "service control policies", holders: MEMBERS },
  guardedMfaDeleteAccounts: { kind: "service control policies", holders: MEMBERS, mfaDelete: true },
  guardedOtherAccounts: { kind: "service control policies", holders: MEMBERS, mfaDelete: false },
  guardedLogArchive: { kind: "service control policies", holders: ["log archive"] },
  guardedSecurityAccount: { kind: "service control policies", holders: ["security"] },
  guardedTeams: { kind: "service control policies", holders: ["team"] },
  unguardedManagementAccount: { kind: "service control policies", holders: ["management"] },
  featureBuckets: { kind: featureKinds(" bucket") },
  featureKeys: { kind: featureKinds(" key") },
} as const satisfies Readonly<Record<string, Selection>>;

type OneOfAKind = Exclude<SubjectKind, (typeof SEVERAL)[keyof typeof SEVERAL]>;
/** `search domain key` is `searchDomainKey`. */
type Joined<Words extends string> = Words extends `${infer First} ${infer Rest}`
  ? `${First}${Capitalize<Joined<Rest>>}`
  : Words;

export type SubjectSet = keyof typeof SEVERAL | keyof typeof SOME | Joined<OneOfAKind>;

/** Which subjects a row of a request table is about. What is made once has a set by the name of its kind: no feature writes here. */
export const SUBJECT_SETS = Object.fromEntries<Selection>([
  ...SUBJECT_KINDS.filter((kind) => !(Object.values(SEVERAL) as readonly SubjectKind[]).includes(kind)).map(
    (kind) => [kind.replace(/ (.)/g, (_, first: string) => first.toUpperCase()), { kind }] as const,
  ),
  ...Object.entries(SEVERAL).map(([set, kind]) => [set, { kind }] as const),
  ...Object.entries(SOME),
]) as Readonly<Record<SubjectSet, Selection>>;

/** Whether the set has the subject. */
export function includes(set: SubjectSet, subject: Subject): boolean {
  const { kind, scopes, holders, organization, mfaDelete, encryptsLogGroups = false } = SUBJECT_SETS[set];
  return (
    valuesOf(kind).includes(subject.kind) &&
    (holders === undefined || (subject.holder !== undefined && holders.includes(subject.holder))) &&
    (organization === undefined || organization === (subject.terraform?.organization !== undefined)) &&
    (scopes?.includes(subject.scope) ?? true) &&
    (mfaDelete === undefined || mfaDelete === (subject.mfaDelete ?? false)) &&
    (!encryptsLogGroups || (subject.encryptedLogGroups ?? []).length > 0)
  );
}

/** The ARN of the log group to which the trail delivers besides its bucket. */
export function logGroupOf({ watch }: Subject): string | undefined {
  if (watch?.logGroup === undefined) return undefined;
  const { partition, region, account } = watch.place;
  return logGroupArn(partition, region, account, watch.logGroup);
}
