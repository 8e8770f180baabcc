import { created, updated } from "../plans";
import {
  bucket,
  BUCKET_ARN,
  changed,
  key,
  plus,
  STRANGER,
  TOPIC,
  topicPolicy,
  type Statements,
} from "./edited-policies";
import type { Row } from "./row";

const GITHUB = "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com";
const SUBJECT = "token.actions.githubusercontent.com:sub";

const trust = (operator: string, subject: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AllowPipeline",
        Effect: "Allow",
        Principal: { Federated: GITHUB },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { [operator]: { [SUBJECT]: subject } },
      },
    ],
  });

const ROLE = {
  name: "pipeline",
  assume_role_policy: trust("StringEquals", "repo:acme/audit:ref:refs/heads/main"),
};

const MEMBERS_ALONE = {
  Sid: "MembersAlone",
  Effect: "Deny",
  Principal: "*",
  Action: "sns:Subscribe",
  Resource: TOPIC,
  Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
};

const manages = (actions: readonly string[], ...others: readonly object[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      ...(JSON.parse(topicPolicy("events.amazonaws.com")) as { readonly Statement: readonly object[] })
        .Statement,
      { Sid: "More", Effect: "Allow", Principal: { AWS: STRANGER }, Action: actions, Resource: TOPIC },
      ...others,
    ],
  });

const topic = (policy: string): Row["change"] =>
  updated("aws_sns_topic_policy", { arn: TOPIC, policy: topicPolicy("events.amazonaws.com") }, { policy });

const lets = (action: string): Row["change"] =>
  bucket(plus({ Principal: { AWS: STRANGER }, Action: action, Resource: [BUCKET_ARN, `${BUCKET_ARN}/*`] }));

/** Who is let in from elsewhere, and what no ability asks for. */
export const STRANGER_ROWS: readonly Row[] = [
  {
    rule: "access-widened",
    when: "a stranger may have lists of the bucket written",
    change: lets("s3:PutInventoryConfiguration"),
    says: [`${STRANGER} may newly do something else with the bucket (s3:PutInventoryConfiguration)`],
  },
  {
    rule: "access-widened",
    when: "a stranger may list versions",
    change: lets("s3:ListBucketVersions"),
    says: [`${STRANGER} may newly list all log files (s3:ListBucketVersions)`],
  },
  {
    rule: "access-widened",
    when: "a stranger may read for a replication",
    change: lets("s3:GetObjectVersionForReplication"),
    says: [`${STRANGER} may newly read any log file (s3:GetObjectVersionForReplication)`],
  },
  {
    rule: "destructive-access",
    when: "a stranger may encrypt log files anew",
    change: bucket((statements) =>
      plus({
        Principal: { AWS: STRANGER },
        Action: "s3:UpdateObjectEncryption",
        Resource: `${BUCKET_ARN}/*`,
      })(
        changed(/^DenyWritesByAllButServices$/, { Action: ["s3:PutObject*", "s3:Replicate*"] })(
          statements,
        ) as Statements,
      ),
    ),
    says: [
      `${STRANGER}, arn:aws:iam::222222222222:role/OrgTrailDeploy and 1 more may newly forge or overwrite a log file (s3:UpdateObjectEncryption)`,
    ],
  },
  {
    rule: "destructive-access",
    when: "a stranger may make a replica of the key",
    change: key(plus({ Principal: { AWS: STRANGER }, Action: "kms:ReplicateKey", Resource: "*" })),
    says: [`${STRANGER} may newly let somebody else use the key (kms:ReplicateKey)`],
  },
  {
    rule: "access-widened",
    when: "a stranger may encrypt with the key, and describe it",
    change: key(
      plus({ Principal: { AWS: STRANGER }, Action: ["kms:GenerateDataKey", "kms:Describe*"], Resource: "*" }),
    ),
    says: [`${STRANGER} may newly do something else with the key (kms:Describe*, kms:GenerateDataKey)`],
  },
  {
    rule: "access-widened",
    when: "the key's account may revoke grants of the key by its ARN",
    change: key(
      plus({
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Action: "kms:RetireGrant",
        Resource: "arn:aws:kms:us-east-1:222222222222:key/1111",
      }),
    ),
    says: ["administrators of 222222222222"],
  },
  {
    rule: "destructive-access",
    when: "a stranger may delete a topic",
    change: topic(manages(["sns:DeleteTopic"])),
    says: [`${STRANGER} may newly change or delete the topic (sns:DeleteTopic)`],
  },
  {
    rule: "access-widened",
    when: "a stranger may see a topic's attributes",
    change: topic(manages(["sns:GetTopicAttributes"])),
    says: [`${STRANGER} may newly do something else with the topic (sns:GetTopicAttributes)`],
  },
  {
    rule: "access-widened",
    when: "another service publishes",
    change: topic(topicPolicy("events.amazonaws.com", "s3.amazonaws.com")),
    says: ["s3.amazonaws.com may newly publish to the topic (sns:Publish)"],
  },
  {
    rule: "access-widened",
    when: "who is named need not be of the organization any more",
    change: updated(
      "aws_sns_topic_policy",
      { arn: TOPIC, policy: manages(["sns:Subscribe"], MEMBERS_ALONE) },
      { policy: manages(["sns:Subscribe"]) },
    ),
    says: [`${STRANGER} may newly hear of what is published (sns:Subscribe)`],
  },
  {
    rule: "access-widened",
    when: "any repository takes a role",
    change: updated("aws_iam_role", ROLE, { assume_role_policy: trust("StringLike", "repo:*") }),
    says: [
      `${GITHUB} may newly assume the role (sts:AssumeRoleWithWebIdentity), such as with ${SUBJECT} repo:`,
    ],
  },
  {
    rule: "access-widened",
    when: "one branch less takes a role",
    change: updated(
      "aws_iam_role",
      { ...ROLE, assume_role_policy: trust("StringLike", "repo:acme/*") },
      { assume_role_policy: trust("StringLike", "repo:acme/audit:*") },
    ),
    says: [],
  },
  {
    rule: "access-widened",
    when: "a new role is taken from elsewhere",
    change: created("aws_iam_role", ROLE),
    says: ['role "pipeline" is new', `${GITHUB} may newly assume the role (sts:AssumeRoleWithWebIdentity)`],
  },
  {
    rule: "access-widened",
    when: "an identity provider's users are let into a bucket",
    change: bucket(
      plus({
        Principal: { Federated: "cognito-identity.amazonaws.com" },
        Action: "s3:GetObject",
        Resource: `${BUCKET_ARN}/*`,
      }),
    ),
    says: ["cognito-identity.amazonaws.com may newly read any log file (s3:GetObject)"],
  },
  {
    rule: "access-widened",
    when: "a new bucket's policy lets in an identity provider's users",
    change: created("aws_s3_bucket_policy", {
      bucket: "another",
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Users",
            Effect: "Allow",
            Principal: { Federated: "cognito-identity.amazonaws.com" },
            Action: "s3:GetObject",
            Resource: "arn:aws:s3:::another/*",
          },
        ],
      }),
    }),
    says: ["cognito-identity.amazonaws.com may newly read any log file (s3:GetObject)"],
  },
  {
    rule: "policy-not-judged",
    when: "a new bucket's policy is for its account and a service",
    change: created("aws_s3_bucket_policy", {
      bucket: "another",
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Deliver",
            Effect: "Allow",
            Principal: {
              Service: "config.amazonaws.com",
              AWS: ["222222222222", "arn:aws:iam::222222222222:role/A"],
            },
            Action: "s3:PutObject",
            Resource: "arn:aws:s3:::another/*",
            Condition: { StringEquals: { "aws:PrincipalTag/a": "${aws:PrincipalTag/b}" } },
          },
        ],
      }),
    }),
    beside: [created("aws_s3_bucket", { bucket: "another" })],
    says: [],
  },
];
