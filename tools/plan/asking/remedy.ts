import { ConfigurationError, faultText } from "../../../stacks/config";
import { AffectedError } from "../../affected";
import { MissingProgramError } from "../../terraform";
import { linesOf, type Line } from "../../terminal";
import { ReportFormatError } from "../report";
import { PlanError } from "../running/plan-error";

/** What a person can do something about. @throws all else as it is */
export function remedy(error: unknown): readonly Line[] {
  if (error instanceof ConfigurationError) return error.faults.map(faultText);
  const isOurs =
    error instanceof PlanError ||
    error instanceof AffectedError ||
    error instanceof MissingProgramError ||
    error instanceof ReportFormatError;
  if (isOurs || (error instanceof Error && "syscall" in error)) return linesOf(error.message);
  throw error;
}
