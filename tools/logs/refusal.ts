import { fileError } from "../files";
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

/** Says what is wrong with the input, all at once. @param what came of it, as it is known then */
export async function refusing(what: () => string, work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.exitCode = UNUSABLE;
    printRefusal(what(), faultsOf(error));
  }
}

/** What keeps something from being done, as sentences. @throws what is a fault of ours */
export function faultsOf(error: unknown): readonly Line[] {
  if (error instanceof Refusal) return error.faults;
  if (error instanceof ConfigurationError) return error.faults.map(faultText);
  if (error instanceof StoreError) return [error.message];
  // A connection is a file for the system, but has no path that anybody could correct.
  const problem = error instanceof Error && "$metadata" in error ? undefined : fileError(error)?.message;
  if (problem !== undefined) return [problem];
  if (errorCode(error) !== undefined) return [awsSentence(error)];
  throw error;
}
