import type {
  AccountId,
  BucketName,
  LogPrefix,
  Region,
  TeamName,
  TrailIdentity,
} from "../../modules/organization";
import type { PolicyDocument } from "../../modules/policy";

/** What a policy protects. The log role, SCPs and RCPs join these when orgtrail makes them. */
export type SubjectKind =
  "log bucket" | "access-log bucket" | "log key" | "delivery topic" | "delivery topic key";

/** Whose logs: the organization's, or a team's in the log-archive account or in its own. */
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
  /** The policy that is deployed. */
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
}

interface Selection {
  readonly kind: SubjectKind;
  /** @default - all */
  readonly scopes?: readonly SubjectScope[];
}

const CENTRAL = { scopes: ["central team"] } as const;
const OWN = { scopes: ["own team"] } as const;
const TEAMS = { scopes: ["central team", "own team"] } as const;
const ORGANIZATION = { scopes: ["organization"] } as const;

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
} as const satisfies Readonly<Record<string, Selection>>;

export type SubjectSet = keyof typeof SUBJECT_SETS;

/** Whether the set has the subject. */
export function includes(set: SubjectSet, subject: Subject): boolean {
  const { kind, scopes }: Selection = SUBJECT_SETS[set];
  return subject.kind === kind && (scopes?.includes(subject.scope) ?? true);
}

/** Whether it is a bucket. */
export function isBucket({ kind }: Pick<Subject, "kind">): boolean {
  return kind === "log bucket" || kind === "access-log bucket";
}
