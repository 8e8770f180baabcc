import type { PolicyConditions, PolicyStatement } from "../../../../../modules/policy";
import { excepting } from "../exceptions";
import { bucket, BUCKET_ARN, key, type Edit } from "./edited-policies";
import type { Row } from "./row";

/** A statement changes. */
const edit =
  (sid: string, change: (statement: PolicyStatement) => object): Edit =>
  (statements) =>
    statements.map((statement) => (statement.Sid === sid ? change(statement) : statement));

const except = (sid: string, more: PolicyConditions): Edit =>
  edit(sid, (statement) => excepting(statement, more));

const EVIL: PolicyConditions = { StringNotEquals: { "aws:PrincipalTag/team": "evil" } };

/** Denials that deny less: whom or what they let through is found in what they say themselves. */
export const EXCEPTION_ROWS: readonly Row[] = [
  {
    rule: "destructive-access",
    when: "who comes from one address needs no MFA",
    change: bucket(except("DenyDeleteWithoutMfa", { NotIpAddress: { "aws:SourceIp": "192.0.2.0/24" } })),
    says: [
      "may newly delete a log file, a version of one or the bucket (s3:DeleteObject, s3:DeleteObjectVersion, s3:ReplicateDelete and 1 more), such as with aws:SourceIp 192.0.2.0, which statement DenyDeleteWithoutMfa denied",
      "may newly shorten",
    ],
  },
  {
    rule: "destructive-access",
    when: "who has a tag may write",
    change: bucket(except("DenyWritesByAllButServices", EVIL)),
    says: ["with aws:PrincipalTag/team evil", "may newly change what protects the bucket"],
  },
  {
    rule: "destructive-access",
    when: "who has no tag may delete the key",
    change: key(except("DenyDestroyKeyWithoutMfa", { Null: { "aws:PrincipalTag/team": "false" } })),
    says: ["may newly disable or delete the key (kms:DisableKey, kms:ScheduleKeyDeletion)"],
  },
  {
    rule: "destructive-access",
    when: "two exceptions are made for one who meets both",
    change: key(
      except("DenyDestroyKeyWithoutMfa", {
        StringNotEqualsIfExists: { "aws:PrincipalTag/team": "evil" },
        NotIpAddress: { "aws:SourceIp": "192.0.2.0/24" },
      }),
    ),
    says: ["may newly disable or delete the key"],
  },
  {
    rule: "destructive-access",
    when: "only some actions are denied",
    change: bucket(
      edit("DenyDeleteWithoutMfa", (statement) => ({ ...statement, Action: "s3:DeleteObject" })),
    ),
    says: ["(s3:DeleteObjectVersion, s3:ReplicateDelete, s3:DeleteBucket)", "may newly shorten"],
  },
  {
    rule: "destructive-access",
    when: "all actions but some are denied, and more are excepted",
    change: bucket(
      edit("DenyDeleteWithoutMfa", (statement) => ({
        ...statement,
        Action: undefined,
        NotAction: ["s3:Get*", "s3:List*", "s3:Put*", "s3:DeleteObjectVersion"],
      })),
    ),
    says: ["(s3:DeleteObjectVersion)", "(s3:PutObjectLegalHold, s3:PutObjectRetention)"],
  },
  {
    rule: "destructive-access",
    when: "deleting is denied in one folder alone",
    change: bucket(
      edit("DenyDeleteWithoutMfa", (statement) => ({
        ...statement,
        Resource: `${BUCKET_ARN}/AWSLogs/old/*`,
      })),
    ),
    says: ["may newly delete a log file, a version of one or the bucket", "may newly shorten"],
  },
  {
    rule: "destructive-access",
    when: "deleting is denied everywhere but in one folder",
    change: bucket(
      edit("DenyDeleteWithoutMfa", (statement) => ({
        ...statement,
        Resource: undefined,
        NotResource: `${BUCKET_ARN}/AWSLogs/o-a1b2c3d4e5/444444444444/*`,
      })),
    ),
    says: ["may newly delete a log file", "may newly shorten"],
  },
  {
    rule: "destructive-access",
    when: "a denial is of one role alone",
    change: key(
      edit("DenyDestroyKeyWithoutMfa", (statement) => ({
        ...statement,
        Principal: { AWS: "arn:aws:iam::222222222222:role/Developer" },
      })),
    ),
    says: ["may newly disable or delete the key"],
  },
  {
    rule: "destructive-access",
    when: "everything is denied, with MFA too",
    change: bucket(
      edit("DenyDeleteWithoutMfa", (statement) => ({
        ...statement,
        Action: "s3:*",
        Condition: { BoolIfExists: { "aws:PrincipalIsAWSService": "false" } },
      })),
    ),
    says: [],
  },
  {
    rule: "proof-broken",
    when: "one role may send plain HTTP",
    change: bucket(
      except("DenyPlainHttp", { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/Evil" } }),
    ),
    says: ["arn:aws:iam::222222222222:role/Evil may newly send requests over plain HTTP"],
  },
  {
    rule: "proof-broken",
    when: "who has a tag may use old TLS",
    change: bucket(except("DenyOldTls", EVIL)),
    says: ["may newly send requests over plain HTTP or an old version of TLS"],
  },
  {
    rule: "policy-not-judged",
    when: "whom a denial excepts nothing else lets do it",
    change: bucket(
      except("DenyDeleteWithoutMfa", { StringNotEquals: { "aws:PrincipalAccount": "999999999999" } }),
    ),
    says: [
      "statement DenyDeleteWithoutMfa denies less than it did: s3:BypassGovernanceRetention for administrators of 999999999999, whom nothing lets do it",
    ],
  },
  {
    rule: "destructive-access",
    when: "a denial excepts who has two tags that are the same",
    change: bucket(
      except("DenyDeleteWithoutMfa", { StringNotEquals: { "aws:PrincipalTag/a": "${aws:PrincipalTag/b}" } }),
    ),
    says: ["may newly delete a log file", "may newly shorten"],
  },
  {
    rule: "policy-not-judged",
    when: "a denial asks for MFA of later, and is made in two",
    change: bucket((statements) =>
      statements.flatMap((statement): readonly object[] => {
        if (statement.Sid !== "DenyDeleteWithoutMfa") return [statement];
        const [first, ...others] =
          typeof statement.Action === "string" ? [statement.Action] : (statement.Action ?? []);
        const sooner = JSON.parse(JSON.stringify(statement).replace("3600", "1800")) as PolicyStatement;
        return [
          { ...sooner, Sid: "One", Action: first },
          { ...sooner, Sid: "Others", Action: others },
        ];
      }),
    ),
    says: [],
  },
];
