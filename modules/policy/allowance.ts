import { sorted } from "../kernel";
import type { AccountId } from "../organization";
import { valuesOf, type OneOrMore, type PolicyConditions, type PolicyStatement } from "./document";

/** What a policy of a role allows, its actions in order. */
export function allow(
  what: string,
  actions: readonly string[],
  resources: OneOrMore,
  conditions?: PolicyConditions,
): PolicyStatement {
  return {
    Sid: `Allow${what}`,
    Effect: "Allow",
    Action: sorted(actions),
    Resource: resources,
    ...(conditions && { Condition: conditions }),
  };
}

/** The statements about resources of the account alone, where their ARNs mean any account's. */
export function inAccount(
  account: AccountId,
  statements: readonly PolicyStatement[],
): readonly PolicyStatement[] {
  const here = (arn: string): string => arn.replace(/^(arn:[^:]*:[^:]*:[^:]*:)\*:/, `$1${account}:`);
  return statements.map((statement) => {
    const { Resource } = statement;
    if (Resource === undefined) return statement;
    return {
      ...statement,
      Resource: typeof Resource === "string" ? here(Resource) : valuesOf(Resource).map(here),
    };
  });
}
