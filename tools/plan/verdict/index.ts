export { unusedAcceptances } from "./acceptance";
export { judge, verdictOf } from "./judge";
export { PLAN_JUDGEMENTS } from "./judgements";
export type { Acceptance, Finding, Judgement, JudgementContext, Observation, Verdict } from "./verdict";
