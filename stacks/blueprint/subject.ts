import type {
  AccountId,
  BucketName,
  LogPrefix,
  Region,
  TeamName,
  TrailIdentity,
} from "../../modules/organization";
import type { AccountRolesProps } from "../../modules/pipeline-roles";
import type { Consumer, MonitoringPlace, PolicyDocument, PolicyStatement } from "../../modules/policy";
import type { SubjectKind } from "./subject-kinds";

/** Whose logs, or whose account is watched: the organization's, or a team's in the log-archive account or in its own. */
export type SubjectScope = "organization" | "central team" | "own team";

/** An account as guardrails see it: the management account is bound by none. */
export type Holder = "management" | "log archive" | "security" | "team" | "other member";

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
  /** Of a key: that of the bucket whose files it encrypts. @default - the key's */
  readonly bucketAccount?: AccountId;
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
  /** Whether somebody else sets the policy: orgtrail deploys none, and proves what it asks for. @default false */
  readonly askedOfOwner?: boolean;
  /** Whether it stands before the first deployment, and in no stack. @default false */
  readonly bootstrapped?: boolean;
  /** What Terraform makes with the roles of its account. @default - it is none of these, and not their boundary */
  readonly terraform?: AccountRolesProps;
  /** What is watched over where it stands. @default - it is none of monitoring */
  readonly watch?: Watched;
  /** Those to whom log files are handed on: of the bucket and its key all, of what is one's own that one. @default - nobody */
  readonly consumers?: readonly ConsumerOf[];
  /** What copies log files: of the key of log files, of the copy, and of the role itself. @default - nothing does */
  readonly replication?: ReplicatedBy;
  /** The statements of the configuration's own that allow something. @default - there are none */
  readonly ownAllowed?: readonly PolicyStatement[];
  /** Whether root of its account enables S3's MFA delete on it, or in the account. @default false */
  readonly mfaDelete?: boolean;
  /** The alias of a key that guardrails know by it. @default - it is no such key */
  readonly alias?: string;
  /** The names of log groups that the key encrypts, of its account and Region. @default - it is no such key */
  readonly encryptedLogGroups?: readonly string[];
  /** Of guardrails: which of the accounts they are over. @default - they are over a bucket or key */
  readonly holder?: Holder;
}

/** What copies log files, and to where. */
export interface ReplicatedBy {
  readonly roleArn: string;
  /** ARNs, or patterns of ARNs, of those who manage the log bucket: they do nothing with the copy. */
  readonly sourceAdministrators: readonly string[];
  readonly copy: { readonly bucketName: BucketName; /** A pattern of ARNs. */ readonly keyArns: string };
  /** Whether locks are copied, too. */
  readonly locked: boolean;
}

/** Somebody to whom log files are handed on. */
export interface ConsumerOf extends Pick<Consumer, "account" | "principal" | "externalId" | "folders"> {
  readonly roleArn: string;
  /** The queue that the role reads. @default - none */
  readonly queueArn?: string;
}

/** What is watched over in an account and Region. */
export interface Watched {
  readonly place: MonitoringPlace;
  /** The name of the log group to which events go. @default - they go to none */
  readonly logGroup?: string;
  /** The bus to which rules forward. @default - they do not */
  readonly eventBusArn?: string;
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
