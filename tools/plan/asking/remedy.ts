import { ConfigurationError, faultText } from "../../../stacks/config";
import { AffectedError } from "../../affected";
import { MissingProgramError } from "../../terraform";
import { ReportFormatError } from "../report";
import { PlanError } from "../running/plan-error";

/** What a person can do something about, as text. @throws all else as it is */
export function remedy(error: unknown): string {
  if (error instanceof ConfigurationError) return error.faults.map(faultText).join("\n");
  const isOurs =
    error instanceof PlanError ||
    error instanceof AffectedError ||
    error instanceof MissingProgramError ||
    error instanceof ReportFormatError;
  if (isOurs || (error instanceof Error && "syscall" in error)) return error.message;
  throw error;
}
