import { valuesOf } from "../../modules/policy";
import { SUBJECT_KINDS, type Holder, type Subject, type SubjectKind } from "../../stacks/blueprint";

/** A set of subjects: those of some kinds, or of these the ones for which something holds. */
interface Selection {
  readonly kind: SubjectKind | readonly SubjectKind[];
  /** @default - all */
  readonly where?: (subject: Subject) => boolean;
}

const CENTRAL = { where: ({ scope }: Subject) => scope === "central team" };
const OWN = { where: ({ scope }: Subject) => scope === "own team" };
const TEAMS = { where: ({ scope }: Subject) => scope === "central team" || scope === "own team" };
const ORGANIZATION = { where: ({ scope }: Subject) => scope === "organization" };
/** Whether root enables S3's MFA delete there, or not. */
const MFA_DELETE = { where: ({ mfaDelete }: Subject) => mfaDelete === true };
const LOCKED = { where: ({ mfaDelete }: Subject) => mfaDelete !== true };

/** Guardrails over accounts of members: all, or one of them. */
const over = (isOne: (holder: Holder, subject: Subject) => boolean) => ({
  kind: "service control policies" as const,
  where: (subject: Subject) => subject.holder !== undefined && isOne(subject.holder, subject),
});
const isMember = (holder: Holder): boolean => holder !== "management";

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
  mfaDeleteBuckets: { kind: "log bucket", ...MFA_DELETE },
  lockedBuckets: { kind: "log bucket", ...LOCKED },
  organizationKey: { kind: "log key", ...ORGANIZATION },
  teamKeys: { kind: "log key", ...TEAMS },
  centralTeamKeys: { kind: "log key", ...CENTRAL },
  ownTeamKeys: { kind: "log key", ...OWN },
  logGroupKeys: {
    kind: "monitoring key",
    where: ({ encryptedLogGroups = [] }: Subject) => encryptedLogGroups.length > 0,
  },
  organizationLogRolePermissions: { kind: "log role permissions", ...ORGANIZATION },
  teamLogRolePermissions: { kind: "log role permissions", ...TEAMS },
  managementDeployRolePermissions: {
    kind: "deploy role permissions",
    where: ({ terraform }: Subject) => terraform?.organization !== undefined,
  },
  mfaDeleteReplicaBucket: { kind: "replica bucket", ...MFA_DELETE },
  guardedAccounts: over(isMember),
  guardedMfaDeleteAccounts: over((holder, subject) => isMember(holder) && MFA_DELETE.where(subject)),
  guardedOtherAccounts: over((holder, subject) => isMember(holder) && LOCKED.where(subject)),
  guardedLogArchive: over((holder) => holder === "log archive"),
  guardedSecurityAccount: over((holder) => holder === "security"),
  guardedTeams: over((holder) => holder === "team"),
  unguardedManagementAccount: over((holder) => holder === "management"),
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
  const { kind, where } = SUBJECT_SETS[set];
  return valuesOf(kind).includes(subject.kind) && where?.(subject) !== false;
}
