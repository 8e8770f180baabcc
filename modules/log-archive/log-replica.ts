import { Construct } from "constructs";
import { immutabilityProblems, type Immutability } from "../immutability";
import {
  POLICY_LIMITS,
  policySizeProblem,
  principalPatternProblem,
  replicaBucketPolicy,
  replicaKeyPolicy,
  type ReplicaPolicyProps,
} from "../policy";
import { assertNoProblems, assertProps, ofProperty, type PropertyProblem } from "../validation";
import { LogBucket } from "./log-bucket";
import { LogKey } from "./log-key";
import type { AccessLogTarget } from "./private-bucket";
import { principalProblems } from "./principals";

/** Where the second copy of log files is kept, and who reads it. */
export interface LogReplicaProps extends Omit<ReplicaPolicyProps, "immutability"> {
  /** The alias of its key, with its `alias/`. */
  readonly keyAlias: string;
  /** As that of the log bucket: S3 copies what is locked into a bucket with Object Lock alone. */
  readonly immutability: Immutability;
  /** Where S3's server access logs of the bucket go: an AccessLogBucket of the same account and Region. */
  readonly accessLogs: AccessLogTarget;
  /** Tags of the bucket alone, such as that by which AWS Config's rules know it. @default - none but the provider's */
  readonly bucketTags?: Readonly<Record<string, string>>;
}

/**
 * A bucket and a key for a second copy of log files, in another account than the log bucket's, or in another Region of it.
 *
 * The bucket has versions, is private, encrypts with a key of its own, logs who accesses it, and has the MFA-delete policy. One role of S3
 * writes into it, and whoever manages the log bucket does nothing with it: deploy it with another role, and keep its state apart.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
 */
export class LogReplica extends Construct {
  /** The bucket's name, known once its policy lets S3 copy. */
  readonly bucketName: string;
  readonly keyArn: string;

  /** @throws ValidationError when AWS would refuse a value, or a policy is over its limit */
  constructor(scope: Construct, id: string, props: LogReplicaProps) {
    super(scope, id);
    assertProps(this, props, "LogReplica");
    const { destroyProtection = true } = props;
    const policy = replicaBucketPolicy(props);
    assertNoProblems(this, [
      ...problemsOf(props),
      ...ofProperty("policy", policySizeProblem(policy, POLICY_LIMITS.bucketPolicy)),
    ]);
    const { keyArn } = new LogKey(this, "key", {
      alias: props.keyAlias,
      description: `Encrypts the second copy of CloudTrail logs in ${props.bucketName}`,
      policy: replicaKeyPolicy(props),
      destroyProtection,
    });
    const { bucketName } = new LogBucket(this, "copy", { ...props, policy, keyArn, destroyProtection });
    this.bucketName = bucketName;
    this.keyArn = keyArn;
  }
}

function problemsOf(props: LogReplicaProps): readonly PropertyProblem[] {
  const { partition, replicationRole, sourceAdministrators, immutability } = props;
  const nobody: PropertyProblem = {
    property: "sourceAdministrators",
    what: "names no role",
    received: sourceAdministrators,
    allowed: "one or more",
    remedy: "name the role that deploys the log bucket: it is to do nothing with the copy",
  };
  return [
    ...(sourceAdministrators.length === 0 ? [nobody] : []),
    ...sourceAdministrators.flatMap((arn, index) =>
      ofProperty(`sourceAdministrators[${index}]`, principalPatternProblem(partition, arn)),
    ),
    ...ofProperty("replicationRole", principalPatternProblem(partition, replicationRole)),
    ...principalProblems(props),
    ...immutabilityProblems(immutability).map(({ path, ...problem }) => ({
      ...problem,
      property: ["immutability", ...path].join("."),
    })),
  ];
}
