export { ProofLimitError } from "./boxes";
export { classOf, RequestSet, type Part } from "./request-set";
export { decisionOn, RequestSpace, type PoliciesInQuestion, type Question } from "./request-space";
export type { SpaceFacts } from "./space";
export type { AccountFacts } from "./askers";
export type { ResourceScope } from "./targets";
export { IMPOSSIBLE, isDerived, type Selection } from "./keys";
