import type { JudgementId } from "../../../../../modules/facts";
import { serviceControlPolicies } from "../../../../../modules/policy";
import { referenceConfiguration } from "../../../../support/configurations";
import { updated } from "../plans";
import { changed } from "./edited-policies";
import {
  ALARMS,
  KEY,
  kept,
  LOGS,
  ORGANIZATION_BUCKET,
  replacing,
  row,
  TEAM_LOGS,
  UNDELIVERED,
  type Part,
} from "./named-policies";
import { REFUSED_PARTS } from "./refused-parts";
import type { Row } from "./row";

/** Edits that take away, or open, a part of what a policy says: of one account, Region, year, source, alarm or reader. */

const { organization, guardrails } = referenceConfiguration();
const READER = "arn:aws:iam::333333333333:role/SecurityAudit";

const LOST: readonly Part[] = [
  [
    LOGS,
    "one reader does not read one Region's folder",
    kept(
      "s3:GetObject",
      {},
      { Principal: { AWS: READER }, Resource: `${ORGANIZATION_BUCKET}/*/eu-west-1/*` },
    ),
    "s3:GetObject on",
  ],
  [
    LOGS,
    "nobody lists one account's folder",
    kept(
      "s3:ListBucket",
      { StringLike: { "s3:prefix": `AWSLogs/${organization}/444444444444/*` } },
      { Resource: ORGANIZATION_BUCKET },
    ),
    "s3:ListBucket on",
  ],
  [
    KEY,
    "what one account logged is decrypted by nobody",
    kept("kms:Decrypt", {
      StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:444444444444:*" },
    }),
    "kms:Decrypt on",
  ],
];

const DESTROYED: readonly Part[] = [
  [
    LOGS,
    "one year's logs are deleted without MFA",
    changed(/^DenyDeleteWithoutMfa/, { Resource: undefined, NotResource: `${ORGANIZATION_BUCKET}/*/2027/*` }),
    "may newly delete a log file",
    "may newly shorten",
  ],
  [
    LOGS,
    "MFA counts for a day",
    replacing("3600", "86400"),
    "may newly delete a log file",
    "may newly shorten",
    "may newly change what protects",
  ],
  [
    TEAM_LOGS,
    "who comes through one endpoint writes",
    changed(/^DenyWritesByAllButServices/, {
      Condition: {
        StringNotEquals: { "aws:SourceVpce": "vpce-1" },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    }),
    "may newly forge or overwrite a log file",
    "may newly change what protects",
  ],
  [
    KEY,
    "the key is deleted without MFA in one Region",
    changed(/^DenyDestroyKeyWithoutMfa/, {
      Condition: {
        NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": "3600" },
        StringNotEquals: { "aws:RequestedRegion": "eu-west-1" },
      },
    }),
    "may newly disable or delete the key",
  ],
];

const OPENED: readonly (readonly [rule: JudgementId, ...part: Part])[] = [
  [
    "decrypt-access",
    KEY,
    "a stranger decrypts one account's logs",
    (statements) => [
      ...statements,
      {
        Sid: "New",
        Effect: "Allow",
        Principal: { AWS: "999999999999" },
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": "*:444444444444:*" } },
      },
    ],
    "may newly decrypt log files",
  ],
  [
    "proof-broken",
    ALARMS,
    "a member's alarm publishes",
    replacing('"aws:SourceAccount":"111111111111"', '"aws:SourceAccount":["111111111111","444444444444"]'),
    "this is no longer denied: cloudwatch.amazonaws.com, events.amazonaws.com may newly publish to the topic",
  ],
  [
    "access-widened",
    UNDELIVERED,
    "an account takes from the queue",
    (statements) => [
      ...statements,
      {
        Sid: "New",
        Effect: "Allow",
        Principal: { AWS: "444444444444" },
        Action: "sqs:ReceiveMessage",
        Resource: "*",
        Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
      },
    ],
    "administrators of 444444444444",
  ],
];

/** A policy of the organization, as orgtrail writes it, with one text for another. */
const GUARDRAILS: readonly (readonly [when: string, from: string, to: string, says: string])[] = [
  [
    "the log archive's own public access block may be changed",
    '"aws:PrincipalAccount":"222222222222"',
    '"aws:PrincipalAccount":"444444444444"',
    "config:PutRemediationConfigurations for administrators of 222222222222",
  ],
  [
    "one trail may be changed",
    ',"arn:aws:cloudtrail:*:*:trail/acme-team-*"',
    "",
    "cloudtrail:DeleteTrail for members of the organization",
  ],
  [
    "one action may be done",
    '"cloudtrail:StopLogging",',
    "",
    "cloudtrail:StopLogging for members of the organization",
  ],
  [
    "alarms of one Region may be changed",
    "arn:aws:cloudwatch:*:*:alarm:",
    "arn:aws:cloudwatch:us-*:*:alarm:",
    "for members of the organization",
  ],
];

const weakened = ([when, from, to, says]: (typeof GUARDRAILS)[number]): Row => {
  if (guardrails === undefined) throw new Error("there are no guardrails");
  const content = serviceControlPolicies(guardrails.names)
    .map((document) => JSON.stringify(document))
    .find((text) => text.includes(from));
  if (content === undefined) throw new Error(`there is no ${from}`);
  const before = { name: "guardrails", type: "SERVICE_CONTROL_POLICY", content };
  return {
    rule: "guardrail-weakened",
    when: `guardrails: ${when}`,
    change: updated("aws_organizations_policy", before, { content: content.replace(from, to) }),
    account: "111111111111",
    says: [says],
  };
};

export const PART_ROWS: readonly Row[] = [
  ...REFUSED_PARTS,
  ...LOST.map((part) => row("access-lost", ...part)),
  ...DESTROYED.map((part) => row("destructive-access", ...part)),
  ...OPENED.map((part) => row(...part)),
  ...GUARDRAILS.map(weakened),
];
