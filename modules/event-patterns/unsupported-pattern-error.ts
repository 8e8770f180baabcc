/**
 * Thrown for a pattern that the matcher does not understand, and for one that AWS would refuse. A matcher that guessed
 * would say of an alarm that it rings, or that it does not, without knowing.
 */
export class UnsupportedPatternError extends Error {
  /** @param pattern the whole pattern @param what what is wrong with it, as a sentence */
  constructor(
    readonly pattern: string,
    what: string,
  ) {
    super(`orgtrail cannot evaluate the pattern ${pattern}: ${what}`);
    this.name = "UnsupportedPatternError";
  }
}
