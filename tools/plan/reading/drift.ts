import type { ResourceChange } from "../change";
import { stateOf, withoutOthers, type WithoutOthers } from "./owners";
import type { ResourceChangeJson } from "./plan-json";
import { actionOf, resourceChange, sidesOf, type Sides } from "./resource-change";

/**
 * What was changed in AWS since the last apply, without what is only how the provider writes what it reads back.
 * @param planned all resources, with those that do not change
 * @param configured the attributes that the configuration sets, by address
 */
export function driftIn(
  planned: readonly ResourceChangeJson[],
  drifted: readonly ResourceChangeJson[],
  configured: (address: string) => ReadonlySet<string>,
): readonly ResourceChange[] {
  const state = stateOf([...planned, ...drifted]);
  return drifted.flatMap((json) => {
    const action = actionOf(json);
    if (action === undefined) return [];
    const set = configured(json.address);
    const sides = withoutAttributes(sidesOf(json), withoutOthers(json, state, set));
    const drift = resourceChange(json, action, sides, set);
    return action === "update" && drift.attributes.length === 0 ? [] : [drift];
  });
}

function withoutAttributes({ before, after }: Sides, without: WithoutOthers): Sides {
  return {
    ...(before !== undefined && { before: without(before) }),
    ...(after !== undefined && { after: without(after) }),
  };
}
