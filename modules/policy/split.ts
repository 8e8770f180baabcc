import { assertNoProblems } from "../validation";
import { policyDocument, type PolicyDocument, type PolicyStatement } from "./document";
import { policySizeProblem, type PolicyLimit } from "./limits";

/**
 * The statements in as many documents as the limit asks for, in their order. A statement is never cut: only statements
 * that hold alone, as denials do, may be given.
 * @throws ValidationError when a statement alone is larger than the limit
 */
export function splitPolicy(
  statements: readonly PolicyStatement[],
  limit: PolicyLimit,
): readonly PolicyDocument[] {
  assertNoProblems(
    "policy",
    statements.flatMap((statement) => {
      const problem = policySizeProblem(policyDocument(statement), limit);
      return problem === undefined
        ? []
        : [
            {
              ...problem,
              property: statement.Sid,
              remedy: "a statement is not split: name what it lists by fewer patterns",
            },
          ];
    }),
  );
  return statements.reduce<readonly PolicyDocument[]>((documents, statement) => {
    const last = documents.at(-1);
    const joined = policyDocument(...(last?.Statement ?? []), statement);
    return last === undefined || policySizeProblem(joined, limit) !== undefined
      ? [...documents, policyDocument(statement)]
      : [...documents.slice(0, -1), joined];
  }, []);
}
