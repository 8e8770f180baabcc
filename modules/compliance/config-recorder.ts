import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { RECORDED_RESOURCE_TYPES } from "../config-rules";
import type { AccountId, BucketName, Partition, RoleName } from "../organization";
import { configRecorderPolicy, configRecorderTrust, policyArgument } from "../policy";

/** What AWS Config records in an account and Region. */
export interface ConfigRecorderProps {
  readonly partition: Partition;
  readonly account: AccountId;
  /** Names recorder and delivery channel. */
  readonly name: string;
  readonly roleName: RoleName;
  /** The bucket to which it delivers: that of a ConfigBucket, which must be there first. */
  readonly bucket: BucketName;
  /** The same name as an attribute of that bucket's policy, where it stands in this stack. @default - the bucket */
  readonly bucketName?: string;
  /** Whether every type of resource is recorded. Each change of each is billed. @default - the few types that the rules evaluate */
  readonly recordEverything?: boolean;
}

/**
 * The recorder of an account and Region, which has room for one: AWS refuses a second. Its role reads what AWS's managed
 * policy AWS_ConfigRole lets it, and delivers to its account's folder of the bucket.
 *
 * Price: $0.003 for each change that is recorded.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 */
export class ConfigRecorder extends Construct {
  /** What rules depend on: AWS makes none before something is recorded. */
  readonly recording: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ConfigRecorderProps) {
    super(scope, id);
    const { partition, account, name, bucket, bucketName = bucket, recordEverything = false } = props;
    const role = new IamRole(this, "role", {
      name: props.roleName,
      description: "Lets AWS Config record resources",
      assumeRolePolicy: policyArgument(configRecorderTrust(account)),
    });
    const read = new IamRolePolicyAttachment(this, "read", {
      role: role.name,
      policyArn: `arn:${partition}:iam::aws:policy/service-role/AWS_ConfigRole`,
    });
    const deliver = new IamRolePolicy(this, "deliver", {
      name: "deliver",
      role: role.name,
      policy: policyArgument(configRecorderPolicy(partition, account, bucket)),
    });
    const recorder = new ConfigConfigurationRecorder(this, "recorder", {
      name,
      roleArn: role.arn,
      recordingGroup: recordEverything
        ? {
            allSupported: true,
            includeGlobalResourceTypes: true,
            recordingStrategy: [{ useOnly: "ALL_SUPPORTED_RESOURCE_TYPES" }],
          }
        : {
            allSupported: false,
            includeGlobalResourceTypes: false,
            resourceTypes: [...RECORDED_RESOURCE_TYPES],
            recordingStrategy: [{ useOnly: "INCLUSION_BY_RESOURCE_TYPES" }],
          },
    });
    const channel = new ConfigDeliveryChannel(this, "channel", {
      name,
      s3BucketName: bucketName,
      // AWS makes no channel without a recorder, and tests whether the role may deliver.
      dependsOn: [recorder, read, deliver],
    });
    this.recording = new ConfigConfigurationRecorderStatus(this, "status", {
      name: recorder.name,
      isEnabled: true,
      // A recorder without a channel cannot be started.
      dependsOn: [channel],
    });
  }
}
