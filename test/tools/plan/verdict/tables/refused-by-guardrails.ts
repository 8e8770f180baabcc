import { serviceControlPolicies } from "../../../../../modules/policy";
import { UNKNOWN, type JsonObject, type ResourceChange } from "../../../../../tools/plan/change";
import { referenceConfiguration } from "../../../../support/configurations";
import { created, updated } from "../plans";
import { LOG_BUCKET } from "../resources";
import type { Row } from "./row";

const TYPE = "aws_organizations_policy";
const LOGS = `arn:aws:s3:::${LOG_BUCKET}/*`;
const FOLDER = `arn:aws:s3:::${LOG_BUCKET}/AWSLogs/o-a1b2c3d4e5`;

function policy(kind: "SERVICE" | "RESOURCE", statements: readonly object[]): JsonObject {
  return {
    name: "other",
    type: `${kind}_CONTROL_POLICY`,
    content: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
  };
}

const OLD = { Sid: "Old", Effect: "Deny", Action: "ec2:RunInstances", Resource: "*" };
const OLD_OF_RESOURCES = { ...OLD, Principal: "*", Action: "s3:DeleteBucket" };

const people = (statement: object): ResourceChange => {
  const { content } = policy("SERVICE", [OLD, { Sid: "More", Effect: "Deny", Resource: "*", ...statement }]);
  return updated(TYPE, policy("SERVICE", [OLD]), { content: content ?? null });
};

const resources = (statement: object): ResourceChange => {
  const more = { Sid: "More", Effect: "Deny", Principal: "*", Resource: "*", ...statement };
  const { content } = policy("RESOURCE", [OLD_OF_RESOURCES, more]);
  return updated(TYPE, policy("RESOURCE", [OLD_OF_RESOURCES]), { content: content ?? null });
};

/** What services deliver, and no longer could. */
const STOPPED: readonly (readonly [when: string, change: ResourceChange, says: string])[] = [
  [
    "writing to log buckets",
    resources({ Action: "s3:PutObject", Resource: LOGS }),
    "cloudtrail.amazonaws.com: s3:PutObject",
  ],
  ["all of S3", resources({ Action: "s3:*" }), "cloudtrail.amazonaws.com: s3:"],
  ["all but reading", resources({ NotAction: "s3:Get*" }), "cloudtrail.amazonaws.com: s3:PutObject"],
  [
    "all but other buckets",
    resources({ Action: "s3:PutObject", Resource: undefined, NotResource: "arn:aws:s3:::other/*" }),
    "s3:PutObject",
  ],
  [
    "one account's folder",
    resources({ Action: "s3:PutObject", Resource: `${FOLDER}/444444444444/*` }),
    "s3:PutObject",
  ],
  [
    "one Region's folder",
    resources({ Action: "s3:PutObject", Resource: `${FOLDER}/*/CloudTrail/eu-west-1/*` }),
    "s3:PutObject",
  ],
  [
    "what comes from some day on",
    resources({
      Action: "s3:PutObject",
      Condition: { DateGreaterThan: { "aws:CurrentTime": "2027-01-01T00:00:00Z" } },
    }),
    "s3:PutObject",
  ],
  [
    "one trail",
    resources({
      Action: "s3:PutObject",
      Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudtrail:*:*:trail/acme-organization-trail" } },
    }),
    "s3:PutObject",
  ],
  [
    "services in their own name",
    resources({ Action: "s3:*", Condition: { Bool: { "aws:PrincipalIsAWSService": "true" } } }),
    "cloudtrail.amazonaws.com",
  ],
  [
    "requests of no member, with those of services",
    resources({
      Action: "s3:PutObject",
      Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    }),
    "s3:PutObject",
  ],
  ["the data keys of log files", resources({ Action: "kms:GenerateDataKey*" }), "kms:GenerateDataKey"],
  ["what alarms publish", resources({ Action: "sns:Publish" }), "sns:Publish"],
];

/** A denial of reading logs, under a condition, and what becomes of it. */
const reading = (before: object, after: object): ResourceChange => {
  const denial = { Sid: "Read", Effect: "Deny", Action: "s3:GetObject", Resource: LOGS };
  const { content } = policy("SERVICE", [{ ...denial, ...after }]);
  return updated(TYPE, policy("SERVICE", [{ ...denial, ...before }]), { content: content ?? null });
};
const WITHOUT_MFA = { Bool: { "aws:MultiFactorAuthPresent": "false" } };
const WITH_MFA = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
const STRANGERS = { StringNotLike: { "aws:PrincipalTag/team": "audit-*" } };

/** What people do with logs, and no longer could. */
const LOST: readonly (readonly [when: string, change: ResourceChange, says: string])[] = [
  [
    "readers of logs, by their resource",
    resources({ Action: "s3:GetObject", Condition: { Bool: { "aws:PrincipalIsAWSService": "false" } } }),
    "s3:GetObject",
  ],
  ["reading logs", people({ Action: "s3:GetObject", Resource: LOGS }), "s3:GetObject"],
  [
    "reading logs among what other services are asked",
    people({ Action: ["config:DeleteRemediationConfiguration", "s3:GetObject"], Resource: LOGS }),
    "s3:GetObject",
  ],
  ["decrypting", people({ Action: "kms:Decrypt" }), "kms:Decrypt"],
  ["everything", people({ Action: "*" }), "s3:"],
  [
    "everything but in one Region",
    people({ Action: "*", Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } } }),
    "s3:",
  ],
  [
    "reading logs, and no longer under a condition alone",
    reading({ Condition: { ...WITHOUT_MFA, ...STRANGERS } }, { Condition: WITHOUT_MFA }),
    "s3:GetObject",
  ],
  [
    "reading logs under another value of the condition",
    reading({ Condition: WITHOUT_MFA }, { Condition: WITH_MFA }),
    "s3:GetObject",
  ],
  [
    "reading logs under another condition",
    reading({ Condition: WITHOUT_MFA }, { Condition: STRANGERS }),
    "s3:GetObject",
  ],
  [
    "the role that deploys",
    people({
      Action: "s3:PutBucketPolicy",
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/OrgTrailDeploy" } },
    }),
    "s3:PutBucketPolicy",
  ],
];

/** What concerns nothing of the audit log, or what orgtrail denies itself. */
const HARMLESS: readonly (readonly [when: string, change: ResourceChange])[] = [
  ["machines", people({ Action: "ec2:TerminateInstances" })],
  ["other buckets", resources({ Action: "s3:*", Resource: ["arn:aws:s3:::other", "arn:aws:s3:::other/*"] })],
  ["other buckets to people", people({ Action: "s3:PutObject", Resource: "arn:aws:s3:::other/*" })],
  ["another service", resources({ Action: "secretsmanager:GetSecretValue" })],
  [
    "people of the management account, whom no such policy binds",
    people({ Action: "s3:*", Condition: { StringEquals: { "aws:PrincipalAccount": "111111111111" } } }),
  ],
  ["what it denied, under one condition more", reading({}, { Condition: STRANGERS })],
  [
    "what it denied, under two conditions where there was one",
    reading({ Condition: WITHOUT_MFA }, { Sid: "Other", Condition: { ...STRANGERS, ...WITHOUT_MFA } }),
  ],
  ["what it denied", updated(TYPE, policy("SERVICE", [OLD]), { name: "renamed" })],
];

const ORGANIZATION = "o-a1b2c3d4e5";
const BY_SERVICES = { Bool: { "aws:PrincipalIsAWSService": "true" } };

/**
 * What AWS gives as examples, which many organizations have: none stops a delivery.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html
 */
const OF_AWS: readonly (readonly [when: string, change: ResourceChange])[] = [
  [
    "all but global services outside of some Regions",
    people({
      NotAction: ["iam:*", "kms:*", "organizations:*", "route53:*", "sts:*"],
      Condition: {
        StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] },
        ArnNotLike: { "aws:PrincipalARN": "arn:aws:iam::*:role/OrgTrailDeploy" },
      },
    }),
  ],
  [
    "roles of other organizations",
    people({
      Action: "sts:AssumeRole",
      Condition: { StringNotEqualsIfExists: { "aws:ResourceOrgID": ORGANIZATION } },
    }),
  ],
  [
    "more of trails, by what it leaves",
    people({
      NotAction: "cloudtrail:Get*",
      Resource: "arn:aws:cloudtrail:*:*:trail/acme-organization-trail",
    }),
  ],
  [
    "plain HTTP",
    resources({
      Action: ["kms:*", "s3:*", "sqs:*", "sts:*"],
      Condition: { BoolIfExists: { "aws:SecureTransport": "false" } },
    }),
  ],
  ...["aws:SourceArn", "aws:SourceAccount"].map((key): readonly [string, ResourceChange] => [
    `services on behalf of others, where there is ${key}`,
    resources({
      Action: ["kms:*", "s3:*", "sqs:*", "sts:*"],
      Condition: {
        ...BY_SERVICES,
        StringNotEqualsIfExists: { "aws:SourceOrgID": ORGANIZATION, "aws:SourceAccount": "999999999999" },
        Null: { [key]: "false" },
      },
    }),
  ]),
  [
    "what belongs to other organizations",
    people({
      Action: "*",
      Resource: undefined,
      NotResource: ["arn:aws:iam::aws:policy/*", "arn:aws:ssm:*::document/*"],
      Condition: {
        StringNotEqualsIfExists: { "aws:ResourceOrgID": ORGANIZATION, "ec2:Owner": "amazon" },
      },
    }),
  ],
  [
    "tags of a data perimeter",
    people({
      Action: "*",
      Condition: {
        StringNotEqualsIfExists: { "aws:PrincipalTag/team": "admin" },
        "ForAnyValue:StringLike": { "aws:TagKeys": ["dp:*", "team"] },
      },
    }),
  ],
  [
    "what machines ask from elsewhere",
    people({
      Action: "*",
      Condition: {
        Null: { "ec2:SourceInstanceARN": "false" },
        StringNotEqualsIfExists: { "aws:SourceVpc": "vpc-1" },
      },
    }),
  ],
  [
    "web identities of other audiences",
    resources({
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringNotEqualsIfExists: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
      },
    }),
  ],
];

const attached = (id: string): ResourceChange =>
  created("aws_organizations_policy_attachment", { policy_id: id, target_id: "ou-ab12-34cd56ef" });

/** The first of orgtrail's own policies. */
function own(): JsonObject {
  const names = referenceConfiguration().guardrails?.names;
  const [document] = names === undefined ? [] : serviceControlPolicies(names);
  return { id: "p-own", ...policy("SERVICE", document?.Statement ?? []) };
}

/** What policies of the organization newly deny. */
export const REFUSED_BY_GUARDRAIL_ROWS: readonly Row[] = [
  ...STOPPED.map(([when, change, says]): Row => ({
    rule: "delivery-refused",
    when: `resources refuse ${when}`,
    change,
    says: [says],
  })),
  ...OF_AWS.map(([when, change]): Row => ({
    rule: "delivery-refused",
    when: `AWS's example denies ${when}`,
    change,
    says: [],
  })),
  {
    rule: "delivery-refused",
    when: "more readers lose theirs than are told",
    change: people({ NotAction: ["ec2:*", "iam:*"] }),
    says: ["log role of team payments"],
  },
  ...LOST.map(([when, change, says]): Row => ({
    rule: "access-lost",
    when: `the organization denies ${when}`,
    change,
    says: [says],
  })),
  ...HARMLESS.flatMap(([when, change]) =>
    (["delivery-refused", "access-lost", "policy-not-judged"] as const).map((rule): Row => ({
      rule,
      when: `the organization denies ${when}`,
      change,
      says: [],
    })),
  ),
  {
    rule: "delivery-refused",
    when: "a new policy refuses what is delivered",
    change: created(TYPE, policy("RESOURCE", [{ ...OLD_OF_RESOURCES, Action: "s3:PutObject" }])),
    says: ["s3:PutObject"],
  },
  {
    rule: "access-lost",
    when: "a policy of orgtrail's own is made",
    change: created(TYPE, own()),
    says: [],
  },
  {
    rule: "access-lost",
    when: "a policy of orgtrail's own is attached elsewhere",
    change: attached("p-own"),
    unchanged: new Map([[`${TYPE}.own`, { type: TYPE, values: own() }]]),
    says: [],
  },
  {
    rule: "access-lost",
    when: "a policy of the stack that denies everything is attached",
    change: attached("p-all"),
    unchanged: new Map([
      [
        `${TYPE}.all`,
        { type: TYPE, values: { id: "p-all", ...policy("SERVICE", [{ ...OLD, Action: "*" }]) } },
      ],
    ]),
    says: ["s3:"],
  },
  {
    rule: "policy-not-judged",
    when: "a policy that the stack does not have is attached",
    change: attached("p-other"),
    says: ['policy "p-other", which no resource of the stack has, is attached'],
  },
  {
    rule: "policy-not-judged",
    when: "a policy that the plan makes is attached",
    change: created("aws_organizations_policy_attachment", { policy_id: UNKNOWN, target_id: "r-ab12" }),
    says: [],
  },
];
