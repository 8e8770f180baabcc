import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { bucketArn, type RoleName } from "../organization";
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

  private addAlarms({ roleName, bucketName, region, replica, topicArn }: LogReplicationProps): void {
    const alarm = (
      id: string,
      metricName: string,
      statistic: string,
      threshold: number,
      text: string,
    ): void => {
      new CloudwatchMetricAlarm(this, id, {
        alarmName: `${roleName}-${id}`,
        alarmDescription: text,
        namespace: "AWS/S3",
        metricName,
        dimensions: { SourceBucket: bucketName, DestinationBucket: replica.bucketName, RuleId: RULE },
        statistic,
        period: 300,
        evaluationPeriods: 1,
        threshold,
        comparisonOperator: "GreaterThanThreshold",
        treatMissingData: "notBreaching",
        ...(topicArn !== undefined && { alarmActions: [topicArn] }),
      });
    };
    alarm(
      "failed",
      "OperationsFailedReplication",
      "Sum",
      0,
      `Log files of ${bucketName} were not copied to ${replica.bucketName} (high). ` +
        "First: see who changed the role, the policy of the copy or one of the keys; once that is mended, copy what is missing by S3 Batch Replication.",
    );
    // S3 tells of this in the Region of the copy, where the log archive has no topic.
    if (region !== replica.region) return;
    alarm(
      "late",
      "ReplicationLatency",
      "Maximum",
      MINUTES * 60,
      `The copy in ${replica.bucketName} is more than ${MINUTES} minutes behind ${bucketName} (high). ` +
        "First: see in AWS Health whether S3 is slow, and whether the replication still stands.",
    );
  }
}
