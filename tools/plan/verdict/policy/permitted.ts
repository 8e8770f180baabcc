import { policyDocument, type PolicyDocument, type PolicyStatement } from "../../../../modules/policy";
import { evaluateDocument, roleSession, type AccessRequest } from "../../../../modules/policy-evaluation";
import { ValidationError } from "../../../../modules/validation";
import { actionsOf } from "./notable-actions";
import type { Policies } from "./policies";
import { faultsIn } from "./readable";
import { withKeys } from "./request-keys";
import { looseningOf } from "./statement-cover";
import { openingStatements, resourcesIn, witnessesOf } from "./witness";

/** What policies of a role permit it more and less. */
export interface Permitted {
  /** Each as `logs:PutLogEvents on arn:…`. */
  readonly more: readonly string[];
  readonly fewer: readonly string[];
  readonly notJudged: readonly string[];
}

/** Puts to both policies what the changed statements of either are about. */
export function permitted({ before, after }: Policies): Permitted {
  const [more, fewer] = [gained({ before, after }), gained({ before: after, after: before })];
  const unshown = [
    ...more.unshown.map((name) => `${name} may permit more than before, and no request shows what`),
    ...fewer.unshown.map((name) => `${name} may permit less than before, and no request shows what`),
  ];
  const faults = [...faultsIn([before, after], "identity"), ...more.errors, ...fewer.errors];
  return { more: more.found, fewer: fewer.found, notJudged: [...new Set([...faults, ...unshown])] };
}

interface Gained {
  readonly found: readonly string[];
  /** The statements of which no request has shown what they let the role do. */
  readonly unshown: readonly string[];
  readonly errors: readonly string[];
}

const ROLE = roleSession({ account: "111122223333", role: "TheRole" });

/** What the later policy permits and the earlier does not. */
function gained(policies: Policies): Gained {
  const { before, after } = policies;
  const change = looseningOf(policies);
  const openings = openingStatements(change);
  // What a denial keeps from the role is what other statements permit it.
  const all = [before, after].flatMap((document) => document?.Statement ?? []);
  const witnesses = [{}, ...witnessesOf(change, all)];
  const resources = ["*", ...resourcesIn(all)];
  const found = new Set<string>();
  const errors = new Set<string>();
  const shown = new Set<PolicyStatement>();
  for (const statement of openings) {
    const document = policyDocument(statement);
    for (const { pattern, action } of actionsOf(statement, all)) {
      for (const resource of resources) {
        const isGained = witnesses.some((keys) => {
          const request = { principal: ROLE, action, resource, context: withKeys({}, keys) };
          return (
            effectOf(document, request, errors) === statement.Effect &&
            effectOf(after, request, errors) === "Allow" &&
            effectOf(before, request, errors) !== "Allow"
          );
        });
        if (!isGained) continue;
        found.add(`${pattern} on ${resource}`);
        shown.add(statement);
      }
    }
  }
  const unshown = openings.filter((statement) => !shown.has(statement));
  return { found: [...found], unshown: unshown.map(nameOf), errors: [...errors] };
}

function nameOf({ Sid }: Partial<PolicyStatement>): string {
  return typeof Sid === "string" && Sid !== "" ? `statement ${Sid}` : "a statement";
}

function effectOf(
  document: PolicyDocument | undefined,
  request: AccessRequest,
  errors: Set<string>,
): "Allow" | "Deny" | "None" | undefined {
  if (document === undefined) return "None";
  try {
    return evaluateDocument(document, request, "identity").effect;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    errors.add(error.message);
    return undefined;
  }
}
