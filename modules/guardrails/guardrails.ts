import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import { Annotations, type Precondition } from "cdktf";
import { Construct } from "constructs";
import { monitoringNamePrefix } from "../organization";
import {
  policyArgument,
  resourceControlPolicies,
  serviceControlPolicies,
  type PolicyDocument,
} from "../policy";
import { assertNoProblems } from "../validation";
import { guardrailPreconditions } from "./preconditions";
import { guardrailProblems } from "./problems";
import type { GuardrailsProps } from "./props";

/** A kind of organization policy that denies. */
interface PolicyKind {
  readonly type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";
  /** Names its constructs and policies. */
  readonly id: "service-control" | "resource-control";
  readonly title: string;
  readonly description: string;
}

const SERVICE_CONTROL: PolicyKind = {
  type: "SERVICE_CONTROL_POLICY",
  id: "service-control",
  title: "service control policies",
  description: "Keeps members from stopping, deleting and changing the audit log",
};

const RESOURCE_CONTROL: PolicyKind = {
  type: "RESOURCE_CONTROL_POLICY",
  id: "resource-control",
  title: "resource control policies",
  description: "Keeps log buckets and keys inside the organization, and TLS-only",
};

/**
 * How many policies of a type AWS attaches to a root or unit, by default. AWS's own that allows everything is one of them.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
const ATTACHED_AT_MOST = 5;

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
    { id, type, title, description }: PolicyKind,
    documents: readonly PolicyDocument[],
    { names, targets }: GuardrailsProps,
    precondition: readonly Precondition[],
  ): readonly string[] {
    if (documents.length >= ATTACHED_AT_MOST) {
      Annotations.of(this).addWarning(
        `makes ${documents.length} ${title}; AWS attaches ${ATTACHED_AT_MOST} to a root or unit, its own that allows ` +
          "everything among them, unless the quota of your organization is higher",
      );
    }
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
