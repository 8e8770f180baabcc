import { ValidationError, type Problem } from "../validation";

/** Where in a policy something stands. */
export interface PolicyPlace {
  /** The statement, by its Sid. @default - the document as a whole */
  readonly statement?: string;
  /** The element, with its path: "Condition.StringEquals.aws:SourceArn". */
  readonly property: string;
}

/**
 * Thrown when a policy has something that the evaluator does not know, or that AWS does not document. A guess
 * would be worth less than no answer: the caller believes the verdict.
 */
export class UnsupportedPolicyError extends ValidationError {
  constructor(place: PolicyPlace, problem: Problem) {
    const scope = place.statement === undefined ? "policy" : `statement ${place.statement}`;
    super(scope, [{ ...problem, property: place.property }]);
    this.name = "UnsupportedPolicyError";
  }
}

/** The place below this one. */
export function below(place: PolicyPlace, property: string): PolicyPlace {
  return { ...place, property: `${place.property}.${property}` };
}
