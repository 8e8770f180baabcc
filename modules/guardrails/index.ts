export { Guardrails } from "./guardrails";
export type { GuardrailsProps } from "./props";
