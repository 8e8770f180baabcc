import { CONFIG_SERVICE_ROLE, serviceLinkedRoleArn, type AccountId } from "../organization";
import { allow } from "./allowance";
import type { PolicyStatement } from "./document";
import { BOUNDED_ROLE_ACTIONS, CHANGE_ROLE_ACTIONS, LIFT_BOUNDARY_ACTION } from "./guardrail-actions";
import { ownRoles, type NameFamilies } from "./guardrail-names";
import { permissionsBoundaryArn } from "./permissions-boundary";

/** Services to which orgtrail gives a role. */
const SERVICES_WITH_ROLES = ["cloudtrail", "config", "events", "ssm"].map((name) => `${name}.amazonaws.com`);

/** Services that make a role of their own when orgtrail first uses them. */
const SERVICES_WITH_OWN_ROLES = [
  "cloudtrail",
  "config",
  "config-multiaccountsetup",
  "config-conforms",
  "remediation.config",
  "securityhub",
].map((name) => `${name}.amazonaws.com`);

/**
 * Changes roles of orgtrail and hands them to services, as far as `boundaryDenials` lets it.
 * @param services that take roles of the account's features
 */
export function roleStatements(names: NameFamilies, services: readonly string[]): readonly PolicyStatement[] {
  const roles = ownRoles(names);
  return [
    allow(
      "Roles",
      CHANGE_ROLE_ACTIONS.filter((action) => action !== "iam:PassRole" && action !== LIFT_BOUNDARY_ACTION),
      roles,
    ),
    allow("PassRoles", ["iam:PassRole"], roles, {
      StringEquals: {
        "iam:PassedToService": [...SERVICES_WITH_ROLES, ...services],
      },
    }),
    allow(
      "PassConfigRole",
      ["iam:PassRole"],
      serviceLinkedRoleArn(names.partition, "*", CONFIG_SERVICE_ROLE),
      { StringEquals: { "iam:PassedToService": CONFIG_SERVICE_ROLE.service } },
    ),
    allow(
      "ServiceLinkedRoles",
      ["iam:CreateServiceLinkedRole"],
      `arn:${names.partition}:iam::*:role/aws-service-role/*`,
      { StringEquals: { "iam:AWSServiceName": SERVICES_WITH_OWN_ROLES } },
    ),
  ];
}

/**
 * What keeps every role that is made or changed within the boundary, whatever else is attached to the role that deploys: none is
 * without it, and none loses it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function boundaryDenials(names: NameFamilies, account: AccountId): readonly PolicyStatement[] {
  return [
    {
      Sid: "DenyUnboundedRoles",
      Effect: "Deny",
      Action: BOUNDED_ROLE_ACTIONS,
      Resource: "*",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": permissionsBoundaryArn(names, account) } },
    },
    { Sid: "DenyLiftBoundary", Effect: "Deny", Action: LIFT_BOUNDARY_ACTION, Resource: "*" },
  ];
}
