import { deliveryTopicName, rootArn, topicArn, trailArn, type TrailIdentity } from "../organization";
import type { Problem } from "../validation";
import { NOT_A_SERVICE } from "./conditions";
import { policyDocument, type PolicyDocument } from "./document";

const CLOUDTRAIL = { Service: "cloudtrail.amazonaws.com" } as const;

/** The ARN of the topic that hears of each log file that the trail delivers, in the trail's account and Region. */
export function deliveryTopicArn({ partition, homeRegion, account, name }: TrailIdentity): string {
  return topicArn(partition, homeRegion, account, deliveryTopicName(name));
}

/**
 * Why a topic that is there already cannot hear of the files that the trail delivers. It is in the trail's account and Region, where
 * alarms count what it hears, and its name is not that of the topic that would be made.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html
 */
export function existingTopicProblem(arn: string, trail: TrailIdentity): Problem | undefined {
  const beginning = topicArn(trail.partition, trail.homeRegion, trail.account, "");
  const isNamed = arn.startsWith(beginning) && /^[\w-]{1,256}$/.test(arn.slice(beginning.length));
  if (isNamed && arn !== deliveryTopicArn(trail)) return undefined;
  return {
    what: isNamed
      ? "is the topic that is made where none is named: it would be destroyed"
      : "is no topic of the trail's account and Region",
    received: arn,
    allowed: `${beginning}NAME`,
    remedy: isNamed
      ? "leave it out, or name another"
      : "name a topic of the management account in the home Region, or leave it out: one is made",
  };
}

/**
 * The policy of the topic that hears of each delivered log file: this trail publishes and nobody else, an administrator of its
 * account neither. An alarm counts what is published: who could publish could hide that deliveries stopped.
 * @param arn the topic's @default - that of the topic that is made
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html
 */
export function deliveryTopicPolicy(trail: TrailIdentity, arn = deliveryTopicArn(trail)): PolicyDocument {
  const publish = { Action: "SNS:Publish", Resource: arn };
  return policyDocument(
    {
      Sid: "AWSCloudTrailSNSPolicy20150319",
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      ...publish,
      Condition: { StringEquals: { "aws:SourceArn": trailArn(trail) } },
    },
    {
      // Of services the statement above lets one publish, and what IAM lets people do it does not let services do.
      Sid: "DenyPublishByAllButServices",
      Effect: "Deny",
      Principal: "*",
      ...publish,
      Condition: NOT_A_SERVICE,
    },
  );
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
