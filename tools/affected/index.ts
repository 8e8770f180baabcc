export { affectedStacks, type Affected, type AffectedOptions } from "./affected";
export { AffectedError } from "./affected-error";
export { affectedCommand } from "./command";
export type { AffectedStack, StackChange } from "./difference";
export { readAffectedReport } from "./report-file";
