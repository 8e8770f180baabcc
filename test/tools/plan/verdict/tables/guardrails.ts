import type { JsonObject, ResourceChange } from "../../../../../tools/plan/change";
import { destroyed, replaced, updated } from "../plans";
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

const guard = (changes: object): ResourceChange =>
  updated("aws_organizations_policy", GUARDRAIL, { content: guardrail(changes) });

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
