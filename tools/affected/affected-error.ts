/** Which stacks differ is not known, and why: what is wrong, and what to do. Never to be taken for "nothing changed". */
export class AffectedError extends Error {
  override readonly name = "AffectedError";
}
