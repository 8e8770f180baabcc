import { SIGN_IN_DETAIL_TYPES, type EventBridgePattern } from "../event-patterns";
import { filterPatterns, type Calls } from "./calls";
import { CIS_PATTERNS, type CisControlId } from "./cis-patterns";
import { periodOf, type Control } from "./control";
import { FROM_AWS } from "./rule-patterns";
import type { Severity } from "./severity";

interface CisControl {
  readonly id: CisControlId;
  readonly title: string;
  readonly severity: Severity;
  readonly happened: string;
  readonly firstStep: string;
  /** The number after the section's in v1.4 to v5.0, and with that in v6.0 and v7.0. */
  readonly number: number;
  /** The number after the section's in v1.2. @default - not in it */
  readonly number12?: number;
  /** The number of Security Hub's control. @default - there is none */
  readonly securityHub?: number;
  /** What CIS passes over of the same kind. It stands in filters of its own, since Security Hub fails on any other text. @default - nothing */
  readonly beside?: readonly Calls[];
  readonly rule?: EventBridgePattern;
  readonly threshold?: number;
  readonly noise?: string;
}

const NETWORK_NOISE = "common where networks are changed by hand; rare where only a pipeline changes them";

/** Root's own deeds in its account: AWS acting for root, and notes of services about themselves, are none. */
const ROOT_USE: EventBridgePattern = {
  source: FROM_AWS,
  "detail-type": [
    "AWS API Call via CloudTrail",
    "AWS Console Action via CloudTrail",
    ...SIGN_IN_DETAIL_TYPES,
    "AWS Service Event via CloudTrail",
  ],
  detail: {
    userIdentity: { type: ["Root"], invokedBy: [{ exists: false }] },
    eventType: [{ "anything-but": "AwsServiceEvent" }],
  },
};

const SIGN_IN_WITHOUT_MFA: EventBridgePattern = {
  source: ["aws.signin"],
  "detail-type": SIGN_IN_DETAIL_TYPES,
  detail: {
    eventName: ["ConsoleLogin"],
    additionalEventData: { MFAUsed: [{ "anything-but": "Yes" }] },
    responseElements: { ConsoleLogin: ["Success"] },
    userIdentity: { type: ["IAMUser", "Root"] },
  },
};

const CIS: readonly CisControl[] = [
  {
    id: "unauthorized-api-calls",
    title: "Calls are refused",
    severity: "low",
    happened: "AWS refused many calls for lack of permission.",
    firstStep:
      "See whether one identity or address made them: a probing attacker makes many different calls, a broken job one.",
    number: 1,
    number12: 1,
    securityHub: 2,
    threshold: 20,
    noise: "software tries calls that it may not make, and consoles do on every page",
  },
  {
    id: "sign-in-without-mfa",
    title: "Console sign-in without MFA",
    severity: "high",
    happened: "An IAM user signed in to the console with a password alone.",
    firstStep:
      "Ask the user whether it was them; if not, remove the password and the sessions. Then require MFA.",
    number: 2,
    number12: 2,
    securityHub: 3,
    rule: SIGN_IN_WITHOUT_MFA,
  },
  {
    id: "root-use",
    title: "The root user acts",
    severity: "critical",
    happened: "The root user of an account signed in or made a call.",
    firstStep:
      "Ask who holds the account's root credentials whether it was them; if not, recover the account and change them.",
    number: 3,
    number12: 3,
    securityHub: 1,
    rule: ROOT_USE,
  },
  {
    id: "iam-policy-changes",
    title: "IAM policy changed",
    severity: "medium",
    happened: "A policy of an IAM user, group or role was made, changed, attached or removed.",
    firstStep:
      "See what the policy allows now and whether the change has a ticket or a commit; if not, take it back.",
    number: 4,
    number12: 4,
    securityHub: 4,
  },
  {
    id: "cloudtrail-changes",
    title: "Trail changed or stopped",
    severity: "medium",
    happened:
      "A trail, whoever's it is, was made, changed, deleted, started or stopped, or what it records changed.",
    firstStep: "See whose trail it is. That of the audit log has a control of its own, audit-trail-changed.",
    noise: "people who try CloudTrail make trails of their own, and other tools do",
    number: 5,
    number12: 5,
    securityHub: 5,
    beside: [
      {
        eventSource: "cloudtrail.amazonaws.com",
        eventNames: ["PutEventConfiguration", "PutEventSelectors", "PutInsightSelectors"],
      },
    ],
  },
  {
    id: "sign-in-failures",
    title: "Console sign-ins fail",
    severity: "low",
    happened: "Several sign-ins to the console failed.",
    firstStep:
      "See whether they are of one user, who may have forgotten a password, or of many from one address, which is an attack.",
    number: 6,
    number12: 6,
    securityHub: 6,
    threshold: 5,
    noise: "people mistype passwords",
  },
  {
    id: "key-deletion",
    title: "Key disabled or to be deleted",
    severity: "high",
    happened: "A customer managed KMS key was disabled, or its deletion was scheduled.",
    firstStep:
      "Cancel the deletion or enable the key until its owner confirms: what it encrypts is lost with it.",
    number: 7,
    number12: 7,
    securityHub: 7,
  },
  {
    id: "bucket-policy-changes",
    title: "Bucket policy changed",
    severity: "medium",
    happened: "The policy, ACL, CORS, lifecycle or replication of an S3 bucket was changed or removed.",
    firstStep: "See whether the bucket is open to more accounts than before, or loses objects earlier.",
    number: 8,
    number12: 8,
    securityHub: 8,
  },
  {
    id: "config-changes",
    title: "AWS Config changed",
    severity: "medium",
    happened: "AWS Config was stopped, or what it records or where it delivers was changed.",
    firstStep: "Start the recorder again, then see who changed it.",
    number: 9,
    number12: 9,
    securityHub: 9,
  },
  {
    id: "security-group-changes",
    title: "Security group changed",
    severity: "low",
    happened: "A security group was made or deleted, or its rules changed.",
    firstStep: "See whether a rule now lets in 0.0.0.0/0 or ::/0.",
    number: 10,
    number12: 10,
    securityHub: 10,
    // In CIS's text since v5.0, and not in Security Hub's.
    beside: [{ eventSource: "ec2.amazonaws.com", eventNames: ["ModifySecurityGroupRules"] }],
    noise: NETWORK_NOISE,
  },
  {
    id: "network-acl-changes",
    title: "Network ACL changed",
    severity: "low",
    happened: "A network ACL was made, changed, deleted, or given to another subnet.",
    firstStep: "See whether the ACL now lets in what it kept out.",
    number: 11,
    number12: 11,
    securityHub: 11,
    noise: NETWORK_NOISE,
  },
  {
    id: "network-gateway-changes",
    title: "Network gateway changed",
    severity: "low",
    happened: "An internet gateway or customer gateway was made, deleted, attached or detached.",
    firstStep: "See whether a network that had no way to the internet now has one.",
    number: 12,
    number12: 12,
    securityHub: 12,
    noise: NETWORK_NOISE,
  },
  {
    id: "route-table-changes",
    title: "Route table changed",
    severity: "low",
    happened: "A route or route table was made, changed or deleted.",
    firstStep: "See where the traffic goes now.",
    number: 13,
    number12: 13,
    securityHub: 13,
    noise: NETWORK_NOISE,
  },
  {
    id: "vpc-changes",
    title: "VPC changed",
    severity: "low",
    happened: "A VPC or a peering connection was made, changed or deleted.",
    firstStep: "See which networks reach each other now.",
    number: 14,
    number12: 14,
    securityHub: 14,
    noise: NETWORK_NOISE,
  },
  {
    id: "organizations-changes",
    title: "Organization changed",
    severity: "high",
    happened:
      "An account joined, left or moved, a policy or the features of the organization changed, or a service was given access to it; or somebody tried.",
    firstStep:
      "See whether service control policies still hold where they did, and whether each account is known.",
    number: 15,
    beside: [
      {
        eventSource: "organizations.amazonaws.com",
        eventNames: [
          "CancelHandshake",
          "CreateGovCloudAccount",
          "CreateOrganization",
          "EnableAWSServiceAccess",
          "EnableAllFeatures",
          "TerminateResponsibilityTransfer",
        ],
      },
    ],
  },
];

/** The 15 monitoring controls of the CIS AWS Foundations Benchmark. */
export const CIS_CONTROLS: readonly Control[] = CIS.map(
  ({ id, number, number12, securityHub, beside = [], rule, noise, threshold = 1, ...control }) => ({
    ...control,
    id,
    patterns: [CIS_PATTERNS[id], ...filterPatterns(beside)],
    ...(rule !== undefined && { rule }),
    threshold,
    periodMinutes: periodOf({ severity: control.severity, threshold }),
    ...(noise !== undefined && { noise }),
    standards: {
      ...(number12 !== undefined && { cis12: `3.${number12}` }),
      cis14To50: `4.${number}`,
      cis60To70: `5.${number}`,
      ...(securityHub !== undefined && { securityHub: `CloudWatch.${securityHub}` }),
    },
  }),
);
