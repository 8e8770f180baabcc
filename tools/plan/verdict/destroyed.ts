import type { ResourceChange } from "../change";
import { textAt } from "./attributes";
import type { Observation } from "./verdict";

/** What is found where a resource is destroyed, for good or to be made anew. @param noun what it is: "trail" */
export function destroyed(
  change: ResourceChange,
  type: string,
  noun: string,
  nameAttribute: string,
): readonly Observation[] {
  const { action, attributes, before } = change;
  if (change.type !== type || (action !== "destroy" && action !== "replace")) return [];
  const name = textAt(before, nameAttribute);
  const what = `${noun}${name === undefined ? "" : ` ${name}`}`;
  if (action === "destroy") return [{ what: `${what} is destroyed` }];
  const forcing = attributes.filter(({ replaces }) => replaces).map(({ path }) => path);
  const because =
    forcing.length === 0 ? "" : `, since these cannot be changed in place: ${forcing.join(", ")}`;
  return [{ what: `${what} is destroyed and made anew${because}` }];
}
