import {
  guardrailBulk,
  guardrailRoleProblem,
  indivisibleProblems,
  POLICY_LIMITS,
  repeatedTargetProblem,
  serviceControlStatements,
} from "../../../modules/policy";
import type { OutcomeCheck } from "../configuration";
import type { Fault } from "../fault";
import type { Check } from "../draft";

/** Guardrails do something, once in each place, and let somebody through. */
export const soundGuardrails: Check = ({ organization: { file, value }, names, teams }) => {
  const settings = value.guardrails;
  if (settings === undefined) return [];
  const { targets = [], breakGlass = [], serviceControl = true, resourceControl = true } = settings;
  const partition = value.organization?.partition ?? "aws";
  const faults: Fault[] = [];
  targets.forEach((_, index) => {
    const problem = repeatedTargetProblem(targets, index);
    if (problem !== undefined) faults.push(file.fault(["guardrails", "targets", index], problem));
  });
  breakGlass.forEach((arn, index) => {
    const problem = arn === undefined ? undefined : guardrailRoleProblem(partition, arn);
    if (problem !== undefined) faults.push(file.fault(["guardrails", "breakGlass", index], problem));
  });
  if (!serviceControl && !resourceControl) {
    faults.push(
      file.fault(["guardrails"], {
        what: "asks for neither service control nor resource control policies",
        allowed: "serviceControl: true, resourceControl: true, or both",
        remedy: "set one of them to true, or remove guardrails",
      }),
    );
  }
  const deployed = ["logArchive", "security", ...teams.flatMap(({ value: { account } }) => account ?? [])];
  const without = [...names.accounts.values()]
    .filter(({ name, deployRole }) => deployRole === undefined && deployed.includes(name))
    .map(({ name }) => name);
  if (serviceControl && breakGlass.length === 0 && without.length > 0) {
    faults.push(
      file.fault(["guardrails", "breakGlass"], {
        what: `is empty and there is no deploy role in ${without.join(", ")}: the guardrails would lock out the next deployment`,
        allowed: "ARNs of the roles that deploy, or patterns of them",
        remedy: "set organization.deployRole, or list the roles that deploy in guardrails.breakGlass",
      }),
    );
  }
  return faults;
};

/** No statement lets more roles through than a service control policy takes. What it protects goes into as many as it needs. */
export const guardrailSize: OutcomeCheck = ({ guardrails }, { organization: { file } }) => {
  if (guardrails?.serviceControl !== true) return [];
  const { names } = guardrails;
  const [problem] = indivisibleProblems(serviceControlStatements(names), POLICY_LIMITS.serviceControlPolicy);
  if (problem === undefined) return [];
  return [
    file.fault(["guardrails", "breakGlass"], {
      what: `and deploy roles of other names make ${problem.property} too large, of ${guardrailBulk(names)}: it ${problem.what}`,
      ...(problem.allowed !== undefined && { allowed: problem.allowed }),
      remedy: "name roles by fewer patterns, and give the deploy roles of all accounts one name",
    }),
  ];
};
