import { lastSegment } from "../policy-evaluation";
import type { Calls } from "./calls";
import type { Control } from "./control";
import { DEPLOYMENT, ownControl } from "./own-control";
import type { ProtectedResources } from "./protected-resources";

const ROLE_CALLS = [
  "AttachRolePolicy",
  "CreateRole",
  "DeleteRole",
  "DeleteRolePermissionsBoundary",
  "DeleteRolePolicy",
  "DetachRolePolicy",
  "PutRolePermissionsBoundary",
  "PutRolePolicy",
  "UpdateAssumeRolePolicy",
];

/** A managed policy, and so what each role may do that has it. */
const POLICY_CALLS = [
  "CreatePolicyVersion",
  "DeletePolicy",
  "DeletePolicyVersion",
  "SetDefaultPolicyVersion",
];

/** As whoever takes a role is known to STS: as an AWS identity, by SAML, as Identity Center's users are, or by OIDC, as pipelines are. */
const ASSUME_CALLS = ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];

/** Nobody but Identity Center changes its roles, and its permission sets have controls of their own. */
const OF_IDENTITY_CENTER = "AWSReservedSSO_";

function changes(roles: readonly string[]): Calls {
  const names = [...new Set(roles.map(lastSegment))].filter((name) => !name.startsWith(OF_IDENTITY_CENTER));
  return {
    eventSource: "iam.amazonaws.com",
    eventNames: ROLE_CALLS,
    on: [{ field: "requestParameters.roleName", values: names }],
  };
}

function assumption(arns: readonly string[]): Calls {
  return {
    eventSource: "sts.amazonaws.com",
    eventNames: ASSUME_CALLS,
    on: [{ field: "requestParameters.roleArn", values: arns }],
  };
}

function deliveryRoles({ deliveryRoles: roles = [] }: ProtectedResources): readonly Control[] {
  return ownControl({
    id: "delivery-role-changed",
    title: "Role that delivers changed",
    severity: "critical",
    happened:
      "A role with which AWS services deliver events to the log group, forward them or record resources was changed or deleted.",
    firstStep: `${DEPLOYMENT} deploy the stack again: without the role nothing is delivered. Then see what was not.`,
    calls: [changes(roles)],
  });
}

/** In any account: guardrails and buckets let through whoever has such a name. */
function privilegedRoles({
  breakGlassRoles = [],
  pipelineRoles = [],
}: ProtectedResources): readonly Control[] {
  return ownControl({
    id: "privileged-role-changed",
    title: "Role that guardrails let through changed",
    severity: "critical",
    happened:
      "A role named as one that deploys, plans or breaks the glass was made, changed or deleted, or a policy of the pipeline's roles was.",
    firstStep:
      "Expected while whoever manages these roles changes them. Otherwise take the change back and end the role's sessions: who has it can delete logs and lift guardrails.",
    calls: [
      changes([...breakGlassRoles, ...pipelineRoles]),
      {
        eventSource: "iam.amazonaws.com",
        eventNames: POLICY_CALLS,
        on: [
          { field: "requestParameters.policyArn", values: pipelineRoles.map((name) => `*:policy/${name}-*`) },
        ],
      },
    ],
  });
}

function breakGlass({ breakGlassRoles = [] }: ProtectedResources): readonly Control[] {
  return ownControl({
    id: "break-glass-used",
    title: "Somebody breaks the glass",
    severity: "critical",
    happened: "A role that breaks the glass was assumed, or somebody tried.",
    firstStep: "Ask who holds the role whether it was them, and why; if not, end its sessions.",
    // CloudTrail records AssumeRole as a call that only reads.
    hearsReads: true,
    calls: [assumption(breakGlassRoles)],
  });
}

function deployRoles({ pipelineRoles = [] }: ProtectedResources): readonly Control[] {
  return ownControl({
    id: "deploy-role-used",
    title: "Deploy role assumed",
    severity: "low",
    happened: "A role that deploys or plans was assumed, or somebody tried.",
    firstStep: "See whether a pipeline assumed it, for a change that somebody knows.",
    noise: "each plan and each deployment assumes the role, several times in a row",
    fast: false,
    calls: [assumption(pipelineRoles.map((name) => `*:role/${name}`))],
  });
}

/** The controls on the roles that deliver, and on those that may do more than all others. */
export function roleControls(resources: ProtectedResources): readonly Control[] {
  return [
    ...deliveryRoles(resources),
    ...privilegedRoles(resources),
    ...breakGlass(resources),
    ...deployRoles(resources),
  ];
}
