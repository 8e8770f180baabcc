import { referenceConfiguration } from "../../../../support/configurations";
import { denying } from "./edited-policies";
import {
  ACCESS_LOGS,
  ALARMS,
  bucketArn,
  DELIVERIES,
  KEY,
  kept,
  LOGS,
  MONITORING_KEY,
  ORGANIZATION_BUCKET,
  PERMISSIONS,
  replacing,
  ROLE,
  row,
  TEAM_BUCKET,
  TEAM_LOGS,
  TRAIL,
  UNDELIVERED,
  type Part,
} from "./named-policies";
import type { Row } from "./row";

const { organization } = referenceConfiguration();

/** Edits that take a part from a delivery: of one account, Region, year, source or alarm. */
const REFUSED: readonly Part[] = [
  [
    TEAM_LOGS,
    "one account's folder is closed",
    kept("s3:PutObject", {}, { Resource: `${TEAM_BUCKET}/AWSLogs/444444444444/*` }),
    "s3:PutObject on",
  ],
  [
    TEAM_LOGS,
    "one Region's folder is closed",
    kept("s3:PutObject", {}, { Resource: `${TEAM_BUCKET}/AWSLogs/*/CloudTrail/eu-west-1/*` }),
    "s3:PutObject on",
  ],
  [
    TEAM_LOGS,
    "one year's folder is closed to CloudTrail by name",
    kept(
      "s3:PutObject",
      {},
      { Principal: { Service: "cloudtrail.amazonaws.com" }, Resource: `${TEAM_BUCKET}/*/2027/*` },
    ),
    "which statement New denies",
  ],
  [
    TEAM_LOGS,
    "whoever has no address is kept out",
    kept(
      "s3:*",
      { NotIpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
      { Resource: [TEAM_BUCKET, `${TEAM_BUCKET}/*`] },
    ),
    "cloudtrail.amazonaws.com: s3:",
  ],
  [
    TEAM_LOGS,
    "whoever is not of the organization is kept out, services too",
    kept(
      "s3:PutObject",
      { StringNotEquals: { "aws:PrincipalOrgID": organization } },
      { Resource: `${TEAM_BUCKET}/*` },
    ),
    "cloudtrail.amazonaws.com: s3:PutObject on",
  ],
  [
    TEAM_LOGS,
    "objects are to be encrypted with another key",
    kept(
      "s3:PutObject",
      {
        StringNotEquals: {
          "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:us-east-1:222222222222:key/other",
        },
      },
      { Resource: `${TEAM_BUCKET}/*` },
    ),
    "cloudtrail.amazonaws.com: s3:PutObject on",
  ],
  [
    TEAM_LOGS,
    "the ACL is hidden from a day on",
    kept(
      "s3:GetBucketAcl",
      { DateGreaterThanEquals: { "aws:CurrentTime": "2028-01-01T00:00:00Z" } },
      { Resource: TEAM_BUCKET },
    ),
    "cloudtrail.amazonaws.com: s3:GetBucketAcl on",
  ],
  [
    LOGS,
    "the organization's trail is kept out by its ARN",
    kept("s3:PutObject", { ArnEquals: { "aws:SourceArn": TRAIL } }, { Resource: `${ORGANIZATION_BUCKET}/*` }),
    "cloudtrail.amazonaws.com: s3:PutObject on",
  ],
  [
    LOGS,
    "the account of the trail is kept out",
    kept(
      "s3:PutObject",
      { StringEquals: { "aws:SourceAccount": "111111111111" } },
      { Resource: `${ORGANIZATION_BUCKET}/*` },
    ),
    "cloudtrail.amazonaws.com: s3:PutObject on",
  ],
  [
    ACCESS_LOGS,
    "the access logs of one bucket have no place",
    kept(
      "s3:PutObject",
      { ArnLike: { "aws:SourceArn": ORGANIZATION_BUCKET } },
      { Resource: `${bucketArn("acme-cloudtrail-222222222222-access")}/*` },
    ),
    "logging.s3.amazonaws.com: s3:PutObject on",
  ],
  [
    KEY,
    "the logs of one account are not encrypted",
    kept("kms:GenerateDataKey*", {
      StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:444444444444:trail/*" },
    }),
    "kms:GenerateDataKey",
  ],
  [
    KEY,
    "the key is hidden from CloudTrail",
    kept("kms:DescribeKey", {}, { Principal: { Service: "cloudtrail.amazonaws.com" } }),
    "cloudtrail.amazonaws.com: kms:DescribeKey on",
  ],
  [
    KEY,
    "nothing is encrypted for the trail",
    kept("kms:*", { ArnLike: { "aws:SourceArn": TRAIL } }),
    "cloudtrail.amazonaws.com: kms:",
  ],
  [
    MONITORING_KEY,
    "alarms cannot encrypt what they publish",
    kept("kms:GenerateDataKey*", {}, { Principal: { Service: "cloudwatch.amazonaws.com" } }),
    "cloudwatch.amazonaws.com: kms:GenerateDataKey",
  ],
  [
    MONITORING_KEY,
    "one log group is not encrypted",
    kept("kms:Encrypt", {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:*:*:log-group:/orgtrail/acme/organization",
      },
    }),
    "logs.us-east-1.amazonaws.com: kms:Encrypt on",
  ],
  [
    MONITORING_KEY,
    "another account may publish alone",
    replacing('"aws:SourceAccount":"111111111111"', '"aws:SourceAccount":"222222222222"'),
    "cloudwatch.amazonaws.com: kms:",
  ],
  [
    ALARMS,
    "one alarm is not published",
    kept("sns:Publish", {
      ArnEquals: {
        "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:111111111111:alarm:acme-orgtrail-root-use",
      },
    }),
    "cloudwatch.amazonaws.com: ",
  ],
  [
    ALARMS,
    "one rule is not published",
    kept("sns:Publish", { ArnLike: { "aws:SourceArn": "arn:aws:events:*:*:rule/acme-orgtrail-root-use" } }),
    "events.amazonaws.com: ",
  ],
  [
    ALARMS,
    "nothing is published from a day on",
    kept("sns:*", { DateGreaterThan: { "aws:CurrentTime": "2030-01-01T00:00:00Z" } }),
    "cloudwatch.amazonaws.com: ",
  ],
  [
    ALARMS,
    "alarms of one name alone are published",
    replacing(":alarm:acme-orgtrail-*", ":alarm:acme-orgtrail-r*"),
    "cloudwatch.amazonaws.com: ",
  ],
  [
    ALARMS,
    "rules whose name has no prefix alone are published",
    replacing("rule/*acme-orgtrail-*", "rule/acme-orgtrail-*"),
    "events.amazonaws.com: ",
  ],
  [
    DELIVERIES,
    "CloudTrail tells of no delivery of the trail",
    kept("sns:Publish", { StringLike: { "aws:SourceArn": "*:trail/acme-organization-trail" } }),
    "cloudtrail.amazonaws.com: ",
  ],
  [
    UNDELIVERED,
    "what one rule could not deliver is lost",
    kept("sqs:SendMessage", {
      ArnLike: { "aws:SourceArn": "arn:aws:events:*:*:rule/acme-orgtrail-tampering" },
    }),
    "events.amazonaws.com: sqs:SendMessage on",
  ],
  [
    UNDELIVERED,
    "what rules of one Region alone could not deliver is kept",
    replacing("arn:aws:events:us-east-1:", "arn:aws:events:eu-west-1:"),
    "events.amazonaws.com: sqs:SendMessage on",
  ],
  [
    ROLE,
    "CloudTrail takes the role until a day",
    denying({
      Resource: undefined,
      Action: "sts:AssumeRole",
      Condition: { DateGreaterThan: { "aws:CurrentTime": "2027-06-01T00:00:00Z" } },
    }),
    "cloudtrail.amazonaws.com: sts:AssumeRole on",
  ],
  [
    PERMISSIONS,
    "the events of one Region's stream are lost",
    denying({
      Principal: undefined,
      Action: "logs:PutLogEvents",
      Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
    }),
    "logs:PutLogEvents on",
  ],
  [
    PERMISSIONS,
    "streams are made until a day",
    denying({
      Principal: undefined,
      Action: "logs:Create*",
      Condition: { DateGreaterThan: { "aws:CurrentTime": "2027-06-01T00:00:00Z" } },
    }),
    "logs:Create* on",
  ],
  [
    PERMISSIONS,
    "one account's stream is closed",
    denying({
      Principal: undefined,
      Action: "logs:PutLogEvents",
      Resource: "arn:aws:logs:*:*:log-group:*:log-stream:*_CloudTrail_us-east-1_2",
    }),
    "logs:PutLogEvents on",
  ],
];

export const REFUSED_PARTS: readonly Row[] = REFUSED.map((part) => row("delivery-refused", ...part));
