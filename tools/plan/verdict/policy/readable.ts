import type { PolicyDocument } from "../../../../modules/policy";
import { anonymous, evaluateDocument } from "../../../../modules/policy-evaluation";
import { ValidationError } from "../../../../modules/validation";

/** What the evaluator does not know of a document, whatever is asked of it: nothing but a sentence, if there is something. */
export function faultsIn(
  documents: readonly (PolicyDocument | undefined)[],
  form: "identity" | "resource" | "trust",
): readonly string[] {
  const request =
    form === "trust"
      ? { action: "sts:Example", resource: "arn:aws:iam::111122223333:role/Example" }
      : { action: "s3:Example", resource: "*" };
  return documents.flatMap((document) => {
    if (document === undefined) return [];
    try {
      evaluateDocument(
        document,
        { principal: anonymous(), ...request },
        form === "identity" ? form : "resource",
      );
      return [];
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      return [error.message];
    }
  });
}
