import { fileProblem } from "../../modules/kernel";
import { ConfigurationError, faultText } from "../../stacks/config";
import { awsSentence, errorCode } from "../aws";
import { printRefusal, type Line } from "../terminal";
import { StoreError } from "./validation";

/** Exit codes. All is complete and unchanged: 0. */
export const INCOMPLETE = 1;
export const UNUSABLE = 2;

/** A mistake of whoever calls, as sentences. */
export class Refusal extends Error {
  constructor(readonly faults: readonly Line[]) {
    super("refused");
  }
}

/** Says what is wrong with the input, all at once. */
export async function refusing(what: string, work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.exitCode = UNUSABLE;
    printRefusal(what, faultsOf(error));
  }
}

function faultsOf(error: unknown): readonly Line[] {
  if (error instanceof Refusal) return error.faults;
  if (error instanceof ConfigurationError) return error.faults.map(faultText);
  if (error instanceof StoreError) return [error.message];
  const problem = fileProblem(error);
  if (problem !== undefined) return [problem];
  if (errorCode(error) !== undefined) return [awsSentence(error)];
  throw error;
}
