import { UNKNOWN, type JsonObject } from "../../../../../tools/plan/change";
import { destroyed, updated } from "../plans";
import type { Row } from "./row";

const rolePolicy = (...actions: readonly string[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Deliver",
        Effect: "Allow",
        Action: actions,
        Resource: "arn:aws:logs:us-east-1:222222222222:log-group:acme:log-stream:*",
      },
    ],
  });
const ROLE_POLICY: JsonObject = {
  role: "acme-log-role",
  policy: rolePolicy("logs:CreateLogStream", "logs:PutLogEvents"),
};

/** What roles may do, and who may assume them. */
export const ROLE_ROWS: readonly Row[] = [
  {
    rule: "delivery-refused",
    when: "the role of the log group may not write events",
    change: updated("aws_iam_role_policy", ROLE_POLICY, { policy: rolePolicy("logs:CreateLogStream") }),
    says: [
      "logs:PutLogEvents on arn:aws:logs:us-east-1:222222222222:log-group:acme:log-stream:example for role acme-log-role",
    ],
  },
  {
    rule: "delivery-refused",
    when: "the role of the log group has no policy any more",
    change: destroyed("aws_iam_role_policy", ROLE_POLICY),
    says: ["logs:CreateLogStream"],
  },
  {
    rule: "delivery-refused",
    when: "the role's actions are written as a pattern",
    change: updated("aws_iam_role_policy", ROLE_POLICY, {
      policy: rolePolicy("logs:Create*", "logs:Put*"),
    }),
    says: [],
  },
  {
    rule: "access-widened",
    when: "the role may do more",
    change: updated("aws_iam_role_policy", ROLE_POLICY, {
      policy: rolePolicy("logs:CreateLogStream", "logs:PutLogEvents", "logs:DeleteLogStream"),
    }),
    says: ["this is newly allowed: logs:DeleteLogStream"],
  },
  {
    rule: "policy-not-judged",
    when: "a role's policy is known only after apply",
    change: updated("aws_iam_role_policy", ROLE_POLICY, { policy: UNKNOWN }),
    says: ["the policy is known only after apply"],
  },
  {
    rule: "delivery-refused",
    when: "a service may no longer assume a role",
    change: updated(
      "aws_iam_role",
      {
        name: "acme-log-role",
        assume_role_policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "A",
              Effect: "Allow",
              Principal: { Service: "cloudtrail.amazonaws.com" },
              Action: "sts:AssumeRole",
            },
          ],
        }),
      },
      { assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [] }) },
    ),
    says: ["cloudtrail.amazonaws.com: sts:AssumeRole on arn:aws:iam::222222222222:role/acme-log-role"],
  },
];
