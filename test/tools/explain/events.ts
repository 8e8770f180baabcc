/** Made-up events, as CloudTrail writes them. */
export type Event = Readonly<Record<string, unknown>>;

const PAYMENTS = "444444444444";

/** A management event. */
export function managementEvent(changes: Event = {}): Event {
  return {
    eventVersion: "1.11",
    userIdentity: { type: "AssumedRole", arn: "arn:aws:sts::444444444444:assumed-role/Ops/me" },
    eventTime: "2026-11-01T10:00:00Z",
    eventSource: "ec2.amazonaws.com",
    eventName: "DescribeInstances",
    awsRegion: "eu-west-1",
    readOnly: true,
    eventID: "00000000-0000-0000-0000-000000000001",
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: PAYMENTS,
    eventCategory: "Management",
    ...changes,
  };
}

/** A call on an object of a bucket. */
export function objectEvent(eventName: string, object: string, changes: Event = {}): Event {
  const bucket = object.split("/")[0] ?? "";
  return managementEvent({
    eventSource: "s3.amazonaws.com",
    eventName,
    readOnly: /^(Get|Head|List)/.test(eventName),
    managementEvent: false,
    eventCategory: "Data",
    resources: [
      { type: "AWS::S3::Object", ARN: `arn:aws:s3:::${object}` },
      { type: "AWS::S3::Bucket", ARN: `arn:aws:s3:::${bucket}`, accountId: PAYMENTS },
    ],
    ...changes,
  });
}

/** An invocation of a function. */
export function invocation(account: string, awsRegion: string, changes: Event = {}): Event {
  return managementEvent({
    eventSource: "lambda.amazonaws.com",
    eventName: "Invoke",
    readOnly: false,
    managementEvent: false,
    eventCategory: "Data",
    awsRegion,
    recipientAccountId: account,
    resources: [
      { type: "AWS::Lambda::Function", ARN: `arn:aws:lambda:${awsRegion}:${account}:function:work` },
    ],
    ...changes,
  });
}

/** What the policy of a VPC endpoint denied. */
export function deniedNetworkEvent(changes: Event = {}): Event {
  return managementEvent({
    eventSource: "s3.amazonaws.com",
    eventName: "PutObject",
    eventType: "AwsVpceEvent",
    eventCategory: "NetworkActivity",
    managementEvent: false,
    readOnly: false,
    errorCode: "VpceAccessDenied",
    vpcEndpointId: "vpce-0123456789abcdef0",
    ...changes,
  });
}

/** What Insights report. */
export function insightEvent(): Event {
  return {
    eventVersion: "1.11",
    eventTime: "2026-11-01T12:00:00Z",
    awsRegion: "us-east-1",
    eventID: "00000000-0000-0000-0000-000000000002",
    eventType: "AwsCloudTrailInsight",
    recipientAccountId: PAYMENTS,
    insightDetails: { state: "Start", eventSource: "ec2.amazonaws.com", eventName: "RunInstances" },
    eventCategory: "Insight",
  };
}

/** The events as one of CloudTrail's files. */
export function logText(...events: readonly Event[]): string {
  return JSON.stringify({ Records: events });
}
