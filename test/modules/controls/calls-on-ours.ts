import { RENAMED_CALLS } from "../../../modules/event-selectors";
import { call } from "./fixtures";

/** Where CloudTrail names the call otherwise than IAM its action. */
const EVENT_NAMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    RENAMED_CALLS.filter(({ service }) => service === "lambda").flatMap(({ call: name, recordedAs }) =>
      recordedAs.map((recorded) => [`lambda:${name}`, recorded]),
    ),
  ),
  "s3:DeleteObjectVersion": "DeleteObject",
  "s3:PutBucketCORS": "PutBucketCors",
  "s3:PutEncryptionConfiguration": "PutBucketEncryption",
  "s3:PutIntelligentTieringConfiguration": "PutBucketIntelligentTieringConfiguration",
  "s3:PutInventoryConfiguration": "PutBucketInventoryConfiguration",
  "s3:PutLifecycleConfiguration": "PutBucketLifecycle",
  "s3:PutObjectVersionAcl": "PutObjectAcl",
  "s3:PutReplicationConfiguration": "PutBucketReplication",
};

const EVENT_SOURCES: Readonly<Record<string, string>> = { cloudwatch: "monitoring" };

/** What is protected, by every name that a call may give it. */
const OURS = {
  aliasName: "alias/acme-cloudtrail-organization",
  alarmName: "acme-orgtrail-root-use",
  alarmNames: ["acme-orgtrail-root-use"],
  muteTargets: { alarmNames: ["acme-orgtrail-root-use"] },
  bucketName: "acme-cloudtrail-222222222222-organization",
  configRule: { configRuleName: "acme-orgtrail-trail" },
  configRuleName: "acme-orgtrail-trail",
  conformancePackName: "acme-orgtrail",
  functionName: "acme-orgtrail-log-validation",
  logGroupIdentifier: "/orgtrail/acme/organization",
  logGroupName: "/orgtrail/acme/organization",
  organizationConfigRuleName: "acme-orgtrail-trail",
  organizationConformancePackName: "acme-orgtrail",
  policyArn: "arn:aws:iam::222222222222:policy/acme-pipeline-deploy-archive",
  queueUrl: "https://sqs.us-east-1.amazonaws.com/111111111111/acme-orgtrail-undelivered",
  remediationConfigurations: [{ configRuleName: "acme-orgtrail-trail" }],
  resourceArn: "arn:aws:sns:us-east-1:111111111111:acme-orgtrail-critical",
  resourceIdentifier: "arn:aws:logs:us-east-1:111111111111:log-group:/orgtrail/acme/organization",
  roleArn: "arn:aws:iam::222222222222:role/BreakGlass",
  roleName: "acme-organization-trail-logs",
  rule: "acme-orgtrail-root-use",
  sourceArn: "arn:aws:sqs:us-east-1:111111111111:acme-orgtrail-undelivered",
  subscriptionArn: "arn:aws:sns:us-east-1:111111111111:acme-orgtrail-critical:5f0c",
  topicArn: "arn:aws:sns:us-east-1:111111111111:acme-orgtrail-critical",
  trailName: "acme-organization-trail",
  Workflow: { Status: "SUPPRESSED" },
};

/** What its parameter `name` names. */
function nameIn(service: string, operation: string): string {
  if (service === "cloudtrail") return "acme-organization-trail";
  return /EventBus|Permission/.test(operation) ? "acme-orgtrail" : "acme-orgtrail-root-use";
}

/** The record of a call of this action on what is protected, in the log-archive account. */
export function callOnOurs(action: string): object {
  const [service = "", operation = ""] = action.split(":");
  return call(
    EVENT_SOURCES[service] ?? service,
    EVENT_NAMES[action] ?? operation,
    { ...OURS, name: nameIn(service, operation), eventBusName: "acme-orgtrail" },
    { recipientAccountId: "222222222222" },
  );
}
