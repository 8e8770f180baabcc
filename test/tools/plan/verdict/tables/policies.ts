import { UNKNOWN } from "../../../../../tools/plan/change";
import { created, updated } from "../plans";
import { KEY } from "../resources";
import {
  both,
  bucket,
  BUCKET_ARN,
  BUCKET_DOCUMENT,
  bucketPolicy,
  key,
  KEY_DOCUMENT,
  plus,
  STRANGER,
  text,
  TOPIC,
  topicPolicy,
  without,
} from "./edited-policies";
import type { Row } from "./row";

const DESTRUCTIVE_ROWS: readonly Row[] = [
  {
    rule: "destructive-access",
    when: "nobody is kept from deleting",
    change: bucket(without("DenyDeleteWithoutMfa")),
    says: ["administrators of 222222222222", "may newly shorten or lift the lock of a log file"],
  },
  {
    rule: "destructive-access",
    when: "a stranger may delete one folder from one network",
    change: bucket(
      both(
        without("DenyDeleteWithoutMfa"),
        plus({
          Principal: { AWS: STRANGER },
          Action: "s3:DeleteObject",
          Resource: `${BUCKET_ARN}/AWSLogs/o-a1b2c3d4e5/111111111111/*`,
          Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
        }),
      ),
    ),
    says: ["may newly delete a log file", "may newly shorten"],
  },
  {
    rule: "destructive-access",
    when: "a role is excepted from the MFA that all others need",
    change: bucket((statements) =>
      statements.map((statement) =>
        statement.Sid === "DenyDeleteWithoutMfa"
          ? {
              ...statement,
              Condition: {
                ...statement.Condition,
                ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::222222222222:role/Cleaner"] },
              },
            }
          : statement,
      ),
    ),
    says: ["arn:aws:iam::222222222222:role/Cleaner may newly delete", "role/Cleaner may newly shorten"],
  },
  {
    rule: "destructive-access",
    when: "the key may be deleted without MFA",
    change: key(without("DenyDestroyKeyWithoutMfa")),
    says: ["may newly disable or delete the key (kms:DisableKey, kms:ScheduleKeyDeletion)"],
  },
  {
    rule: "destructive-access",
    when: "a new policy is the one that orgtrail makes",
    change: created("aws_s3_bucket_policy", bucketPolicy(text(BUCKET_DOCUMENT))),
    says: [],
  },
  {
    rule: "destructive-access",
    when: "a new policy allows more than orgtrail's",
    change: created(
      "aws_s3_bucket_policy",
      bucketPolicy(text(BUCKET_DOCUMENT, without("DenyWritesByAllButServices"))),
    ),
    says: ["may newly forge or overwrite a log file", "may newly change what protects the bucket"],
  },
  {
    rule: "destructive-access",
    when: "a stranger may tag the bucket",
    change: bucket(
      plus({ Principal: { AWS: STRANGER }, Action: "s3:GetBucketTagging", Resource: BUCKET_ARN }),
    ),
    says: [],
  },
];

const READING_ROWS: readonly Row[] = [
  {
    rule: "decrypt-access",
    when: "a stranger may decrypt",
    change: key(plus({ Principal: { AWS: STRANGER }, Action: "kms:Decrypt", Resource: "*" })),
    says: [`${STRANGER} may newly decrypt log files (kms:Decrypt)`],
  },
  {
    rule: "decrypt-access",
    when: "everybody in the organization may decrypt",
    change: key(
      plus({
        Principal: "*",
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
      }),
    ),
    says: ["administrators of 222222222222, "],
  },
  {
    rule: "decrypt-access",
    when: "the reader of the configuration may decrypt",
    change: updated(
      "aws_kms_key",
      { ...KEY, policy: text(KEY_DOCUMENT, without("EnableCloudTrailLogDecryptPermissions")) },
      { policy: text(KEY_DOCUMENT) },
    ),
    says: [],
  },
  {
    rule: "access-widened",
    when: "the reader of the configuration may decrypt",
    change: updated(
      "aws_kms_key",
      { ...KEY, policy: text(KEY_DOCUMENT, without("EnableCloudTrailLogDecryptPermissions")) },
      { policy: text(KEY_DOCUMENT) },
    ),
    says: ["arn:aws:iam::333333333333:role/SecurityAudit may newly decrypt log files"],
  },
  {
    rule: "access-widened",
    when: "a stranger may read the bucket",
    change: bucket(
      plus({ Principal: { AWS: "999999999999" }, Action: "s3:Get*", Resource: `${BUCKET_ARN}/*` }),
    ),
    says: ["administrators of 999999999999, the root user of 999999999999 may newly read any log file"],
  },
  {
    rule: "access-widened",
    when: "another account may publish to a topic",
    change: updated(
      "aws_sns_topic_policy",
      { arn: TOPIC, policy: topicPolicy("events.amazonaws.com") },
      {
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "A",
              Effect: "Allow",
              Principal: { AWS: STRANGER },
              Action: "sns:Publish",
              Resource: TOPIC,
            },
          ],
        }),
      },
    ),
    says: [`${STRANGER} may newly publish to the topic (sns:Publish)`],
  },
  {
    rule: "access-widened",
    when: "fewer may read",
    change: bucket(without("AllowReadersGet", "AllowReadersList")),
    says: [],
  },
  {
    rule: "access-lost",
    when: "the reader of the configuration may not read any more",
    change: bucket(without("AllowReadersGet")),
    says: ["arn:aws:iam::333333333333:role/SecurityAudit: s3:GetObject on arn:aws:s3:::"],
  },
  {
    rule: "access-lost",
    when: "nobody administers the key any more",
    change: key(without("AllowAccountAdministerKey")),
    says: ["administrators of 222222222222: kms:"],
  },
  {
    rule: "access-lost",
    when: "a stranger may read",
    change: bucket(
      plus({ Principal: { AWS: STRANGER }, Action: "s3:GetObject", Resource: `${BUCKET_ARN}/*` }),
    ),
    says: [],
  },
  {
    rule: "proof-broken",
    when: "any trail may use the key",
    change: key((statements) =>
      statements.map((statement) =>
        statement.Sid === "AllowCloudTrailEncryptLogs" ? { ...statement, Condition: {} } : statement,
      ),
    ),
    says: ["this is no longer denied: "],
  },
  {
    rule: "proof-broken",
    when: "the bucket takes plain HTTP",
    change: bucket(without("DenyPlainHttp")),
    says: ["this is no longer denied: "],
  },
  {
    rule: "proof-broken",
    when: "nothing changes but the order",
    change: key((statements) => [...statements].reverse()),
    says: [],
  },
];

const UNJUDGED_ROWS: readonly Row[] = [
  {
    rule: "policy-not-judged",
    when: "it is known only after apply",
    change: updated("aws_s3_bucket_policy", bucketPolicy(text(BUCKET_DOCUMENT)), { policy: UNKNOWN }),
    says: ["the policy cannot be judged: the policy is known only after apply"],
  },
  {
    rule: "policy-not-judged",
    when: "it names somebody in a way that the evaluator does not know",
    change: bucket(
      plus({ Principal: { CanonicalUser: "abc" }, Action: "s3:GetObject", Resource: `${BUCKET_ARN}/*` }),
    ),
    says: ["statement New: Principal.CanonicalUser names a principal in a way that is not known"],
  },
  {
    rule: "policy-not-judged",
    when: "it is no JSON",
    change: updated("aws_s3_bucket_policy", bucketPolicy(text(BUCKET_DOCUMENT)), { policy: "{" }),
    says: ["the policy is no JSON object"],
  },
  {
    rule: "policy-not-judged",
    when: "it was unknown, and is so still",
    change: updated("aws_s3_bucket_policy", bucketPolicy(UNKNOWN), { expected_bucket_owner: "x" }),
    says: [],
  },
];

export const POLICY_ROWS: readonly Row[] = [...DESTRUCTIVE_ROWS, ...READING_ROWS, ...UNJUDGED_ROWS];
