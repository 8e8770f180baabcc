import { type NamePrefix, RoleName } from "../ids";
import { monitoringNamePrefix } from "./monitoring";

/** The function that validates log files each hour, its role, its rule and the end of the name of its log group. */
export const LOG_VALIDATION = "log-validation";

/** The function that validates log files each hour, and its rule. */
export function logValidationName(prefix: NamePrefix): string {
  return `${monitoringNamePrefix(prefix)}${LOG_VALIDATION}`;
}

/** The role of that function. */
export function logValidationRoleName(prefix: NamePrefix): RoleName {
  return RoleName.of(logValidationName(prefix));
}

/** The log group to which that function writes what it finds. */
export function logValidationLogGroupName(prefix: NamePrefix): string {
  return `/orgtrail/${prefix}/${LOG_VALIDATION}`;
}
