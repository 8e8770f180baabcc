import type { PolicyDocument, PolicyStatement } from "../policy";
import { applicableStatements } from "./documents";
import { assumesRole, readRequest, type AccessRequest } from "./request";

/** What one document says to a request. */
export interface DocumentEvaluation {
  /** `None` when no statement applies. */
  readonly effect: "Allow" | "Deny" | "None";
  /** The statement that decides, the first of several. @default - no statement applies */
  readonly statement?: PolicyStatement;
}

/**
 * What a document alone says to a request: Deny when any statement that applies denies, else Allow when one
 * allows. Whether the request succeeds takes the other policies too: see `authorize`.
 * @param attachedTo what the document is attached to; service control policies, permissions boundaries and
 * session policies read like those of an identity @default "resource"
 * @throws UnsupportedPolicyError when the document has something that the evaluator does not know
 * @throws ValidationError when the request is incomplete
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html
 */
export function evaluateDocument(
  document: PolicyDocument,
  request: AccessRequest,
  attachedTo: "resource" | "identity" = "resource",
): DocumentEvaluation {
  const read = readRequest(request);
  const form =
    attachedTo === "identity" ? "identity policy" : assumesRole(read) ? "trust policy" : "resource policy";
  const statements = applicableStatements(document, form, read).map(({ statement }) => statement);
  const statement = statements.find(({ Effect }) => Effect === "Deny") ?? statements[0];
  return statement === undefined ? { effect: "None" } : { effect: statement.Effect, statement };
}
