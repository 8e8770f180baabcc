import { allOf, anyOf, fieldIs, fieldIsOneOf, type FilterExpression } from "../event-patterns";
import { column, type Column, type Parameter, type EventQuestion } from "./question";

/** Who asked: the first of these that an event has. */
export const WHO = column(
  "who",
  "userIdentity.arn",
  "userIdentity.userName",
  "userIdentity.invokedBy",
  "userIdentity.accountId",
);

/** Who, what, where and from where: what the first question of every investigation asks. */
export const CALL_COLUMNS: readonly Column[] = [
  column("eventName"),
  column("eventSource"),
  column("errorCode"),
  column("recipientAccountId"),
  column("awsRegion"),
  WHO,
  column("sourceIPAddress"),
  column("userAgent"),
  column("eventID"),
];

const PRINCIPAL: Parameter = {
  name: "principal",
  about: "the ARN of a user, a role or a session of one",
  example: "arn:aws:iam::111122223333:user/alice",
};
const KEY: Parameter = { name: "key", about: "the id of an access key", example: "AKIAIOSFODNN7EXAMPLE" };
const BUCKET: Parameter = { name: "bucket", about: "the name of a bucket", example: "acme-payroll" };

const isPrincipal = anyOf(
  fieldIs("userIdentity.arn", "{principal}"),
  fieldIs("userIdentity.sessionContext.sessionIssuer.arn", "{principal}"),
);
const isKey = fieldIs("userIdentity.accessKeyId", "{key}");
const isInBucket = anyOf(
  fieldIs("requestParameters.bucketName", "{bucket}"),
  fieldIs("resources[*].ARN", "arn:*:s3:::{bucket}"),
  fieldIs("resources[*].ARN", "arn:*:s3:::{bucket}/*"),
);
const changes: FilterExpression = { kind: "is", selector: ["readOnly"], value: false };
/** IAM's and EC2's words for it, and what other services begin theirs with. */
const isDenied = anyOf(
  fieldIs("errorCode", "*AccessDenied*"),
  fieldIs("errorCode", "*UnauthorizedOperation"),
  fieldIs("errorCode", "*NotAuthorized*"),
);
const isAssumption = fieldIsOneOf("eventName", [
  "AssumeRole",
  "AssumeRoleWithSAML",
  "AssumeRoleWithWebIdentity",
  "AssumeRoot",
  "GetFederationToken",
  "GetSessionToken",
]);

const events = (...columns: readonly Column[]): EventQuestion["answer"] => ({ rows: "events", columns });
const CALLS = events(...CALL_COLUMNS);

/** What one who investigates asks, beside the questions of the controls. */
export const EVENT_QUESTIONS: readonly EventQuestion[] = [
  {
    id: "principal-calls",
    title: "What did this user, role or session do?",
    parameters: [PRINCIPAL],
    events: isPrincipal,
    answer: CALLS,
  },
  {
    id: "access-key-calls",
    title: "What was done with this access key?",
    parameters: [KEY],
    events: isKey,
    answer: CALLS,
  },
  {
    id: "access-key-uses",
    title: "What kinds of calls were made with this access key, from where, and since when?",
    parameters: [KEY],
    events: isKey,
    answer: {
      rows: "groups",
      by: [
        column("eventSource"),
        column("eventName"),
        column("awsRegion"),
        column("sourceIPAddress"),
        column("errorCode"),
      ],
      first: "most",
    },
  },
  {
    id: "session-calls",
    title: "What did the sessions of this name do, of whatever role?",
    parameters: [{ name: "session", about: "the name of a role session", example: "alice@acme.example" }],
    events: fieldIs("userIdentity.principalId", "*:{session}"),
    answer: CALLS,
  },
  {
    id: "address-calls",
    title: "What came from this address?",
    parameters: [{ name: "address", about: "an IP address, or a service's name", example: "192.0.2.10" }],
    events: fieldIs("sourceIPAddress", "{address}"),
    answer: CALLS,
  },
  {
    id: "bucket-calls",
    title: "Who touched this bucket, or an object in it?",
    parameters: [BUCKET],
    events: isInBucket,
    answer: events(...CALL_COLUMNS, column("key", "requestParameters.key")),
  },
  {
    id: "object-calls",
    title: "Who touched this object?",
    parameters: [BUCKET, { name: "object", about: "the key of an object", example: "2026/salaries.csv" }],
    events: allOf(
      fieldIs("requestParameters.bucketName", "{bucket}"),
      fieldIs("requestParameters.key", "{object}"),
    ),
    answer: CALLS,
  },
  {
    id: "kms-key-calls",
    title: "Who used or changed this KMS key?",
    parameters: [
      {
        name: "kmsKey",
        about: "the ARN of a KMS key",
        example: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      },
    ],
    events: anyOf(fieldIs("requestParameters.keyId", "{kmsKey}"), fieldIs("resources[*].ARN", "{kmsKey}")),
    answer: CALLS,
  },
  {
    id: "role-calls",
    title: "Who took this role, and who changed it?",
    parameters: [{ name: "role", about: "the name of a role", example: "OrgTrailDeploy" }],
    events: anyOf(
      fieldIs("requestParameters.roleName", "{role}"),
      fieldIs("requestParameters.roleArn", "*:role/{role}"),
      fieldIs("requestParameters.roleArn", "*:role/*/{role}"),
    ),
    answer: CALLS,
  },
  {
    id: "assumed-roles",
    title:
      "Who took what role, and which key did they get? A row's key given is the key used of the row that follows from it.",
    parameters: [],
    events: isAssumption,
    answer: events(
      WHO,
      column("keyUsed", "userIdentity.accessKeyId"),
      column("role", "requestParameters.roleArn"),
      column("session", "requestParameters.roleSessionName"),
      column("keyGiven", "responseElements.credentials.accessKeyId"),
      column("sourceIPAddress"),
      column("errorCode"),
      column("eventID"),
    ),
  },
  {
    id: "first-uses",
    title: "Which account used which service in which Region, since when? The newest comes first.",
    parameters: [],
    events: fieldIs("eventType", "AwsApiCall"),
    answer: {
      rows: "groups",
      by: [column("recipientAccountId"), column("awsRegion"), column("eventSource")],
      first: "newest",
    },
  },
  {
    id: "denied-calls",
    title: "Who was refused what, and how often?",
    parameters: [],
    events: isDenied,
    answer: {
      rows: "groups",
      by: [WHO, column("eventSource"), column("eventName"), column("errorCode")],
      first: "most",
    },
  },
  {
    id: "console-sign-ins",
    title: "Who signed in to the console, from where, and with MFA?",
    parameters: [],
    events: fieldIs("eventName", "ConsoleLogin"),
    answer: events(
      WHO,
      column("recipientAccountId"),
      column("result", "responseElements.ConsoleLogin"),
      column("mfaUsed", "additionalEventData.MFAUsed"),
      column("sourceIPAddress"),
      column("userAgent"),
      column("errorMessage"),
      column("eventID"),
    ),
  },
  {
    id: "root-calls",
    title: "What did root users do?",
    parameters: [],
    events: allOf(fieldIs("userIdentity.type", "Root"), {
      kind: "text",
      selector: ["eventType"],
      operator: "!=",
      value: "AwsServiceEvent",
    }),
    answer: CALLS,
  },
  {
    id: "deletions",
    title: "What was deleted, terminated or scheduled for deletion?",
    parameters: [],
    events: anyOf(
      fieldIs("eventName", "Delete*"),
      fieldIs("eventName", "BatchDelete*"),
      fieldIs("eventName", "Terminate*"),
      fieldIs("eventName", "ScheduleKeyDeletion"),
    ),
    answer: CALLS,
  },
  {
    id: "log-file-reads",
    title:
      "Who read or tried to delete objects of this log bucket? Only a trail that records data events of it knows.",
    parameters: [
      {
        name: "bucket",
        about: "the name of a log bucket",
        example: "acme-cloudtrail-111122223333-organization",
      },
    ],
    events: allOf(
      fieldIs("requestParameters.bucketName", "{bucket}"),
      fieldIsOneOf("eventName", [
        "GetObject",
        "HeadObject",
        "CopyObject",
        "GetObjectTorrent",
        "SelectObjectContent",
        "DeleteObject",
        "DeleteObjects",
      ]),
    ),
    answer: events(...CALL_COLUMNS, column("key", "requestParameters.key")),
  },
  {
    id: "changes",
    title: "What was changed? Give two moments: --from and --to.",
    parameters: [],
    events: changes,
    answer: CALLS,
  },
  {
    id: "where-identities-come-from",
    title: "From where, and with what program, does each user, role and session come?",
    parameters: [],
    events: fieldIs("userIdentity.arn", "*"),
    answer: {
      rows: "groups",
      by: [column("arn", "userIdentity.arn"), column("sourceIPAddress"), column("userAgent")],
      first: "most",
    },
  },
  {
    id: "errors-by-account",
    title: "Which calls failed in which account, and how often?",
    parameters: [],
    events: fieldIs("errorCode", "*"),
    answer: {
      rows: "groups",
      by: [column("recipientAccountId"), column("eventSource"), column("eventName"), column("errorCode")],
      first: "most",
    },
  },
];
