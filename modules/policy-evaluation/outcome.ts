import { ValidationError } from "../validation";

/** A policy reads a value that AWS sends with the request, and that does not follow from it. */
export class UnknownValueError extends ValidationError {}

/** Whether something holds, or why that is not known. */
export type Outcome = boolean | UnknownValueError;

/** The answer of the test, or why it has none. */
export function outcomeOf(test: () => boolean): Outcome {
  try {
    return test();
  } catch (error) {
    if (error instanceof UnknownValueError) return error;
    throw error;
  }
}

/** Whether all hold: one that does not decides, also beside one that is not known. @throws UnknownValueError */
export function allHold(outcomes: readonly Outcome[]): boolean {
  if (outcomes.includes(false)) return false;
  const unknown = outcomes.find((outcome) => outcome instanceof UnknownValueError);
  if (unknown !== undefined) throw unknown;
  return true;
}
