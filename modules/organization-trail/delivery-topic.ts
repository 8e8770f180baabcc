import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { deliveryTopicName, type TrailIdentity } from "../organization";
import { deliveryTopicKeyPolicy, deliveryTopicPolicy, policyArgument } from "../policy";

/**
 * The encrypted topic that hears of each log file that a trail delivers, in the trail's account and Region.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html
 */
export class DeliveryTopic extends Construct {
  /** The topic's ARN, known once its policy lets CloudTrail publish: it tests this when a trail is made. */
  readonly topicArn: string;
  /**
   * The topic's name, known at the same time. A trail takes the name: given the ARN of a topic of its own account and
   * Region, the AWS provider reads back the name, and finds a difference in every plan.
   */
  readonly topicName: string;

  constructor(scope: Construct, id: string, trail: TrailIdentity) {
    super(scope, id);
    const name = deliveryTopicName(trail.name);
    const key = new KmsKey(this, "key", {
      description: `Encrypts notifications of ${trail.name}`,
      enableKeyRotation: true,
      policy: policyArgument(deliveryTopicKeyPolicy(trail)),
    });
    const topic = new SnsTopic(this, "topic", { name, kmsMasterKeyId: key.arn });
    const policy = new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyArgument(deliveryTopicPolicy(trail)),
    });
    this.topicArn = policy.arn;
    // The last of the six parts of the ARN.
    this.topicName = String(Fn.element(Fn.split(":", policy.arn), 5));
  }
}
