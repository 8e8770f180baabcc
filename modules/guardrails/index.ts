export { Guardrails, type GuardrailsProps } from "./guardrails";
