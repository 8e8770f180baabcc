import { guardrailRoleProblem, guardrailTargetProblem, repeatedTargetProblem } from "../policy";
import { ofProperty, type PropertyProblem } from "../validation";
import type { GuardrailsProps } from "./props";

/** Why the guardrails would be refused, do nothing, or let nobody through. */
export function guardrailProblems(props: GuardrailsProps): readonly PropertyProblem[] {
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
