import { ValidationError } from "../validation";

/** Thrown when policies would need more atoms or boxes than are computed. Then nothing is proven, and nothing refuted. */
export class ProofLimitError extends ValidationError {
  constructor(what: string, limit: number, remedy: string) {
    super("policies", [
      {
        property: what,
        what: "are too many to decide for all requests",
        allowed: `${limit} at most`,
        remedy,
      },
    ]);
    this.name = "ProofLimitError";
  }
}
