export { ProofLimitError } from "./proof-limit-error";
export { RequestSet } from "./request-set";
export { RequestSpace, type PoliciesInQuestion, type Question, type Selection } from "./request-space";
export type { SpaceFacts } from "./space";
export type { AccountFacts } from "./askers";
export type { ResourceScope } from "./targets";
