export { accessChange } from "./access-change";
export { delegationChange } from "./delegation-change";
export { grantChange } from "./grant-change";
export { guardrailChange } from "./guardrail-change";
export { permissionChange } from "./role-permissions";
export { POLICED_TYPES } from "./policed-types";
export { firstOf } from "./words";
export type { Widening } from "./compared-policies";
