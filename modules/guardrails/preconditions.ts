import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { Fn, Token, type Precondition } from "cdktf";
import type { Construct } from "constructs";
import type { GuardrailsProps } from "./props";

/**
 * What must be so before AWS makes and attaches a policy, by its type. Terraform tests it when it plans, and stops with the
 * command to run; AWS would stop later, with a code.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/enable-policy-type.html
 */
export function guardrailPreconditions(
  scope: Construct,
  id: string,
  { names, targets, readerAccounts = [] }: GuardrailsProps,
): (type: string) => readonly Precondition[] {
  const actual = new DataAwsOrganizationsOrganization(scope, id, {});
  const ofOrganization: readonly Precondition[] = [
    {
      condition: `\${${actual.fqn}.id == "${names.organization}"}`,
      errorMessage: `This account is not in organization ${names.organization}. Correct organization.id, or use the credentials of its management account.`,
    },
    ...targets
      .filter((target) => target.startsWith("r-"))
      .map((root) => ({
        condition: `\${contains(${actual.fqn}.roots[*].id, "${root}")}`,
        errorMessage: `${root} is not the root of this organization. It is \${join(", ", ${actual.fqn}.roots[*].id)}: correct the target.`,
      })),
  ];
  const outside = `setsubtract(${JSON.stringify(readerAccounts)}, ${actual.fqn}.accounts[*].id)`;
  const readersAreInside: readonly Precondition[] =
    readerAccounts.length === 0
      ? []
      : [
          {
            condition: `\${length(${outside}) == 0}`,
            errorMessage:
              `Readers of the logs are in accounts outside the organization, and a resource control policy would shut them out: \${join(", ", ${outside})}. ` +
              "Remove these readers, or set guardrails.resourceControl to false.",
          },
        ];
  return (type) => [
    {
      condition: Token.asString(Fn.contains(actual.enabledPolicyTypes, type)),
      errorMessage:
        `Policies of type ${type} are not enabled in the root of the organization. Run in the management account: ` +
        `aws organizations enable-policy-type --root-id \${${actual.fqn}.roots[0].id} --policy-type ${type}`,
    },
    ...ofOrganization,
    ...(type === "RESOURCE_CONTROL_POLICY" ? readersAreInside : []),
  ];
}
