export { unusedAcceptances } from "./acceptance";
export { judge, verdictOf } from "./judge";
export { RULES } from "./rules";
export type { Acceptance, Finding, JudgementContext, Observation, Verdict, VerdictRule } from "./verdict";
