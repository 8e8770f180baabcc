import { Token, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AccountId, BucketName, LogPrefix, Partition, TrailIdentity } from "../organization";
import {
  existingKeyProblem,
  logBucketPolicy,
  logKeyPolicy,
  type LogConsumer,
  type MemberAccess,
  type OwnStatements,
  POLICY_LIMITS,
  policySizeProblem,
  type TlsVersion,
} from "../policy";
import { assertNoProblems, assertProps, ofProperty, type PropertyProblem } from "../validation";
import { type Immutability, immutabilityProblems } from "../immutability";
import { LogBucket } from "./log-bucket";
import { LogKey } from "./log-key";
import { ownStatementFaults } from "./own-statement-faults";
import type { AccessLogTarget } from "./private-bucket";
import { principalProblems } from "./principals";

/** Where logs are kept, who delivers them, who reads them, and what keeps them from being deleted. */
export interface LogArchiveProps {
  readonly partition: Partition;
  /** The account in which bucket and key are made. */
  readonly account: AccountId;
  readonly bucketName: BucketName;
  /**
   * Whether the bucket is there already, in this account and the Region of the provider, with a policy. Terraform imports both: bucket,
   * policy and settings are the construct's from then on, and what the bucket keeps stays. Terraform 1.5 is needed. For Object Lock it is
   * to be enabled on the bucket before: otherwise Terraform would make the bucket anew, and refuses.
   * @default false
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
   */
  readonly existingBucket?: boolean;
  /** The alias of the key, with its `alias/`. */
  readonly keyAlias: string;
  /**
   * The ARN of a symmetric key that is there already, in the bucket's Region and of any account. No key and alias are made then, and
   * its policy is its owner's: what `logKeyPolicy` lets CloudTrail, readers and members do has to stand in it.
   * @default - a key is made, with the alias
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
   */
  readonly kmsKeyArn?: string;
  /** The trails that may deliver, of any account: at least one. */
  readonly trails: readonly TrailIdentity[];
  /** What stands before `AWSLogs/` in the key of each log file. @default - nothing */
  readonly prefix?: LogPrefix;
  readonly immutability: Immutability;
  /**
   * ARNs of the roles that manage bucket and key: the role that deploys, at least. They are excepted from the
   * MFA-delete policy for configuration, not for deleting logs.
   */
  readonly administrators: readonly string[];
  /**
   * ARNs of the roles that restore the bucket's settings, as those of AWS Config's remediation: the MFA-delete policy lets
   * them reconfigure the bucket, as far as their own policies do. They delete nothing, and the key is none of theirs.
   * @default - nobody
   */
  readonly menders?: readonly string[];
  /** ARNs, or patterns of ARNs, of the roles that may read and decrypt all logs. @default - nobody */
  readonly readers?: readonly string[];
  /** Roles of the account with which others read some of the logs. @default - nobody does */
  readonly consumers?: readonly LogConsumer[];
  /** The ARN of the role with which a LogReplication copies the logs: the key lets it decrypt. @default - nothing copies them */
  readonly replicationRole?: string;
  /** Lets each member account of the organization read its own logs. @default - members read nothing */
  readonly memberAccess?: MemberAccess;
  /**
   * Statements of your own in the policies of bucket and key, after those of the construct: what these deny stays denied, and none
   * allows to write, delete, reconfigure, encrypt or decrypt.
   * @default - none
   */
  readonly policyStatements?: OwnStatements;
  /** Where S3's server access logs of the bucket go: an AccessLogBucket of the same account and Region. */
  readonly accessLogs: AccessLogTarget;
  /** Tags of the bucket, besides those of the provider: those by which AWS Config knows it. @default - none */
  readonly bucketTags?: Readonly<Record<string, string>>;
  /** The oldest TLS version that may be used. @default "1.2" */
  readonly minimumTlsVersion?: TlsVersion;
  /**
   * Whether destroying is prevented: by Terraform's `prevent_destroy` on bucket and key, and by policies that
   * ask administrators for MFA as well.
   * @default true
   */
  readonly destroyProtection?: boolean;
}

/**
 * A bucket and a key that keep the log files of any number of trails.
 *
 * The bucket has versions, is private, encrypts with the key, logs who accesses it, and has the MFA-delete
 * policy. Limits: 20 KB of bucket policy and 32 KB of key policy: room for some 40 trails of as many accounts.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 */
export class LogArchive extends Construct implements LogDestination {
  readonly bucketName: string;
  readonly keyArn: string;
  readonly prefix?: LogPrefix;
  /** The bucket's versioning, without which S3 copies nothing elsewhere. */
  readonly versioning: ITerraformDependable;

  /** @throws ValidationError when AWS would refuse a value, or a policy is over its limit */
  constructor(scope: Construct, id: string, props: LogArchiveProps) {
    super(scope, id);
    assertProps(this, props, "LogArchive");
    const { destroyProtection = true } = props;
    const policy = logBucketPolicy(props);
    assertNoProblems(this, [
      ...problemsOf(props),
      ...ofProperty("policy", policySizeProblem(policy, POLICY_LIMITS.bucketPolicy)),
    ]);
    const keyArn = props.kmsKeyArn ?? this.makeKey({ ...props, destroyProtection });
    const { bucketName, versioning } = new LogBucket(this, "logs", {
      ...props,
      policy,
      keyArn,
      destroyProtection,
    });
    this.bucketName = bucketName;
    this.versioning = versioning;
    this.keyArn = keyArn;
    if (props.prefix !== undefined) this.prefix = props.prefix;
  }

  private makeKey(props: LogArchiveProps): string {
    const description = `Encrypts the CloudTrail logs in ${props.bucketName}`;
    const policy = logKeyPolicy(props);
    return new LogKey(this, "key", { ...props, alias: props.keyAlias, description, policy }).keyArn;
  }
}

function problemsOf(props: LogArchiveProps): readonly PropertyProblem[] {
  const noTrail: PropertyProblem = {
    property: "trails",
    what: "names no trail",
    received: props.trails,
    allowed: "one or more",
    remedy: "name the trails that deliver to this bucket",
  };
  return [
    ...(props.trails.length === 0 ? [noTrail] : []),
    ...keyProblems(props),
    ...ownProblems(props),
    ...principalProblems(props),
    ...immutabilityProblems(props.immutability).map(({ path, ...problem }) => ({
      ...problem,
      property: ["immutability", ...path].join("."),
    })),
  ];
}

/** Why the key that is there cannot be taken; of a token nothing is known. */
function keyProblems({
  kmsKeyArn,
  partition,
  policyStatements,
}: LogArchiveProps): readonly PropertyProblem[] {
  if (kmsKeyArn === undefined) return [];
  const isOwned: PropertyProblem = {
    property: "policyStatements.key",
    what: "stands beside kmsKeyArn: the policy of that key is its owner's",
    remedy: "leave it out, and add the statements to the key's policy",
  };
  return [
    ...(Token.isUnresolved(kmsKeyArn)
      ? []
      : ofProperty("kmsKeyArn", existingKeyProblem(kmsKeyArn, partition, undefined))),
    ...((policyStatements?.key ?? []).length > 0 ? [isOwned] : []),
  ];
}

/** What is wrong with somebody's own statements. */
function ownProblems(props: LogArchiveProps): readonly PropertyProblem[] {
  const { bucket, key } = props.policyStatements ?? {};
  return [
    ...ownStatementFaults("bucket", "bucket", bucket, logBucketPolicy(props), props),
    ...ownStatementFaults("key", "key", key, logKeyPolicy(props), props),
  ];
}

/** Where a trail delivers. From a LogArchive in the same stack, or from another stack's contract. */
export interface LogDestination {
  /**
   * The bucket's name. CloudTrail tests the bucket's policy when a trail is made, so this is best an attribute of
   * the policy, which is known once the policy is set.
   */
  readonly bucketName: string;
  /** The key's ARN. Its policy is part of the key. */
  readonly keyArn: string;
  /** What stands before `AWSLogs/`. @default - nothing */
  readonly prefix?: LogPrefix;
}
