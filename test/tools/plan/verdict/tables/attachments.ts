import { UNKNOWN, type JsonObject } from "../../../../../tools/plan/change";
import { created, destroyed, forgotten, replaced, updated } from "../plans";
import type { Row } from "./row";

const trust = (service: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "A", Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
const EVERYTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }],
});

const ROLE: JsonObject = {
  name: "acme-log-role",
  permissions_boundary: null,
  assume_role_policy: trust("cloudtrail.amazonaws.com"),
};
const RUNBOOK_ROLE: JsonObject = { ...ROLE, assume_role_policy: trust("ssm.amazonaws.com") };

const ADMINISTRATOR_ACCESS = "arn:aws:iam::aws:policy/AdministratorAccess";
const OWN_BOUNDARY = "arn:aws:iam::222222222222:policy/acme-pipeline-deploy-boundary";
const DENY_ALL = "arn:aws:iam::aws:policy/AWSDenyAll";
const ATTACHMENT: JsonObject = { role: "acme-log-role", policy_arn: ADMINISTRATOR_ACCESS };
const ATTACHED = "aws_iam_role_policy_attachment";

const ATTACHMENT_ROWS: readonly Row[] = [
  {
    rule: "access-widened",
    when: "a policy is attached to a role that stands",
    change: created(ATTACHED, ATTACHMENT),
    says: [`all that ${ADMINISTRATOR_ACCESS} permits for role acme-log-role`],
  },
  {
    rule: "access-widened",
    when: "a policy is attached to a new role",
    change: created(ATTACHED, ATTACHMENT),
    beside: [created("aws_iam_role", ROLE)],
    says: [`all that ${ADMINISTRATOR_ACCESS} permits for role acme-log-role`],
  },
  {
    rule: "access-widened",
    when: "another policy is attached in its place",
    change: replaced(
      ATTACHED,
      { ...ATTACHMENT, policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
      ATTACHMENT,
    ),
    says: [`all that ${ADMINISTRATOR_ACCESS} permits for role acme-log-role`],
  },
  {
    rule: "policy-not-judged",
    when: "it is known only after apply which policy is attached",
    change: created(ATTACHED, { ...ATTACHMENT, policy_arn: UNKNOWN }),
    says: ["which policy role acme-log-role gets cannot be told before the apply"],
  },
  {
    rule: "delivery-refused",
    when: "a policy that denies everything is attached",
    change: created(ATTACHED, { ...ATTACHMENT, policy_arn: DENY_ALL }),
    says: [`anything for role acme-log-role, which gets ${DENY_ALL}`],
  },
  {
    rule: "protection-forgotten",
    when: "an attachment is forgotten",
    change: forgotten(ATTACHED, ATTACHMENT),
    says: ["it leaves the state"],
  },
  {
    rule: "access-lost",
    when: "a policy is detached",
    change: destroyed(ATTACHED, ATTACHMENT),
    says: [`all that ${ADMINISTRATOR_ACCESS} permits for role acme-log-role`],
  },
  {
    rule: "access-lost",
    when: "a policy is detached from a role that goes",
    change: destroyed(ATTACHED, ATTACHMENT),
    beside: [destroyed("aws_iam_role", ROLE)],
    says: [],
  },
  {
    rule: "access-widened",
    when: "a policy that denies everything is detached",
    change: destroyed(ATTACHED, { ...ATTACHMENT, policy_arn: DENY_ALL }),
    says: [`all that ${DENY_ALL} kept from role acme-log-role`],
  },
];

const ROLE_OWN_ROWS: readonly Row[] = [
  {
    rule: "delivery-refused",
    when: "the role with which CloudTrail delivers is destroyed",
    change: destroyed("aws_iam_role", ROLE),
    says: ["cloudtrail.amazonaws.com: sts:AssumeRole on arn:aws:iam::222222222222:role/acme-log-role"],
  },
  {
    rule: "delivery-refused",
    when: "the role with which CloudTrail delivers gets another name",
    change: replaced("aws_iam_role", ROLE, { name: "another" }),
    says: ["cloudtrail.amazonaws.com: sts:AssumeRole"],
  },
  {
    rule: "delivery-refused",
    when: "a role that delivers nothing is destroyed",
    change: destroyed("aws_iam_role", RUNBOOK_ROLE),
    says: [],
  },
  {
    rule: "access-lost",
    when: "a role that delivers nothing is destroyed",
    change: destroyed("aws_iam_role", RUNBOOK_ROLE),
    says: ["this no longer holds: somebody takes the role acme-log-role"],
  },
  { rule: "access-lost", when: "a role is made", change: created("aws_iam_role", ROLE), says: [] },
  {
    rule: "delivery-refused",
    when: "a boundary keeps the role from everything",
    change: updated("aws_iam_role", ROLE, { permissions_boundary: DENY_ALL }),
    says: [`anything for role acme-log-role, whose boundary is ${DENY_ALL}`],
  },
  {
    rule: "policy-not-judged",
    when: "a role gets a boundary",
    change: updated("aws_iam_role", ROLE, {
      permissions_boundary: "arn:aws:iam::222222222222:policy/Limits",
    }),
    says: [
      "what the boundary arn:aws:iam::222222222222:policy/Limits leaves of what role acme-log-role may do",
    ],
  },
  {
    rule: "policy-not-judged",
    when: "a role gets the boundary of the configuration, which leaves it what it does",
    change: updated("aws_iam_role", ROLE, { permissions_boundary: OWN_BOUNDARY }),
    says: [],
  },
  {
    rule: "policy-not-judged",
    when: "another boundary takes the place of that of the configuration",
    change: updated(
      "aws_iam_role",
      { ...ROLE, permissions_boundary: OWN_BOUNDARY },
      { permissions_boundary: `${OWN_BOUNDARY}-2` },
    ),
    says: [`what the boundary ${OWN_BOUNDARY}-2 leaves of what role acme-log-role may do`],
  },
  {
    rule: "access-widened",
    when: "a role loses the boundary of the configuration",
    change: updated(
      "aws_iam_role",
      { ...ROLE, permissions_boundary: OWN_BOUNDARY },
      { permissions_boundary: null },
    ),
    says: [`all that the boundary ${OWN_BOUNDARY} kept from role acme-log-role`],
  },
  {
    rule: "access-widened",
    when: "the boundary itself allows more",
    change: updated(
      "aws_iam_policy",
      {
        name: "acme-pipeline-deploy-boundary",
        policy: EVERYTHING.replace('"Action":"*"', '"Action":"logs:PutLogEvents"'),
      },
      { policy: EVERYTHING },
    ),
    says: ["for whoever has the policy acme-pipeline-deploy-boundary"],
  },
  {
    rule: "policy-not-judged",
    when: "a role keeps its boundary",
    change: updated(
      "aws_iam_role",
      { ...ROLE, permissions_boundary: "arn:aws:iam::222222222222:policy/Limits" },
      { description: "x" },
    ),
    says: [],
  },
  {
    rule: "access-widened",
    when: "a role loses its boundary",
    change: updated(
      "aws_iam_role",
      { ...ROLE, permissions_boundary: "arn:aws:iam::222222222222:policy/Limits" },
      { permissions_boundary: "" },
    ),
    says: ["all that the boundary arn:aws:iam::222222222222:policy/Limits kept from role acme-log-role"],
  },
  {
    rule: "access-widened",
    when: "the role itself lists one more policy, and one more of its own",
    change: updated(
      "aws_iam_role",
      { ...ROLE, managed_policy_arns: [], inline_policy: [] },
      {
        managed_policy_arns: [ADMINISTRATOR_ACCESS],
        inline_policy: [{ name: "a", policy: EVERYTHING }],
      },
    ),
    says: [`all that ${ADMINISTRATOR_ACCESS} permits for role acme-log-role, * on * for role acme-log-role`],
  },
  {
    rule: "access-lost",
    when: "the role itself lists one policy less",
    change: updated(
      "aws_iam_role",
      { ...ROLE, managed_policy_arns: [ADMINISTRATOR_ACCESS] },
      { managed_policy_arns: [] },
    ),
    says: [`all that ${ADMINISTRATOR_ACCESS} permits`],
  },
];

/** What is attached to roles, and roles that come and go. */
export const ATTACHMENT_AND_ROLE_ROWS: readonly Row[] = [...ATTACHMENT_ROWS, ...ROLE_OWN_ROWS];
