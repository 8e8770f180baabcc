import { ACCOUNT, actionsOf, type Context } from "./pipeline-requests";

const OURS: Context = { "aws:ResourceTag/ManagedBy": "orgtrail" };
const MADE_OURS: Context = { "aws:RequestTag/ManagedBy": "orgtrail" };
const POLICY = `arn:aws:organizations::${ACCOUNT}:policy/o-a1b2c3d4e5/service_control_policy/p-examplepolicy`;
const POLICY_OF_ANOTHER = POLICY.replace("o-a1b2c3d4e5", "o-another00000");
const TARGETS = [
  "account/o-a1b2c3d4e5/444444444444",
  "ou/o-a1b2c3d4e5/ou-ab12-34cd56ef",
  "root/o-a1b2c3d4e5/r-ab12",
].map((target) => `arn:aws:organizations::${ACCOUNT}:${target}`);
const DELEGATE = `arn:aws:organizations::${ACCOUNT}:account/o-a1b2c3d4e5/333333333333`;
const ofType = (type: string): Context => ({ "organizations:PolicyType": type });
const forService = (service: string): Context => ({
  "organizations:ServicePrincipal": `${service}.amazonaws.com`,
});
const SERVICES = ["cloudtrail", "config", "config-multiaccountsetup", "securityhub"];
const TYPES = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"];
const OTHER_TYPES = ["TAG_POLICY", "BACKUP_POLICY", "DECLARATIVE_POLICY_EC2"];
const CHANGE_POLICIES = actionsOf(
  "organizations",
  "AttachPolicy DeletePolicy DetachPolicy TagResource UntagResource UpdatePolicy",
);
const MAKE_POLICIES = actionsOf("organizations", "CreatePolicy TagResource");
const MOVE_POLICIES = actionsOf("organizations", "AttachPolicy DetachPolicy");
const DELEGATING = actionsOf(
  "organizations",
  "DeregisterDelegatedAdministrator RegisterDelegatedAdministrator",
);
const DELEGATE_SERVICES = [
  ...actionsOf("cloudtrail", "DeregisterOrganizationDelegatedAdmin RegisterOrganizationDelegatedAdmin"),
  ...actionsOf("securityhub", "DisableOrganizationAdminAccount EnableOrganizationAdminAccount"),
];

/** Guardrails, trusted access and administrators, which the management account alone has: [action, resource, context]. */
export const ORGANIZATION: readonly (readonly [string, string, Context])[] = [
  ...SERVICES.map((service) => ["organizations:EnableAWSServiceAccess", "*", forService(service)] as const),
  ...DELEGATING.flatMap((action) =>
    SERVICES.map((service) => [action, DELEGATE, forService(service)] as const),
  ),
  ...DELEGATE_SERVICES.map((action) => [action, "*", {}] as const),
  ...TYPES.flatMap((type) => [
    ...CHANGE_POLICIES.map((action) => [action, POLICY, { ...ofType(type), ...OURS }] as const),
    ...MAKE_POLICIES.map((action) => [action, POLICY, { ...ofType(type), ...MADE_OURS }] as const),
    ...TARGETS.flatMap((target) => MOVE_POLICIES.map((action) => [action, target, ofType(type)] as const)),
  ]),
];

/** What looks like it, and is none of orgtrail's. */
export const NOT_OF_ORGTRAIL: readonly (readonly [string, string, Context])[] = [
  ["organizations:EnableAWSServiceAccess", "*", forService("sso")],
  ["organizations:EnableAWSServiceAccess", "*", {}],
  ["organizations:DisableAWSServiceAccess", "*", forService("cloudtrail")],
  ["organizations:DisablePolicyType", TARGETS[2] ?? "", ofType("SERVICE_CONTROL_POLICY")],
  ["organizations:LeaveOrganization", "*", {}],
  ["organizations:PutResourcePolicy", "*", {}],
  ["securityhub:UpdateOrganizationAdmin", "*", {}],
  ["cloudtrail:ListDelegated", "*", {}],
  ...DELEGATING.flatMap((action) => [
    [action, DELEGATE, forService("sso")] as const,
    [action, TARGETS[0] ?? "", forService("securityhub")] as const,
    [action, DELEGATE.replace("o-a1b2c3d4e5", "o-another00000"), forService("securityhub")] as const,
  ]),
  ...CHANGE_POLICIES.flatMap((action) => [
    [action, POLICY, ofType("SERVICE_CONTROL_POLICY")] as const,
    [action, POLICY, { ...ofType("SERVICE_CONTROL_POLICY"), "aws:ResourceTag/ManagedBy": "others" }] as const,
    [action, POLICY, OURS] as const,
    [action, POLICY_OF_ANOTHER, { ...ofType("SERVICE_CONTROL_POLICY"), ...OURS }] as const,
    ...OTHER_TYPES.map((type) => [action, POLICY, { ...ofType(type), ...OURS }] as const),
  ]),
  ["organizations:CreatePolicy", POLICY, ofType("SERVICE_CONTROL_POLICY")],
  ...MAKE_POLICIES.flatMap((action) => [
    [action, POLICY, MADE_OURS] as const,
    [action, POLICY_OF_ANOTHER, { ...ofType("SERVICE_CONTROL_POLICY"), ...MADE_OURS }] as const,
    ...OTHER_TYPES.map((type) => [action, POLICY, { ...ofType(type), ...MADE_OURS }] as const),
  ]),
  ["organizations:UpdatePolicy", POLICY, { ...ofType("SERVICE_CONTROL_POLICY"), ...MADE_OURS }],
  ["organizations:CreatePolicy", POLICY, { ...ofType("SERVICE_CONTROL_POLICY"), ...OURS }],
  ["organizations:CloseAccount", DELEGATE, forService("securityhub")],
  ...TARGETS.flatMap((target) => [
    ...MOVE_POLICIES.map((action) => [action, target, ofType("TAG_POLICY")] as const),
    ...MOVE_POLICIES.map(
      (action) =>
        [action, target.replace("o-a1b2c3d4e5", "o-another00000"), ofType("SERVICE_CONTROL_POLICY")] as const,
    ),
    ["organizations:TagResource", target, ofType("SERVICE_CONTROL_POLICY")] as const,
    ["organizations:CloseAccount", target, {}] as const,
  ]),
];
