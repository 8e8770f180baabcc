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
import type { SubjectKind } from "./kinds";

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
  /** ARNs of the roles with which AWS Config's remediation restores settings of the bucket. @default - nobody does */
  readonly menders?: readonly string[];
  /** What the role of a runbook mends. @default - it is no such role */
  readonly mends?: Mends;
  /** What is watched over where it stands. @default - it is none of monitoring */
  readonly watch?: WatchSettings;
  /** The alias of a key that guardrails know by it. @default - it is no such key */
  readonly alias?: string;
  /** Of guardrails: which of the accounts they are over. @default - they are over a bucket or key */
  readonly holder?: Holder;
}

/** What a runbook mends, and what else the rules check in its account: the role may touch nothing of that. */
export interface Mends {
  /** The kind of rule whose findings it mends. */
  readonly rule: string;
  readonly runbook: string;
  /** The ARNs of what the rules check in the account. */
  readonly checked: {
    readonly logBuckets: readonly string[];
    readonly accessLogBuckets: readonly string[];
    readonly keys: readonly string[];
  };
  /** The name of the role with which the trail writes to its log group. @default - there is none */
  readonly logRole?: string;
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
  configBucket: { kind: "config bucket" },
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
  remediationRoles: { kind: "remediation role" },
  remediationRolePermissions: { kind: "remediation role permissions" },
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

/** The ARN of the log group to which the trail delivers besides its bucket. */
export function logGroupOf({ watch }: Subject): string | undefined {
  if (watch?.logGroup === undefined) return undefined;
  const { partition, region, account } = watch.place;
  return logGroupArn(partition, region, account, watch.logGroup.name);
}
