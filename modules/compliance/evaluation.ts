import {
  EVALUATION_FREQUENCIES,
  type ConfigRule,
  type ConfigRuleTrigger,
  type EvaluationHours,
} from "../config-rules";

/** How often a rule is evaluated: one that changes set off has no frequency, and AWS refuses to be given one. */
export function executionFrequency(
  trigger: ConfigRuleTrigger,
  hours: EvaluationHours,
): { readonly maximumExecutionFrequency?: string } {
  return trigger === "change" ? {} : { maximumExecutionFrequency: EVALUATION_FREQUENCIES[hours] };
}

/** A rule's parameters as AWS Config takes them. */
export function inputParameters({ parameters }: ConfigRule): { readonly inputParameters?: string } {
  return Object.keys(parameters).length === 0 ? {} : { inputParameters: JSON.stringify(parameters) };
}
