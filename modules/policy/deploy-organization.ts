import { sorted } from "../kernel";
import { MANAGED_TAG, type AccountId, type OrganizationId } from "../organization";
import { allow } from "./allowance";
import type { PolicyStatement } from "./document";
import * as Change from "./guardrail-actions";
import type { NameFamilies } from "./guardrail-names";

/** An organization, as its management account manages it. */
export interface ManagedOrganization {
  readonly id: OrganizationId;
  /** The accounts that may be registered as delegated administrators. @default - none */
  readonly delegates?: readonly AccountId[];
}

/** Services of which orgtrail uses the access to the organization, and registers administrators. */
const SERVICES_OF_ORGANIZATION = ["cloudtrail", "config", "config-multiaccountsetup", "securityhub"].map(
  (name) => `${name}.amazonaws.com`,
);

/** The types of the policies that guardrails are. */
const GUARDRAIL_TYPES = ["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"];

/**
 * Trusted access, delegated administrators and guardrails. AWS asks for attaching and detaching of the policy and of what it is
 * attached to, each by itself: a policy of others, without our tag, stays where it is.
 * @param account the management account
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html
 */
export function organizationStatements(
  { partition }: NameFamilies,
  account: AccountId,
  { id, delegates = [] }: ManagedOrganization,
): readonly PolicyStatement[] {
  const { key, value } = MANAGED_TAG;
  const arn = (resource: string): string => `arn:${partition}:organizations::${account}:${resource}`;
  const policies = arn(`policy/${id}/*`);
  const types = { "organizations:PolicyType": GUARDRAIL_TYPES };
  const principals = { StringEquals: { "organizations:ServicePrincipal": SERVICES_OF_ORGANIZATION } };
  const attaching = ["organizations:AttachPolicy", "organizations:DetachPolicy"];
  return [
    allow("TrustServices", ["organizations:EnableAWSServiceAccess"], "*", principals),
    ...(delegates.length === 0
      ? []
      : [
          allow(
            "Delegate",
            [
              "organizations:DeregisterDelegatedAdministrator",
              "organizations:RegisterDelegatedAdministrator",
            ],
            sorted(delegates).map((delegate) => arn(`account/${id}/${delegate}`)),
            principals,
          ),
          // AWS asks for these without an account, and for the two above besides.
          allow(
            "DelegateServices",
            [
              "cloudtrail:DeregisterOrganizationDelegatedAdmin",
              "cloudtrail:RegisterOrganizationDelegatedAdmin",
              "securityhub:DisableOrganizationAdminAccount",
              "securityhub:EnableOrganizationAdminAccount",
            ],
            "*",
          ),
        ]),
    allow("CreateGuardrails", ["organizations:CreatePolicy", "organizations:TagResource"], policies, {
      StringEquals: { ...types, [`aws:RequestTag/${key}`]: value },
    }),
    allow("Guardrails", [...Change.CHANGE_GUARDRAIL_ACTIONS, "organizations:AttachPolicy"], policies, {
      StringEquals: { ...types, [`aws:ResourceTag/${key}`]: value },
    }),
    allow(
      "GuardrailTargets",
      attaching,
      ["account", "ou", "root"].map((target) => arn(`${target}/${id}/*`)),
      { StringEquals: types },
    ),
  ];
}
