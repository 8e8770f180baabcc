export { type Affected, type AffectedOptions, affectedStacks } from "./affected";
export { AffectedError } from "./affected-error";
export { affectedCommand } from "./command";
export type { AffectedStack, StackChange } from "./difference";
export { readAffectedReport } from "./report";
