import { deliveryTopicName, rootArn, topicArn, trailArn, type TrailIdentity } from "../organization";
import { policyDocument, type PolicyDocument } from "./document";

const CLOUDTRAIL = { Service: "cloudtrail.amazonaws.com" } as const;

/** The ARN of the topic that hears of each log file that the trail delivers, in the trail's account and Region. */
export function deliveryTopicArn({ partition, homeRegion, account, name }: TrailIdentity): string {
  return topicArn(partition, homeRegion, account, deliveryTopicName(name));
}

/**
 * The policy of the topic that hears of each delivered log file: this trail publishes.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html
 */
export function deliveryTopicPolicy(trail: TrailIdentity): PolicyDocument {
  return policyDocument({
    Sid: "AWSCloudTrailSNSPolicy20150319",
    Effect: "Allow",
    Principal: CLOUDTRAIL,
    Action: "SNS:Publish",
    Resource: deliveryTopicArn(trail),
    Condition: { StringEquals: { "aws:SourceArn": trailArn(trail) } },
  });
}

/**
 * The policy of the key that encrypts the topic: the topic's account decides by IAM, and this trail publishes.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html
 */
export function deliveryTopicKeyPolicy(trail: TrailIdentity): PolicyDocument {
  return policyDocument(
    {
      Sid: "AllowAccountUseKey",
      Effect: "Allow",
      Principal: { AWS: rootArn(trail.partition, trail.account) },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "AllowCloudTrailPublish",
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": trailArn(trail) } },
    },
  );
}
