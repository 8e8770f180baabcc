import { policyDocument, type PolicyDocument, type PolicyStatement } from "../../../../modules/policy";
import { evaluateDocument, type AccessRequest } from "../../../../modules/policy-evaluation";
import { ValidationError } from "../../../../modules/validation";
import { entriesIn, textsIn } from "./element-texts";
import { isSameStatement } from "./policy-text";

/** Statements that may newly let something through, and of which no request has shown what: they are for a person to read. */

/** What is said of a statement that no request has shown to be harmless or not. */
export function unshownSentence({ Sid, Effect }: Partial<PolicyStatement>): string {
  const name = typeof Sid === "string" && Sid !== "" ? `statement ${Sid}` : "a statement";
  return Effect === "Deny"
    ? `${name} may deny less than it did, and no request shows what`
    : `${name} may allow more than before, and no request shows what`;
}

/**
 * Whether the statement says what orgtrail's own policy says, of which `orgtrail prove` asks everything: it allows that, or it
 * denied what is still denied as there.
 */
export function isOwn(
  statement: PolicyStatement,
  after: PolicyDocument | undefined,
  own: PolicyDocument | undefined,
): boolean {
  if (own === undefined) return false;
  const isAmong = (one: PolicyStatement, document: PolicyDocument | undefined): boolean =>
    document?.Statement.some((each) => isSameStatement(each, one)) ?? false;
  return statement.Effect === "Deny"
    ? own.Statement.every((each) => each.Effect !== "Deny" || isAmong(each, after))
    : isAmong(statement, own);
}

/** Whether the statement is about one of the requests. */
export function isAskedOf(statement: PolicyStatement, requests: readonly AccessRequest[]): boolean {
  const document = policyDocument(statement);
  return requests.some((request) => {
    try {
      return evaluateDocument(document, request).effect !== "None";
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      return false;
    }
  });
}

/** Whether a statement may be about somebody who is neither in the account nor an AWS service. */
export function isOpenToOthers(statement: PolicyStatement, account: string): boolean {
  if (statement.Effect !== "Allow") return false;
  if (statement.NotPrincipal !== undefined || typeof statement.Principal === "string") return true;
  return entriesIn(statement.Principal).some(
    ([type, values]) =>
      type !== "Service" && (type !== "AWS" || textsIn(values).some((name) => !isIn(account, name))),
  );
}

function isIn(account: string, name: string): boolean {
  return name === account || name.split(":")[4] === account;
}
