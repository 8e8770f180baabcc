import { sorted } from "../kernel";
import type { OneOrMore, PolicyConditions, PolicyStatement } from "./document";

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
