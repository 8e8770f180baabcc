export { planCommand } from "./command";
export { fingerprintOf } from "./fingerprint";
export { plan, type PlanOptions } from "./plan";
export type { PlanReport, ReportVerdict, StackReport } from "./report";
export { PLAN_JUDGEMENTS } from "./verdict";
export { FATES, planKeys } from "./reading/plan-keys";
