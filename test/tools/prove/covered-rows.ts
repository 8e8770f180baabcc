import {
  isAccountPrincipal,
  readStatement,
  type AccessRequest,
  type ReadStatement,
} from "../../../modules/policy-evaluation";
import { readRequest } from "../../../modules/policy-evaluation/request";
import type { Selection } from "../../../modules/policy-proofs";
import { ValidationError } from "../../../modules/validation";
import { policiesOf, type Subject } from "../../../stacks/blueprint";
import type { Configuration } from "../../../stacks/config";
import { attachmentOf, isThing } from "../../../tools/prove/kinds";
import type { Asked, Proof } from "../../../tools/prove/requests-of";
import type { PlacedRow, RequestTable } from "../../../tools/prove/request-file";
import { requestsOf } from "../../../tools/prove/requests-of";
import type { PlacedStatement, Statement } from "../../../tools/prove/statement-file";
import { statementsAbout } from "../../../tools/prove/statements";
import { questionOn } from "../../../tools/prove/statement-question";

/** A statement about a subject, which says what is in some selections and in none of others. */
interface Said {
  readonly statement: Statement;
  readonly asked: readonly ReadStatement[];
  readonly excepted: readonly ReadStatement[];
}

/** Of each row that asks something: whether all its requests lie where statements, which are proven, say already. */
export function coveredRows(
  configuration: Configuration,
  tables: readonly RequestTable[],
  statements: readonly PlacedStatement[],
): ReadonlyMap<PlacedRow, boolean> {
  const subjects = policiesOf(configuration);
  const known = new Map<Subject, readonly Said[]>();
  const saidOf = (subject: Subject): readonly Said[] => {
    const found = known.get(subject) ?? saidAbout(subject, statements, configuration);
    known.set(subject, found);
    return found;
  };
  const rows = tables.flatMap((table) => table.rows);
  return new Map(
    rows.flatMap((placed) => {
      const proofs = requestsOf(placed.row, configuration, subjects);
      if (proofs.length === 0) return [];
      return [[placed, proofs.every((proof) => isCovered(proof, saidOf))] as const];
    }),
  );
}

function saidAbout(
  subject: Subject,
  statements: readonly PlacedStatement[],
  configuration: Configuration,
): readonly Said[] {
  const about = statementsAbout(subject, statements, configuration);
  const { requests } = questionOn(subject, about, configuration);
  return about.map(({ statement }, index) => ({
    statement,
    asked: (requests[index]?.asked ?? []).map(read),
    excepted: (requests[index]?.excepted ?? []).map(read),
  }));
}

/** A selection as a statement that applies to its requests. */
function read(selection: Selection): ReadStatement {
  const { Action, NotAction, Resource, NotResource, Principal, NotPrincipal } = selection;
  const statement = {
    Sid: "Selection",
    Effect: "Deny" as const,
    ...(Action === undefined && NotAction === undefined && { Action: "*" }),
    ...(Resource === undefined && NotResource === undefined && { Resource: "*" }),
    ...(Principal === undefined && NotPrincipal === undefined && { Principal: "*" as const }),
    ...selection,
  };
  return readStatement(statement, 0, "resource policy");
}

function isCovered({ asked, takes, row }: Proof, saidOf: (subject: Subject) => readonly Said[]): boolean {
  const allowed = row.expect === "allowed";
  const covered = (each: Asked): boolean =>
    each.subject !== undefined &&
    saidOf(each.subject).some((said) => decides(said, each, row.expect, row.identityPolicy));
  return (takes === "all") === allowed ? asked.every(covered) : asked.some(covered);
}

/** Whether the statement, which is proven, says what the request gets. */
function decides(
  { statement, asked, excepted }: Said,
  { request, subject, resource }: Asked,
  expect: Proof["row"]["expect"],
  identity: Proof["row"]["identityPolicy"],
): boolean {
  if (subject === undefined || applies(excepted, request, true)) return false;
  const { nobody, refused, exactly, always, identityPolicies } = statement;
  const isAsked = applies(asked, request, false);
  const { principal } = request;
  // Policies of whoever asks are of no matter to services, and those of a role are the subject itself.
  const ofNoMatter = !isAccountPrincipal(principal) || attachmentOf(subject) === "the role that asks";
  if (expect === "allowed") {
    const says = isAsked && (always !== undefined || exactly !== undefined);
    return says && (identity === "everything" || ofNoMatter) && resource === undefined;
  }
  if (isAsked && refused !== undefined) return true;
  const says = (isAsked && nobody !== undefined) || (!isAsked && exactly !== undefined);
  const isOwn = isAccountPrincipal(principal) && principal.account === subject.ownerAccount;
  const supposesEnough = ofNoMatter || identity === "nothing" || identityPolicies === "everything" || isOwn;
  // A bucket's account needs no leave of the bucket's policy: what it is denied though IAM lets it, a statement denies.
  const isExplicit = isThing(subject, "bucket") && isOwn && identity === "everything";
  return says && supposesEnough && (expect !== "explicitly denied" || isExplicit);
}

/** Whether the request is in one of the selections. @param ifOpen the answer where AWS leaves it open */
function applies(selections: readonly ReadStatement[], request: AccessRequest, ifOpen: boolean): boolean {
  const asked = readRequest(request);
  return selections.some((each) => {
    try {
      return each.applies(asked) !== undefined;
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      return ifOpen;
    }
  });
}
