import { referenceConfiguration } from "../../../../support/configurations";
import { created } from "../plans";
import { bucket, BUCKET_ARN, changed, type Edit, key, plus } from "./edited-policies";
import type { Row } from "./row";

const { organization } = referenceConfiguration();
const LOGS = `${BUCKET_ARN}/AWSLogs/${organization}`;

/** What is denied to everybody, of objects whose ARN is as the pattern. */
const closed = (Resource: string | readonly string[], more: object = {}): Edit =>
  plus({ Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource, ...more });

/** A part of what CloudTrail delivers has no place any more. */
const REFUSED: readonly (readonly [when: string, edit: Edit])[] = [
  ["one account's folder is closed", closed(`${LOGS}/444444444444/*`)],
  [
    "the folder of an account of which the configuration knows nothing is closed",
    closed(`${LOGS}/999999999999/*`),
  ],
  ["one Region's folders are closed", closed(`${LOGS}/*/CloudTrail/eu-west-1/*`)],
  ["one year's folders are closed", closed(`${LOGS}/*/CloudTrail/*/2027/*`)],
  [
    "one day's folder of one account is closed",
    closed(`${LOGS}/444444444444/CloudTrail/us-east-1/2027/01/31/*`),
  ],
  ["the digests have no place", closed(`${LOGS}/*/CloudTrail-Digest/*`)],
  ["Insights events have no place", closed(`${LOGS}/*/CloudTrail-Insight/*`)],
  ["compressed files have no place", closed(`${BUCKET_ARN}/*.gz`)],
  [
    "all is closed but one account's folder",
    closed([], { Resource: undefined, NotResource: `${LOGS}/111111111111/*` }),
  ],
  [
    "CloudTrail may deliver one account's logs alone",
    changed(/^AWSCloudTrailOrganizationWrite/, { Resource: `${LOGS}/444444444444/*` }),
  ],
  [
    "CloudTrail may deliver in folders of twelve digits alone",
    changed(/^AWSCloudTrailOrganizationWrite/, { Resource: `${LOGS}/????????????/CloudTrail/*` }),
  ],
  [
    "nothing is delivered from a day on",
    closed(`${BUCKET_ARN}/*`, {
      Condition: { DateGreaterThan: { "aws:CurrentTime": "2027-01-01T00:00:00Z" } },
    }),
  ],
  [
    "no TLS version is new enough",
    changed(/^DenyOldTls/, { Condition: { NumericLessThanEqualsIfExists: { "s3:TlsVersion": "1.3" } } }),
  ],
  [
    "nothing is delivered without an encryption header",
    closed(`${BUCKET_ARN}/*`, { Condition: { Null: { "s3:x-amz-server-side-encryption": "true" } } }),
  ],
];

/** As strict, or stricter against others than those who deliver and read. */
const HARMLESS: readonly (readonly [when: string, edit: Edit])[] = [
  [
    "a newer TLS version is asked for",
    changed(/^DenyOldTls/, { Condition: { NumericLessThan: { "s3:TlsVersion": "1.3" } } }),
  ],
  ["a folder is closed in which nothing is delivered", closed(`${BUCKET_ARN}/elsewhere/*`)],
  [
    "a stranger is kept out by name",
    closed(`${BUCKET_ARN}/*`, { Principal: { AWS: "arn:aws:iam::999999999999:root" } }),
  ],
  ["another bucket's objects are closed", closed("arn:aws:s3:::another-bucket/*")],
  ["a statement stands twice", (statements) => [...statements, { ...statements[0], Sid: "Again" }]],
  [
    "a statement for two actions is two",
    (statements) =>
      statements.flatMap((statement) => {
        const { Action } = statement;
        return typeof Action === "string" || Action === undefined
          ? [statement]
          : Action.map((action, index) => ({
              ...statement,
              Sid: `${statement.Sid}${index}`,
              Action: action,
            }));
      }),
  ],
];

const READER = { Effect: "Deny", Principal: "*", Action: "s3:GetObject" };

/** Edits that take away a part of a delivery, or of what somebody reads, and edits that do not. */
export const NARROWED_POLICY_ROWS: readonly Row[] = [
  ...REFUSED.map(([when, edit]): Row => ({
    rule: "delivery-refused",
    when,
    change: bucket(edit),
    says: ["cloudtrail.amazonaws.com"],
  })),
  ...HARMLESS.map(([when, edit]): Row => ({
    rule: "delivery-refused",
    when,
    change: bucket(edit),
    says: [],
  })),
  ...HARMLESS.map(([when, edit]): Row => ({ rule: "access-lost", when, change: bucket(edit), says: [] })),
  {
    rule: "access-lost",
    when: "one account's logs are read by nobody any more",
    change: bucket(plus({ ...READER, Resource: `${LOGS}/444444444444/*` })),
    says: ["s3:GetObject"],
  },
  {
    rule: "delivery-refused",
    when: "the key encrypts for no object of one account",
    change: key(
      plus({
        Effect: "Deny",
        Principal: "*",
        Action: "kms:GenerateDataKey*",
        Resource: "*",
        Condition: { StringLike: { "kms:EncryptionContext:aws:s3:arn": `${LOGS}/444444444444/*` } },
      }),
    ),
    says: ["cloudtrail.amazonaws.com"],
  },
  {
    rule: "delivery-refused",
    when: "a role that delivers is denied everything by a policy of its own",
    change: created("aws_iam_role_policy", {
      name: "deny",
      role: "acme-organization-trail-logs",
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }],
      }),
    }),
    account: "111111111111",
    says: ["for role acme-organization-trail-logs"],
  },
  {
    rule: "delivery-refused",
    when: "a role that delivers is denied what it does not do",
    change: created("aws_iam_role_policy", {
      name: "deny",
      role: "acme-organization-trail-logs",
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Deny", Action: "s3:*", Resource: "*" }],
      }),
    }),
    account: "111111111111",
    says: [],
  },
];
