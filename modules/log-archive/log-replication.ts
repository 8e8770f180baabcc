import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { bucketArn, type BucketName, type RoleName } from "../organization";
import { makeRole } from "../keys-and-roles";
import { replicationRolePolicy, replicationRoleTrust, type ReplicatedLogs } from "../policy";
import { assertProps } from "../validation";

/** What is copied from a log bucket to a LogReplica. */
export interface LogReplicationProps extends ReplicatedLogs {
  /** The log bucket: an attribute of it, which is known once it stands. @default - the bucket's name */
  readonly replicatedBucket?: string;
  /** The log bucket's versioning, which has to be on before. @default - it is */
  readonly versioning?: ITerraformDependable;
  /** The name of the role with which S3 copies. Make it the `replicationRole` of both buckets. */
  readonly roleName: RoleName;
  /** The ARN of the key of the copy. */
  readonly replicaKeyArn: string;
  /** Hears when files are not copied, or late. @default - nobody does */
  readonly topicArn?: string;
}

const RULE = "second-copy";

/** The one number of minutes that S3 takes. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html */
const MINUTES = 15;

/**
 * Copies every log file of a bucket to a LogReplica, within a quarter of an hour, and rings an alarm where it does not. What is deleted
 * is not deleted there: neither delete markers nor deletions of versions are copied. What was there before is not copied either.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html
 */
export class LogReplication extends Construct {
  readonly roleArn: string;

  /** @throws ValidationError when a value is of another kind */
  constructor(scope: Construct, id: string, props: LogReplicationProps) {
    super(scope, id);
    assertProps(this, props, "LogReplication");
    const { partition, bucketName, replica, versioning } = props;
    const { role, policy } = makeRole(this, {
      name: props.roleName,
      description: `Lets S3 copy log files of ${bucketName} to ${replica.bucketName}`,
      trust: replicationRoleTrust(props),
      policyName: "replicate-logs",
      permissions: replicationRolePolicy(props),
    });
    const elsewhere = replica.account !== props.account;
    const time = { minutes: MINUTES };
    new S3BucketReplicationConfigurationA(this, "replication", {
      bucket: props.replicatedBucket ?? bucketName,
      role: role.arn,
      rule: [
        {
          id: RULE,
          priority: 1,
          status: "Enabled",
          filter: { prefix: "" },
          deleteMarkerReplication: { status: "Disabled" },
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
          destination: {
            bucket: bucketArn(partition, replica.bucketName),
            encryptionConfiguration: { replicaKmsKeyId: props.replicaKeyArn },
            metrics: { status: "Enabled", eventThreshold: time },
            replicationTime: { status: "Enabled", time },
            ...(elsewhere && {
              account: replica.account,
              accessControlTranslation: { owner: "Destination" },
            }),
          },
        },
      ],
      dependsOn: [policy, ...(versioning === undefined ? [] : [versioning])],
    });
    this.addAlarms(props);
    this.roleArn = role.arn;
  }

  private addAlarms(props: LogReplicationProps): void {
    const { bucketName, region, replica } = props;
    const copied = { ...props, replicaBucketName: replica.bucketName };
    addAlarm(this, copied, {
      id: "failed",
      metricName: "OperationsFailedReplication",
      statistic: "Sum",
      threshold: 0,
      says:
        `Log files of ${bucketName} were not copied to ${replica.bucketName} (high). ` +
        "First: see who changed the role, the policy of the copy or one of the keys; once that is mended, copy what is missing by S3 Batch Replication.",
    });
    // S3 tells of this in the Region of the copy: there, a ReplicationDelay rings.
    if (region === replica.region) addDelayAlarm(this, copied);
  }
}

/** What is copied where, and who hears where it is late. */
export interface ReplicationDelayProps {
  /** What the name of the alarm begins with: the role with which S3 copies. */
  readonly roleName: RoleName;
  /** The log bucket. */
  readonly bucketName: BucketName;
  readonly replicaBucketName: BucketName;
  /** Hears when files are copied late, in the Region of the copy. @default - nobody does */
  readonly topicArn?: string;
}

/**
 * Rings where the copy of a LogReplication is more than a quarter of an hour behind, and stands in the Region of the copy, where S3 tells
 * of it. A LogReplication of one Region has that alarm by itself. In which account S3 tells of it no page of AWS says: of a copy in another
 * account, see once whether the metric is there. $0.10 a month.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 */
export class ReplicationDelay extends Construct {
  constructor(scope: Construct, id: string, props: ReplicationDelayProps) {
    super(scope, id);
    assertProps(this, props, "ReplicationDelay");
    addDelayAlarm(this, props);
  }
}

function addDelayAlarm(scope: Construct, props: ReplicationDelayProps): void {
  addAlarm(scope, props, {
    id: "late",
    metricName: "ReplicationLatency",
    statistic: "Maximum",
    threshold: MINUTES * 60,
    says:
      `The copy in ${props.replicaBucketName} is more than ${MINUTES} minutes behind ${props.bucketName} (high). ` +
      "First: see in AWS Health whether S3 is slow, and whether the replication still stands.",
  });
}

interface Watched {
  readonly id: string;
  readonly metricName: string;
  readonly statistic: string;
  readonly threshold: number;
  readonly says: string;
}

function addAlarm(
  scope: Construct,
  { roleName, bucketName, replicaBucketName, topicArn }: ReplicationDelayProps,
  { id, says, ...watched }: Watched,
): void {
  new CloudwatchMetricAlarm(scope, id, {
    ...watched,
    alarmName: `${roleName}-${id}`,
    alarmDescription: says,
    namespace: "AWS/S3",
    dimensions: { SourceBucket: bucketName, DestinationBucket: replicaBucketName, RuleId: RULE },
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    treatMissingData: "notBreaching",
    ...(topicArn !== undefined && { alarmActions: [topicArn] }),
  });
}
