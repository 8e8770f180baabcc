import { destroyed, updated } from "../plans";
import { BUCKET } from "../resources";
import {
  bucket,
  BUCKET_ARN,
  BUCKET_DOCUMENT,
  bucketPolicy,
  type Edit,
  key,
  plus,
  type Statements,
  text,
  TOPIC,
  topicPolicy,
  without,
} from "./edited-policies";
import type { Row } from "./row";

const denied = (action: string, condition: object): Edit =>
  plus({
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource: [BUCKET_ARN, `${BUCKET_ARN}/*`],
    Condition: condition,
  });

const BY_SERVICE = { Bool: { "aws:PrincipalIsAWSService": "true" } };
const ORGANIZATION = "o-a1b2c3d4e5";
const CUSTOMER_KEY = "s3:x-amz-server-side-encryption-customer-algorithm";

/** Conditions that no delivery meets, by what AWS says of when it sends each key, and their opposites, which each meets. */
const NEVER_MET: readonly (readonly [when: string, never: object, always: object])[] = [
  [
    "of no organization, where a resource sets it off",
    {
      ...BY_SERVICE,
      StringNotEqualsIfExists: { "aws:SourceOrgID": ORGANIZATION },
      Null: { "aws:SourceArn": "false" },
    },
    { ...BY_SERVICE, StringEquals: { "aws:SourceOrgID": ORGANIZATION } },
  ],
  [
    "a trail, and the account of another",
    {
      ArnLike: { "aws:SourceArn": "arn:aws:cloudtrail:*:111111111111:trail/*" },
      StringNotEquals: { "aws:SourceAccount": "111111111111" },
    },
    { StringEquals: { "aws:SourceAccount": "111111111111" } },
  ],
  [
    "what belongs to no organization",
    { StringNotEqualsIfExists: { "aws:ResourceOrgID": ORGANIZATION } },
    { StringEquals: { "aws:ResourceOrgID": ORGANIZATION } },
  ],
  ["a key of whoever uploads", { Null: { [CUSTOMER_KEY]: "false" } }, { Null: { [CUSTOMER_KEY]: "true" } }],
  [
    "tags",
    { "ForAnyValue:StringLike": { "aws:TagKeys": "team*" } },
    { "ForAllValues:StringLike": { "aws:TagKeys": "team*" } },
  ],
  [
    "plain HTTP, or who knows",
    { BoolIfExists: { "aws:SecureTransport": "false" } },
    { Bool: { "aws:SecureTransport": "true" } },
  ],
];

const PAIRS = NEVER_MET.flatMap(([when, never, always]): readonly Row[] => [
  {
    rule: "delivery-refused",
    when: `denied is ${when}`,
    change: bucket(denied("s3:PutObject", never)),
    says: [],
  },
  {
    rule: "delivery-refused",
    when: `denied is the opposite of ${when}`,
    change: bucket(denied("s3:PutObject", always)),
    says: ["cloudtrail.amazonaws.com: s3:PutObject on "],
  },
]);

/** Policies that keep services from delivering. */
export const DELIVERY_ROWS: readonly Row[] = [
  ...PAIRS,
  {
    rule: "delivery-refused",
    when: "CloudTrail may not look at the ACL",
    change: bucket(without("AWSCloudTrailAclCheck")),
    says: ["cloudtrail.amazonaws.com: s3:GetBucketAcl on "],
  },
  {
    rule: "delivery-refused",
    when: "the policy is for a trail of another name",
    change: bucket(
      (statements) =>
        JSON.parse(
          JSON.stringify(statements).replaceAll("trail/acme-organization-trail", "trail/other"),
        ) as Statements,
    ),
    says: ["cloudtrail.amazonaws.com: s3:GetBucketAcl on "],
  },
  {
    rule: "delivery-refused",
    when: "all writes without MFA are denied, CloudTrail's too",
    change: bucket(
      plus({
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [BUCKET_ARN, `${BUCKET_ARN}/*`],
        Condition: { Null: { "aws:MultiFactorAuthAge": "true" } },
      }),
    ),
    says: ["cloudtrail.amazonaws.com: s3:GetBucketAcl on "],
  },
  {
    rule: "delivery-refused",
    when: "CloudTrail may not encrypt",
    change: key(without("AllowCloudTrailEncryptLogs")),
    says: ["cloudtrail.amazonaws.com: kms:GenerateDataKey on "],
  },
  {
    rule: "delivery-refused",
    when: "the bucket has no policy any more",
    change: destroyed("aws_s3_bucket_policy", bucketPolicy(text(BUCKET_DOCUMENT))),
    says: ["cloudtrail.amazonaws.com: s3:GetBucketAcl on "],
  },
  {
    rule: "delivery-refused",
    when: "the policy goes with its bucket",
    change: destroyed("aws_s3_bucket_policy", bucketPolicy(text(BUCKET_DOCUMENT))),
    beside: [destroyed("aws_s3_bucket", BUCKET)],
    says: [],
  },
  {
    rule: "delivery-refused",
    when: "a topic no longer takes what alarms publish",
    change: updated(
      "aws_sns_topic_policy",
      { arn: TOPIC, policy: topicPolicy("cloudwatch.amazonaws.com", "events.amazonaws.com") },
      { policy: topicPolicy("events.amazonaws.com") },
    ),
    says: ["cloudwatch.amazonaws.com: sns:Publish on arn:aws:sns:us-east-1:222222222222:alarms"],
  },
  {
    rule: "delivery-refused",
    when: "all writes are denied from a day on",
    change: bucket(denied("s3:*", { DateGreaterThan: { "aws:CurrentTime": "2027-01-01T00:00:00Z" } })),
    says: ["cloudtrail.amazonaws.com: s3:GetBucketAcl on "],
  },
  {
    rule: "delivery-refused",
    when: "all writes are denied in the Region",
    change: bucket(denied("s3:*", { StringEquals: { "aws:RequestedRegion": "us-east-1" } })),
    says: ["cloudtrail.amazonaws.com: s3:GetBucketAcl on "],
  },
  {
    rule: "delivery-refused",
    when: "all writes are denied in another Region",
    change: bucket(denied("s3:*", { StringEquals: { "aws:RequestedRegion": "eu-west-1" } })),
    says: [],
  },
  {
    rule: "delivery-refused",
    when: "CloudTrail is kept from the key by the ARN that AWS gave it",
    change: key(
      plus({
        Effect: "Deny",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "kms:GenerateDataKey*",
        Resource: "arn:aws:kms:us-east-1:222222222222:key/1111",
      }),
    ),
    says: ["cloudtrail.amazonaws.com: kms:GenerateDataKey on "],
  },
  {
    rule: "delivery-refused",
    when: "a topic takes nothing from a day on",
    change: updated(
      "aws_sns_topic_policy",
      { arn: TOPIC, policy: topicPolicy("events.amazonaws.com") },
      {
        policy: topicPolicy("events.amazonaws.com").replace(
          "]}",
          `,${JSON.stringify({
            Sid: "Later",
            Effect: "Deny",
            Principal: "*",
            Action: "sns:Publish",
            Resource: TOPIC,
            Condition: { DateGreaterThan: { "aws:CurrentTime": "2027-01-01T00:00:00Z" } },
          })}]}`,
        ),
      },
    ),
    says: ["events.amazonaws.com: sns:Publish on"],
  },
  {
    rule: "delivery-refused",
    when: "statements stand in another order",
    change: bucket((statements) => [...statements].reverse()),
    says: [],
  },
];
