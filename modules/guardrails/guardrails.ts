import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import { Annotations, Fn, type Precondition, Token } from "cdktf";
import { Construct } from "constructs";
import { type AccountId, monitoringNamePrefix } from "../organization";
import {
  attachedPoliciesProblem,
  type GuardrailNames,
  guardrailRoleProblem,
  guardrailTargetProblem,
  policyArgument,
  type PolicyDocument,
  repeatedTargetProblem,
  resourceControlPolicies,
  serviceControlPolicies,
} from "../policy";
import { assertNoProblems, assertProps, ofProperty, type PropertyProblem } from "../validation";
import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";

/** A kind of organization policy that denies. */
interface PolicyKind {
  readonly type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";
  /** Names its constructs and policies. */
  readonly id: "service-control" | "resource-control";
  readonly description: string;
}

const SERVICE_CONTROL: PolicyKind = {
  type: "SERVICE_CONTROL_POLICY",
  id: "service-control",
  description: "Keeps members from stopping, deleting and changing the audit log",
};

const RESOURCE_CONTROL: PolicyKind = {
  type: "RESOURCE_CONTROL_POLICY",
  id: "resource-control",
  description: "Keeps log buckets and keys inside the organization, and TLS-only",
};

/**
 * The organization's policies that protect the audit log in its member accounts: service control policies, and resource
 * control policies. Make it with the credentials of the management account, which no such policy binds.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_authorization_policies.html
 */
export class Guardrails extends Construct {
  /** The ids of the service control policies. */
  readonly serviceControlPolicyIds: readonly string[];
  /** The ids of the resource control policies. */
  readonly resourceControlPolicyIds: readonly string[];

  /** @throws ValidationError when AWS would refuse a policy or a target, or nobody could deploy any more */
  constructor(scope: Construct, id: string, props: GuardrailsProps) {
    super(scope, id);
    assertProps(this, props, "Guardrails");
    const { names, serviceControl = true, resourceControl = true } = props;
    assertNoProblems(this, guardrailProblems(props));
    const preconditions = guardrailPreconditions(this, "organization", props);
    const make = (kind: PolicyKind, documents: readonly PolicyDocument[]): readonly string[] =>
      this.makePolicies(kind, documents, props, preconditions(kind.type));
    this.serviceControlPolicyIds = serviceControl ? make(SERVICE_CONTROL, serviceControlPolicies(names)) : [];
    this.resourceControlPolicyIds = resourceControl
      ? make(RESOURCE_CONTROL, resourceControlPolicies(names))
      : [];
  }

  private makePolicies(
    { id, type, description }: PolicyKind,
    documents: readonly PolicyDocument[],
    { names, targets }: GuardrailsProps,
    precondition: readonly Precondition[],
  ): readonly string[] {
    const tooMany = attachedPoliciesProblem(type, documents.length, names);
    if (tooMany !== undefined) Annotations.of(this).addWarning(tooMany);
    return documents.map((document, index) => {
      const name = `${id}-${index + 1}`;
      const policy = new OrganizationsPolicy(this, name, {
        name: `${monitoringNamePrefix(names.name)}${name}`,
        description: `${description} (${index + 1} of ${documents.length})`,
        type,
        content: policyArgument(document),
        lifecycle: { precondition: [...precondition] },
      });
      for (const target of targets) {
        new OrganizationsPolicyAttachment(this, `${name}-at-${target}`, {
          policyId: policy.id,
          targetId: target,
        });
      }
      return policy.id;
    });
  }
}

/** Why the guardrails would be refused, do nothing, or let nobody through. */
function guardrailProblems(props: GuardrailsProps): readonly PropertyProblem[] {
  const { names, targets, serviceControl = true, resourceControl = true } = props;
  const problems: PropertyProblem[] = targets.flatMap((target, index) =>
    ofProperty(`targets[${index}]`, guardrailTargetProblem(target) ?? repeatedTargetProblem(targets, index)),
  );
  names.exempt.forEach((arn, index) => {
    problems.push(...ofProperty(`names.exempt[${index}]`, guardrailRoleProblem(names.partition, arn)));
  });
  if (targets.length === 0) {
    problems.push({
      property: "targets",
      what: "is empty, so that nothing would be protected",
      allowed: "ids of organizational units, or of the root",
      remedy: "name where the policies are to be attached",
    });
  }
  if (serviceControl && names.exempt.length === 0) {
    problems.push({
      property: "names.exempt",
      what: "is empty: no role could ever change in a member account what is protected",
      allowed: "ARNs of roles, or patterns of them",
      remedy: "name the roles that deploy",
    });
  }
  if (!serviceControl && !resourceControl) {
    problems.push({
      property: "serviceControl",
      what: "and resourceControl are both false, so that nothing would be protected",
      remedy: "set one of them to true",
    });
  }
  return problems;
}

/**
 * What must be so before AWS makes and attaches a policy, by its type. Terraform tests it when it plans, and stops with the
 * command to run; AWS would stop later, with a code.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/enable-policy-type.html
 */
function guardrailPreconditions(
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

/** What is protected, from whom, and where. */
export interface GuardrailsProps {
  readonly names: GuardrailNames;
  /** The ids of organizational units, or of the root: `ou-ab12-34cd56ef`, `r-ab12`. At least one. */
  readonly targets: readonly string[];
  /** Whether service control policies keep members from changing what is protected. @default true */
  readonly serviceControl?: boolean;
  /** Whether resource control policies keep log buckets and keys inside the organization and TLS-only. @default true */
  readonly resourceControl?: boolean;
  /**
   * The accounts of those who read logs. Terraform stops when one is outside the organization: a resource control policy
   * would shut it out.
   * @default - not looked at
   */
  readonly readerAccounts?: readonly AccountId[];
}
