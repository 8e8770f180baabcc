import { traceFromCaller } from "../validation";

/**
 * Thrown for a pattern that the matcher does not understand, and for one that AWS would refuse. A matcher that guessed
 * would say of an alarm that it rings, or that it does not, without knowing.
 */
export class UnsupportedPatternError extends Error {
  // Private: Node prints what an uncaught error has besides its message, which has the pattern.
  readonly #pattern: string;

  /** @param pattern the whole pattern @param what what is wrong with it, as a sentence */
  constructor(pattern: string, what: string) {
    super(`orgtrail cannot evaluate the pattern ${pattern}: ${what}`);
    this.name = "UnsupportedPatternError";
    this.#pattern = pattern;
    traceFromCaller(this);
  }

  get pattern(): string {
    return this.#pattern;
  }
}
