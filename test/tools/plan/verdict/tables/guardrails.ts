import { SENSITIVE, UNKNOWN, type JsonObject, type ResourceChange } from "../../../../../tools/plan/change";
import { EXCEPTIONS } from "../exceptions";
import { created, destroyed, replaced, updated } from "../plans";
import type { Row } from "./row";

const GUARDRAIL: JsonObject = {
  name: "protect-trails",
  type: "SERVICE_CONTROL_POLICY",
  content: guardrail({}),
};

function guardrail(changes: object): string {
  const statement = {
    Sid: "ProtectTrails",
    Effect: "Deny",
    Action: ["cloudtrail:StopLogging", "cloudtrail:Delete*"],
    Resource: "*",
    Condition: { ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/BreakGlass"] } },
    ...changes,
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

const trailNamed = (name: string): string => `arn:aws:cloudtrail:*:*:trail/${name}`;

const guard = (changes: object): ResourceChange =>
  updated("aws_organizations_policy", GUARDRAIL, { content: guardrail(changes) });

const ATTACHMENT: JsonObject = { target_id: "r-abcd", policy_id: "p-1" };
const RESOURCE_CONTROL: JsonObject = {
  ...GUARDRAIL,
  type: "RESOURCE_CONTROL_POLICY",
  content: resources({}),
};

function resources(changes: object): string {
  const statement = {
    Sid: "DenyOutsiders",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: "*",
    Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    ...changes,
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

const OF_SERVICES = {
  Bool: { "aws:PrincipalIsAWSService": "true" },
  StringNotEqualsIfExists: { "aws:SourceOrgID": "o-a1b2c3d4e5" },
};

/** What a guardrail may ask for besides the role, and so make an exception of. */
const ROLE = { ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/BreakGlass"] } };

/** Denials that deny less, by an exception or by what they leave out. */
const LESS_ROWS: readonly Row[] = [
  ...EXCEPTIONS.map((exception): Row => ({
    rule: "guardrail-weakened",
    when: `an exception is made by ${Object.keys(exception).join()} ${JSON.stringify(exception)}`,
    change: guard({ Condition: { ...ROLE, ...exception } }),
    says: ["cloudtrail:StopLogging for members of the organization"],
  })),
  {
    rule: "guardrail-weakened",
    when: "all but some actions are denied, and one more is excepted",
    change: updated(
      "aws_organizations_policy",
      { ...GUARDRAIL, content: guardrail({ Action: undefined, NotAction: ["iam:*"] }) },
      { content: guardrail({ Action: undefined, NotAction: ["iam:*", "ec2:TerminateInstances"] }) },
    ),
    says: ["all but iam:* for members of the organization"],
  },
  {
    rule: "guardrail-weakened",
    when: "all but some trails are guarded, and one more is not",
    change: updated(
      "aws_organizations_policy",
      { ...GUARDRAIL, content: guardrail({ Resource: undefined, NotResource: trailNamed("own") }) },
      { content: guardrail({ Resource: undefined, NotResource: [trailNamed("own"), trailNamed("acme")] }) },
    ),
    says: ["cloudtrail:StopLogging for members of the organization"],
  },
  {
    rule: "guardrail-weakened",
    when: "some actions take the place of all of a service",
    change: updated(
      "aws_organizations_policy",
      { ...GUARDRAIL, content: guardrail({ Action: "cloudtrail:*" }) },
      { content: guardrail({ Action: ["cloudtrail:Example*", "cloudtrail:Stop*"] }) },
    ),
    says: ["cloudtrail:* for members of the organization"],
  },
  {
    rule: "guardrail-weakened",
    when: "a resource control policy lets in who has a tag",
    change: updated("aws_organizations_policy", RESOURCE_CONTROL, {
      content: resources({
        Condition: {
          StringNotEqualsIfExists: {
            "aws:PrincipalOrgID": "o-a1b2c3d4e5",
            "aws:PrincipalTag/team": "friend",
          },
        },
      }),
    }),
    says: ["s3:* for "],
  },
  {
    rule: "guardrail-weakened",
    when: "a resource control policy lets in another organization",
    change: updated("aws_organizations_policy", RESOURCE_CONTROL, {
      content: resources({
        Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-friend0000"] } },
      }),
    }),
    says: ["s3:* for other organizations"],
  },
  {
    rule: "guardrail-weakened",
    when: "a resource control policy lets in services of others that say a source",
    change: updated(
      "aws_organizations_policy",
      { ...RESOURCE_CONTROL, content: resources({ Condition: OF_SERVICES }) },
      {
        content: resources({
          Condition: { ...OF_SERVICES, StringNotEquals: { "aws:SourceAccount": "999999999999" } },
        }),
      },
    ),
    says: ["s3:* for AWS services"],
  },
  {
    rule: "guardrail-weakened",
    when: "a policy of the organization excepts who has two tags that are the same",
    change: guard({
      Condition: { ...ROLE, StringNotEquals: { "aws:PrincipalTag/a": "${aws:PrincipalTag/b}" } },
    }),
    says: ["cloudtrail:StopLogging for members of the organization"],
  },
  {
    rule: "policy-not-judged",
    when: "a policy of the organization allows more",
    change: updated(
      "aws_organizations_policy",
      { ...GUARDRAIL, content: guardrail({ Effect: "Allow", Condition: {}, Action: "s3:*" }) },
      { content: guardrail({ Effect: "Allow", Condition: {}, Action: "*" }) },
    ),
    says: ["statement ProtectTrails allows more than before, and others may limit it or not"],
  },
  {
    rule: "policy-not-judged",
    when: "a policy of the organization is hidden",
    change: updated("aws_organizations_policy", { ...GUARDRAIL, content: SENSITIVE }, { tags: { a: "b" } }),
    says: ["the policy is sensitive, and hidden"],
  },
  {
    rule: "guardrail-weakened",
    when: "another policy is attached in its place",
    change: replaced("aws_organizations_policy_attachment", ATTACHMENT, { policy_id: "p-FullAWSAccess" }),
    says: ['all that the policy denied in "r-abcd" (policy "p-1")'],
  },
  {
    rule: "guardrail-weakened",
    when: "the same is attached anew",
    change: replaced("aws_organizations_policy_attachment", { ...ATTACHMENT, id: "a" }, { id: UNKNOWN }),
    says: [],
  },
  {
    rule: "guardrail-weakened",
    when: "it is attached to more",
    change: created("aws_organizations_policy_attachment", ATTACHMENT),
    says: [],
  },
  ...(["policy_id", "target_id"] as const).map((name): Row => ({
    rule: "policy-not-judged",
    when: `${name} of an attachment is known only after apply`,
    change: replaced("aws_organizations_policy_attachment", ATTACHMENT, { [name]: UNKNOWN }),
    says: [`${name} of the attachment cannot be told before the apply`],
  })),
];

/** Policies of the organization. */
export const GUARDRAIL_ROWS: readonly Row[] = [
  {
    rule: "guardrail-weakened",
    when: "it is destroyed",
    change: destroyed("aws_organizations_policy", GUARDRAIL),
    says: ["this is no longer denied: all that protect-trails denied"],
  },
  {
    rule: "guardrail-weakened",
    when: "it is detached",
    change: destroyed("aws_organizations_policy_attachment", { target_id: "r-abcd", policy_id: "p-1" }),
    says: ['all that the policy denied in "r-abcd"'],
  },
  {
    rule: "guardrail-weakened",
    when: "it is attached to less",
    change: replaced(
      "aws_organizations_policy_attachment",
      { target_id: "r-abcd", policy_id: "p-1" },
      { target_id: "ou-abcd-1" },
    ),
    says: ['all that the policy denied in "r-abcd"'],
  },
  {
    rule: "guardrail-weakened",
    when: "an action is left out",
    change: guard({ Action: ["cloudtrail:Delete*"] }),
    says: ["cloudtrail:StopLogging for"],
  },
  {
    rule: "guardrail-weakened",
    when: "one action takes the place of a pattern",
    change: guard({ Action: ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail"] }),
    says: ["cloudtrail:Delete* for"],
  },
  {
    rule: "guardrail-weakened",
    when: "one more role is excepted",
    change: guard({
      Condition: {
        ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/BreakGlass", "arn:aws:iam::*:role/Evil"] },
      },
    }),
    says: ["cloudtrail:StopLogging for arn:aws:iam::*:role/Evil"],
  },
  {
    rule: "guardrail-weakened",
    when: "it holds for one Region only",
    change: guard({ Resource: "arn:aws:cloudtrail:us-east-1:*:*" }),
    says: ["cloudtrail:StopLogging for"],
  },
  {
    rule: "guardrail-weakened",
    when: "it denies more",
    change: guard({ Action: ["cloudtrail:StopLogging", "cloudtrail:*"] }),
    says: [],
  },
  {
    rule: "guardrail-weakened",
    when: "it is written otherwise",
    change: guard({ Action: ["cloudtrail:Delete*", "cloudtrail:Stop*"] }),
    says: [],
  },
  ...LESS_ROWS,
  {
    rule: "policy-not-judged",
    when: "a policy of the organization is of a type that is none of denials",
    change: updated(
      "aws_organizations_policy",
      { ...GUARDRAIL, type: "TAG_POLICY", content: "{}" },
      { content: '{"tags":{}}' },
    ),
    says: ['a policy of type "TAG_POLICY" is read by no evaluator'],
  },
];
