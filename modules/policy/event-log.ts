import { logGroupArn, trailArn, type TrailIdentity } from "../organization";
import { policyDocument, type PolicyDocument } from "./document";

/**
 * Lets CloudTrail take the role with which it writes to a log group: for the one trail, where it names one. AWS's page says of this
 * role that it does not support `aws:SourceArn`: a condition that every request must meet could stop the delivery, and with
 * `IfExists` one that names another trail is refused.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export function eventLogRoleTrust(trail: TrailIdentity): PolicyDocument {
  return policyDocument({
    Sid: "AllowCloudTrailAssumeRole",
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      StringEqualsIfExists: { "aws:SourceAccount": trail.account, "aws:SourceArn": trailArn(trail) },
    },
  });
}

/**
 * What CloudTrail may do with that role: make its own streams in the log group, and write to them. A stream's name begins
 * with the trail's account; of an organization trail, the streams of members begin with the organization's id.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export function eventLogRolePolicy(trail: TrailIdentity, logGroup: string): PolicyDocument {
  const { partition, homeRegion, account, organization } = trail;
  const streams = [
    `${account}_CloudTrail_${homeRegion}*`,
    ...(organization === undefined ? [] : [`${organization}_*`]),
  ].map((stream) => `${logGroupArn(partition, homeRegion, account, logGroup)}:log-stream:${stream}`);
  return policyDocument(
    { Sid: "AllowCreateStreams", Effect: "Allow", Action: "logs:CreateLogStream", Resource: streams },
    { Sid: "AllowPutEvents", Effect: "Allow", Action: "logs:PutLogEvents", Resource: streams },
  );
}
