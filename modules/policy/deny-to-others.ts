import { sorted } from "../kernel";
import { exceptPrincipals, NOT_A_SERVICE } from "./conditions";
import type { OneOrMore, PolicyStatement } from "./document";

/** Denies to all but the principals, and to services, which have no ARN of a principal. */
export function denyToOthers(
  sid: string,
  actions: readonly string[],
  resource: OneOrMore,
  excepted: readonly string[],
): PolicyStatement {
  return {
    Sid: sid,
    Effect: "Deny",
    Principal: "*",
    Action: sorted(actions),
    Resource: resource,
    Condition: { ...NOT_A_SERVICE, ...exceptPrincipals(sorted(excepted)) },
  };
}
