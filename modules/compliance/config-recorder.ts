import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { RECORDED_RESOURCE_TYPES } from "../config-rules";
import { CONFIG_SERVICE_ROLE, serviceLinkedRoleArn, type AccountId, type Partition } from "../organization";
import { assertProps } from "../validation";
import { serviceRoleIsThere } from "./service-role";

/** What AWS Config records in an account and Region. */
export interface ConfigRecorderProps {
  readonly partition: Partition;
  readonly account: AccountId;
  /** Names recorder and delivery channel. */
  readonly name: string;
  /**
   * The bucket to which it delivers: that of a ConfigBucket, which must be there first. In the stack of that bucket, its
   * attribute `bucketName`.
   */
  readonly bucketName: string;
  /** Whether every type of resource is recorded. Each change of each is billed. @default - the few types that the rules evaluate */
  readonly recordEverything?: boolean;
}

/**
 * The recorder of an account and Region, which has room for one: AWS refuses a second. It records with AWS Config's
 * service-linked role, as Security Hub's control Config.1 asks, and AWS Config delivers in its own name.
 *
 * Terraform stops when it plans, with the command to run, where the account has no such role yet. The recorder does not make
 * it: the account has one for all Regions, and whatever needs it first makes it.
 *
 * Price: $0.003 for each change that is recorded.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html
 */
export class ConfigRecorder extends Construct {
  /** What rules depend on: AWS makes none before something is recorded. */
  readonly recording: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ConfigRecorderProps) {
    super(scope, id);
    assertProps(this, props, "ConfigRecorder");
    const { partition, account, name, bucketName, recordEverything = false } = props;
    const recorder = new ConfigConfigurationRecorder(this, "recorder", {
      name,
      roleArn: serviceLinkedRoleArn(partition, account, CONFIG_SERVICE_ROLE),
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
      lifecycle: {
        precondition: [serviceRoleIsThere(this, account, CONFIG_SERVICE_ROLE, "AWS Config records")],
      },
    });
    const channel = new ConfigDeliveryChannel(this, "channel", {
      name,
      s3BucketName: bucketName,
      // AWS makes no channel without a recorder.
      dependsOn: [recorder],
    });
    this.recording = new ConfigConfigurationRecorderStatus(this, "status", {
      name: recorder.name,
      isEnabled: true,
      // A recorder without a channel cannot be started.
      dependsOn: [channel],
    });
  }
}
