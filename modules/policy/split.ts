import type { PropertyProblem } from "../validation";
import { assertNoProblems } from "../validation";
import { policyDocument, valuesOf, type PolicyDocument, type PolicyStatement } from "./document";
import { policySizeProblem, type PolicyLimit } from "./limits";

/**
 * The statements in as many documents as the limit asks for, in their order. Only statements that hold alone, as denials do, may
 * be given. One that is larger than a document is cut by its resources, and says the same of each; by nothing else.
 * @throws ValidationError when a statement about one resource is larger than the limit
 */
export function splitPolicy(
  statements: readonly PolicyStatement[],
  limit: PolicyLimit,
): readonly PolicyDocument[] {
  assertNoProblems("policy", indivisibleProblems(statements, limit));
  const filled = { ...limit, maximum: limit.filled ?? limit.maximum };
  return cut(statements, limit).reduce<readonly PolicyDocument[]>((documents, statement) => {
    const last = documents.at(-1);
    const joined = policyDocument(...(last?.Statement ?? []), statement);
    return last === undefined || policySizeProblem(joined, filled) !== undefined
      ? [...documents, policyDocument(statement)]
      : [...documents.slice(0, -1), joined];
  }, []);
}

/** Why no document takes one of the statements, however it is cut: it has too many conditions. */
export function indivisibleProblems(
  statements: readonly PolicyStatement[],
  limit: PolicyLimit,
): readonly PropertyProblem[] {
  return cut(statements, limit).flatMap((statement) => {
    const problem = policySizeProblem(policyDocument(statement), limit);
    return problem === undefined
      ? []
      : [
          {
            ...problem,
            property: statement.Sid,
            remedy: "its conditions are not split: name what they list by fewer patterns",
          },
        ];
  });
}

function cut(statements: readonly PolicyStatement[], limit: PolicyLimit): readonly PolicyStatement[] {
  return statements.flatMap((statement) =>
    parts(statement, limit).map((part, index) => ({
      ...part,
      Sid: index === 0 ? statement.Sid : `${statement.Sid}${index + 1}`,
    })),
  );
}

/** The statement about as many of its resources as fit, and about the next ones. */
function parts(statement: PolicyStatement, limit: PolicyLimit): readonly PolicyStatement[] {
  const fits = (part: PolicyStatement): boolean =>
    policySizeProblem(policyDocument(part), limit) === undefined;
  // The number after a part's Sid takes room too.
  const numbered = (Resource: readonly string[]): PolicyStatement => ({
    ...statement,
    Sid: `${statement.Sid}999`,
    Resource,
  });
  const resources = valuesOf(statement.Resource);
  if (resources.length < 2 || fits(statement)) return [statement];
  return resources
    .reduce<readonly (readonly string[])[]>((groups, resource) => {
      const last = groups.at(-1);
      return last !== undefined && fits(numbered([...last, resource]))
        ? [...groups.slice(0, -1), [...last, resource]]
        : [...groups, [resource]];
    }, [])
    .map((Resource) => ({ ...statement, Resource }));
}
