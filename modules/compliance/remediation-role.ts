import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { remediationRolePolicies, type Remediation } from "../config-rules";
import { roleArn, type RoleName } from "../organization";
import { policyArgument, type RunbookPlace } from "../policy";
import { assertNoProblems, type PropertyProblem } from "../validation";

/** A role that runs one runbook. */
export interface RemediationRoleProps {
  readonly place: RunbookPlace;
  readonly roleName: RoleName;
  /** The remediations that it serves, all by one runbook: at least one. */
  readonly remediations: readonly Remediation[];
}

/** The role with which a runbook mends the resources of one kind of rule: it may do what the runbook does to these, and no more. */
export class RemediationRole extends Construct {
  /** The role's ARN, known once it may do its work. */
  readonly roleArn: string;

  /** @throws ValidationError when the remediations have not one runbook */
  constructor(scope: Construct, id: string, props: RemediationRoleProps) {
    super(scope, id);
    const { place, remediations } = props;
    const { runbooks, trust, permissions } = remediationRolePolicies(place, remediations);
    assertNoProblems(this, runbookProblems(runbooks));
    const runbook = runbooks.join();
    const role = new IamRole(this, "role", {
      name: props.roleName,
      description: `Lets ${runbook} mend what fails AWS Config rules`,
      assumeRolePolicy: policyArgument(trust),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "mend",
      role: role.name,
      policy: policyArgument(permissions),
    });
    this.roleArn = roleArn(place.partition, place.account, policy.role as RoleName);
  }
}

function runbookProblems(runbooks: readonly string[]): readonly PropertyProblem[] {
  if (runbooks.length === 1) return [];
  return [
    {
      property: "remediations",
      what: `have ${runbooks.length} runbooks`,
      received: runbooks,
      allowed: "one",
      remedy: "make a role for each runbook",
    },
  ];
}
