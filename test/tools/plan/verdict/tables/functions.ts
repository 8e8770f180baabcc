import { UNKNOWN, type JsonObject } from "../../../../../tools/plan/change";
import { created, destroyed, replaced, updated } from "../plans";
import { STRANGER } from "./edited-policies";
import type { Row } from "./row";

const PERMISSION: JsonObject = {
  statement_id: "AllowRule",
  action: "lambda:InvokeFunction",
  function_name: "respond",
  principal: "events.amazonaws.com",
  source_arn: "arn:aws:events:us-east-1:111111111111:rule/acme-tampering",
};

/** Permissions are the statements of a function's policy. */
const FUNCTION_ROWS: readonly Row[] = [
  {
    rule: "access-widened",
    when: "a function may be called for the rules of every account",
    change: replaced("aws_lambda_permission", PERMISSION, { source_arn: null }),
    says: [
      "events.amazonaws.com may newly call the function (lambda:InvokeFunction), such as without aws:SourceArn",
    ],
  },
  {
    rule: "access-widened",
    when: "a function may be called for one rule less",
    change: replaced(
      "aws_lambda_permission",
      { ...PERMISSION, source_arn: "arn:aws:events:*:*:rule/acme-*" },
      PERMISSION,
    ),
    says: [],
  },
  {
    rule: "access-widened",
    when: "a stranger may call a function",
    change: created("aws_lambda_permission", { ...PERMISSION, principal: STRANGER, source_arn: null }),
    says: [`${STRANGER} may newly call the function (lambda:InvokeFunction)`],
  },
  {
    rule: "access-widened",
    when: "a function of one organization may be called by all that there are",
    change: replaced(
      "aws_lambda_permission",
      { ...PERMISSION, principal: "*", source_arn: null, principal_org_id: "o-elsewhere00" },
      { principal_org_id: null },
    ),
    says: ["may newly call the function (lambda:InvokeFunction)"],
  },
  {
    rule: "access-widened",
    when: "a new rule may call a function, and its ARN is not known yet",
    change: created("aws_lambda_permission", { ...PERMISSION, source_arn: UNKNOWN }),
    says: [],
  },
  {
    rule: "destructive-access",
    when: "a stranger may change the code of a function",
    change: created("aws_lambda_permission", {
      ...PERMISSION,
      action: "lambda:UpdateFunctionCode",
      principal: STRANGER,
      source_arn: null,
    }),
    says: [`${STRANGER} may newly change or delete the function (lambda:UpdateFunctionCode)`],
  },
  {
    rule: "policy-not-judged",
    when: "a new rule may call a function, and its ARN is not known yet",
    change: created("aws_lambda_permission", { ...PERMISSION, source_arn: UNKNOWN }),
    says: [],
  },
  {
    rule: "policy-not-judged",
    when: "it is not known yet who may call a function in place of a rule",
    change: replaced("aws_lambda_permission", PERMISSION, { principal: UNKNOWN }),
    says: ["the policy is known only after apply"],
  },
];

const ON_BUS: JsonObject = {
  ...{ statement_id: "AllowOrganization", event_bus_name: "acme-orgtrail", action: "events:PutEvents" },
  principal: "*",
  condition: [{ key: "aws:PrincipalOrgID", type: "StringEquals", value: "o-a1b2c3d4e5" }],
};

/** Permissions are statements of a bus's policy, too. */
const BUS_ROWS: readonly Row[] = [
  {
    rule: "access-widened",
    when: "a stranger may put events on a bus",
    change: created("aws_cloudwatch_event_permission", {
      ...ON_BUS,
      principal: "999999999999",
      condition: [],
    }),
    says: ["999999999999 may newly send events to the bus (events:PutEvents)"],
  },
  {
    rule: "access-widened",
    when: "a bus of one organization is open to everybody",
    change: updated("aws_cloudwatch_event_permission", ON_BUS, { ...ON_BUS, condition: [] }),
    says: ["may newly send events to the bus (events:PutEvents)"],
  },
  {
    rule: "access-widened",
    when: "a bus that was open to everybody is one organization's",
    change: updated("aws_cloudwatch_event_permission", { ...ON_BUS, condition: [] }, ON_BUS),
    says: [],
  },
  {
    rule: "access-lost",
    when: "the organization may no longer put events on a bus",
    change: destroyed("aws_cloudwatch_event_permission", ON_BUS),
    says: [
      "members of the organization: events:PutEvents on arn:aws:events:us-east-1:222222222222:event-bus/acme-orgtrail",
    ],
  },
  {
    rule: "policy-not-judged",
    when: "it is not known yet who may put events on a bus",
    change: created("aws_cloudwatch_event_permission", { ...ON_BUS, principal: UNKNOWN }),
    says: ["the policy is known only after apply"],
  },
];

const DELEGATE = "arn:aws:iam::333333333333:root";
const content = (...Action: readonly string[]): JsonObject => ({
  content: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "Delegate", Effect: "Allow", Principal: { AWS: DELEGATE }, Action, Resource: "*" }],
  }),
});
const LISTS = content("organizations:ListPolicies");

/** The organization's own resource policy delegates what its management account does. */
const ORGANIZATION_ROWS: readonly Row[] = [
  {
    rule: "access-widened",
    when: "an account may newly list the organization's policies",
    change: created("aws_organizations_resource_policy", LISTS),
    says: ["333333333333 may newly do something else with the organization (organizations:ListPolicies)"],
  },
  {
    rule: "destructive-access",
    when: "an account may newly detach guardrails",
    change: updated(
      "aws_organizations_resource_policy",
      LISTS,
      content("organizations:ListPolicies", "organizations:DetachPolicy"),
    ),
    says: ["333333333333 may newly change, detach or delete guardrails (organizations:DetachPolicy)"],
  },
  {
    rule: "destructive-access",
    when: "an account may detach guardrails no longer",
    change: updated("aws_organizations_resource_policy", content("organizations:DetachPolicy"), LISTS),
    says: [],
  },
  {
    rule: "access-lost",
    when: "the organization has no resource policy any more",
    change: destroyed("aws_organizations_resource_policy", LISTS),
    says: ["organizations:ListPolicies on arn:aws:organizations::"],
  },
];

export const FUNCTION_AND_ORGANIZATION_ROWS: readonly Row[] = [
  ...FUNCTION_ROWS,
  ...BUS_ROWS,
  ...ORGANIZATION_ROWS,
];
