import {
  logGroupArn,
  type AccountId,
  type BucketName,
  type LogPrefix,
  type Region,
  type TeamName,
  type TrailIdentity,
} from "../../modules/organization";
import type { PolicyDocument } from "../../modules/policy";
import type { WatchSettings } from "../../stacks/config";

/**
 * What a policy protects, or whom it lets do what: the permissions of a role are a policy apart from its trust, and
 * guardrails are the organization's policies over an account, a bucket or a key.
 */
export type SubjectKind =
  | "log bucket"
  | "access-log bucket"
  | "log key"
  | "delivery topic"
  | "delivery topic key"
  | "alarm topic"
  | "monitoring key"
  | "dead-letter queue"
  | "event bus"
  | "log role"
  | "log role permissions"
  | "forwarding role"
  | "forwarding role permissions"
  | "service control policies"
  | "resource control of a bucket"
  | "resource control of a key";

/** Whose request a policy has a say in, by what it is attached to. */
export type Attachment =
  "the resource" | "the role that asks" | "the asker's account" | "the resource's account";

/** Whose logs, or whose account is watched: the organization's, or a team's in the log-archive account or in its own. */
export type SubjectScope = "organization" | "central team" | "own team";

/** A resource with a policy of its own, and all that requests to it are made from. */
export interface Subject {
  /** In words, unique in a configuration: "log bucket of team payments". */
  readonly name: string;
  readonly kind: SubjectKind;
  readonly scope: SubjectScope;
  /** @default - the organization's */
  readonly team?: TeamName;
  /** Its ARN. AWS makes the id of a key, so that of a key is an example. */
  readonly arn: string;
  readonly ownerAccount: AccountId;
  readonly region: Region;
  /** The policy that is deployed; of guardrails, which AWS's size splits, all of one kind together. */
  readonly document: PolicyDocument;
  /** The trail whose logs it keeps, or whose delivery it hears of. */
  readonly trail: TrailIdentity;
  /** What stands before `AWSLogs/`. @default - nothing */
  readonly prefix?: LogPrefix;
  /** The log bucket that it is, encrypts or keeps the access logs of; there may be several. */
  readonly logBuckets: readonly BucketName[];
  /** ARNs, or patterns of ARNs, of those who may read. */
  readonly readers: readonly string[];
  /** ARNs, or patterns of ARNs, of the roles that manage it. */
  readonly administrators: readonly string[];
  /** What is watched over where it stands. @default - it is none of monitoring */
  readonly watch?: WatchSettings;
  /** The alias of a key that guardrails know by it. @default - it is no such key */
  readonly alias?: string;
  /** Of guardrails: which of the accounts they are over. @default - they are over a bucket or key */
  readonly holder?: Holder;
}

/** An account as guardrails see it: the management account is bound by none. */
export type Holder = "management" | "log archive" | "security" | "team" | "other member";

interface Selection {
  readonly kind: SubjectKind;
  /** @default - all */
  readonly scopes?: readonly SubjectScope[];
  /** Whether events go to a log group where it stands. @default false: of no matter */
  readonly logGroup?: boolean;
  /** @default - all */
  readonly holders?: readonly Holder[];
}

const CENTRAL = { scopes: ["central team"] } as const;
const OWN = { scopes: ["own team"] } as const;
const TEAMS = { scopes: ["central team", "own team"] } as const;
const ORGANIZATION = { scopes: ["organization"] } as const;
const MEMBERS = ["log archive", "security", "team", "other member"] as const;

/** Which subjects a row of a request table is about. */
export const SUBJECT_SETS = {
  organizationBucket: { kind: "log bucket", ...ORGANIZATION },
  teamBuckets: { kind: "log bucket", ...TEAMS },
  centralTeamBuckets: { kind: "log bucket", ...CENTRAL },
  ownTeamBuckets: { kind: "log bucket", ...OWN },
  logBuckets: { kind: "log bucket" },
  accessLogBuckets: { kind: "access-log bucket" },
  organizationKey: { kind: "log key", ...ORGANIZATION },
  teamKeys: { kind: "log key", ...TEAMS },
  centralTeamKeys: { kind: "log key", ...CENTRAL },
  ownTeamKeys: { kind: "log key", ...OWN },
  logKeys: { kind: "log key" },
  deliveryTopic: { kind: "delivery topic" },
  deliveryTopicKey: { kind: "delivery topic key" },
  alarmTopics: { kind: "alarm topic" },
  monitoringKeys: { kind: "monitoring key" },
  logGroupKeys: { kind: "monitoring key", logGroup: true },
  deadLetterQueues: { kind: "dead-letter queue" },
  eventBus: { kind: "event bus" },
  logRoles: { kind: "log role" },
  logRolePermissions: { kind: "log role permissions" },
  organizationLogRolePermissions: { kind: "log role permissions", ...ORGANIZATION },
  teamLogRolePermissions: { kind: "log role permissions", ...TEAMS },
  forwardingRoles: { kind: "forwarding role" },
  forwardingRolePermissions: { kind: "forwarding role permissions" },
  guardedAccounts: { kind: "service control policies", holders: MEMBERS },
  guardedLogArchive: { kind: "service control policies", holders: ["log archive"] },
  guardedSecurityAccount: { kind: "service control policies", holders: ["security"] },
  guardedTeams: { kind: "service control policies", holders: ["team"] },
  unguardedManagementAccount: { kind: "service control policies", holders: ["management"] },
  guardedBuckets: { kind: "resource control of a bucket" },
  guardedKeys: { kind: "resource control of a key" },
} as const satisfies Readonly<Record<string, Selection>>;

export type SubjectSet = keyof typeof SUBJECT_SETS;

/** Whether the set has the subject. */
export function includes(set: SubjectSet, subject: Subject): boolean {
  const { kind, scopes, holders, logGroup = false }: Selection = SUBJECT_SETS[set];
  return (
    subject.kind === kind &&
    (holders === undefined || (subject.holder !== undefined && holders.includes(subject.holder))) &&
    (scopes?.includes(subject.scope) ?? true) &&
    (!logGroup || subject.watch?.logGroup !== undefined)
  );
}

/** Whether it is a bucket. */
export function isBucket({ kind }: Pick<Subject, "kind">): boolean {
  return kind === "log bucket" || kind === "access-log bucket" || kind === "resource control of a bucket";
}

/** Whether it is a key. */
export function isKey({ kind }: Pick<Subject, "kind">): boolean {
  return kind.endsWith(" key");
}

/** Whether it is a role, of which is asked who assumes it. */
export function isRole({ kind }: Pick<Subject, "kind">): boolean {
  return kind === "log role" || kind === "forwarding role";
}

/** What its policy is attached to. */
export function attachmentOf({ kind }: Pick<Subject, "kind">): Attachment {
  switch (kind) {
    case "log role permissions":
    case "forwarding role permissions":
      return "the role that asks";
    case "service control policies":
      return "the asker's account";
    case "resource control of a bucket":
    case "resource control of a key":
      return "the resource's account";
    default:
      return "the resource";
  }
}

/** The ARN of the log group to which the trail delivers besides its bucket. */
export function logGroupOf({ watch }: Subject): string | undefined {
  if (watch?.logGroup === undefined) return undefined;
  const { partition, region, account } = watch.place;
  return logGroupArn(partition, region, account, watch.logGroup.name);
}
