import type { PolicyDocument, PolicyStatement } from "../policy";
import { type AccessRequest, assumesRole, type ReadRequest, readRequest } from "./request";
import { type Application, type DocumentForm, readStatement, type ReadStatement } from "./statements";
import { UnsupportedPolicyError } from "./unsupported-policy-error";

/** A statement that applies to a request. */
export interface ApplicableStatement {
  readonly statement: PolicyStatement;
  /** As what it names the principal. */
  readonly as: Application;
}

/** A document, read, and which of its statements are about an action, by the action. */
interface ReadDocument {
  readonly statements: readonly ReadStatement[];
  readonly about: Map<string, readonly ReadStatement[]>;
}

/** Documents that were read, since the same few are put to very many requests of few actions. */
const read = new WeakMap<PolicyDocument, Map<DocumentForm, ReadDocument>>();

/** The statements of the document that apply to the request. @throws UnsupportedPolicyError */
export function applicableStatements(
  document: PolicyDocument,
  form: DocumentForm,
  request: ReadRequest,
): readonly ApplicableStatement[] {
  return statementsAbout(request, readOnce(document, form)).flatMap(({ statement, applies }) => {
    const as = applies(request);
    return as === undefined ? [] : [{ statement, as }];
  });
}

function statementsAbout(
  request: ReadRequest,
  { statements, about }: ReadDocument,
): readonly ReadStatement[] {
  const known = about.get(request.action);
  if (known !== undefined) return known;
  const found = statements.filter(({ action }) => action.holds(request));
  about.set(request.action, found);
  return found;
}

/** The statements of the document, read. @throws UnsupportedPolicyError */
export function readDocument(document: PolicyDocument, form: DocumentForm): readonly ReadStatement[] {
  return readOnce(document, form).statements;
}

function readOnce(document: PolicyDocument, form: DocumentForm): ReadDocument {
  const forms = read.get(document) ?? new Map<DocumentForm, ReadDocument>();
  const known = forms.get(form);
  if (known !== undefined) return known;
  requireKnownVersion(document);
  const statements = document.Statement.map((statement, position) =>
    readStatement(requireStatement(statement, position), position, form),
  );
  const once = { statements, about: new Map<string, readonly ReadStatement[]>() };
  read.set(document, forms.set(form, once));
  return once;
}

/** Documents from files may hold something else, whatever the type says. */
function requireStatement(statement: PolicyStatement, position: number): PolicyStatement {
  const found: unknown = statement;
  if (typeof found === "object" && found !== null && !Array.isArray(found)) return statement;
  throw new UnsupportedPolicyError(
    { statement: `number ${position + 1}`, property: "Statement" },
    { what: "is no object", received: found, remedy: "write a statement there, or remove it" },
  );
}

/** Under the older version, policy variables are plain text. */
function requireKnownVersion(document: PolicyDocument): void {
  const version: string | undefined = document.Version;
  const unknown = Object.keys(document).find((element) => !["Version", "Id", "Statement"].includes(element));
  if (version === "2012-10-17" && unknown === undefined && Array.isArray(document.Statement)) return;
  throw new UnsupportedPolicyError(
    { property: unknown ?? (version === "2012-10-17" ? "Statement" : "Version") },
    {
      what: "makes a document of a kind that is not known",
      received: unknown === undefined ? version : Object.keys(document),
      allowed: 'Version "2012-10-17" and a list of statements',
      remedy: "correct the document",
    },
  );
}

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
