import { type Problem, ValidationError } from "../validation";

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

/**
 * The values of an element, one or several. Documents also come from files, where the compiler sees nothing:
 * an empty list would match nothing and turn a Deny off in silence.
 * @throws UnsupportedPolicyError when there is no value, or one that is no string
 */
export function elementValues(element: unknown, place: PolicyPlace): readonly string[] {
  const values: readonly unknown[] = Array.isArray(element) ? element : [element];
  if (values.length > 0 && values.every((value) => typeof value === "string")) return values;
  throw new UnsupportedPolicyError(place, {
    what: "is not a string or a list of strings",
    received: element,
    remedy: "write one string or several",
  });
}
