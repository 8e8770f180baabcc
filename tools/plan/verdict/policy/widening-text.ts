import type { Configuration } from "../../../../stacks/config";
import type { Observation } from "../verdict";
import { actorText } from "./actor-text";
import type { Widening } from "./widened-access";
import type { Keys } from "./witness";

/** How many of a list a sentence names. */
const NAMED = 3;

/** What is newly allowed, as a sentence for each thing that somebody may do. */
export function wideningSentences(
  widenings: readonly Widening[],
  configuration: Configuration,
): readonly Observation[] {
  const titles = [...new Set(widenings.map(({ title }) => title))];
  return titles.map((title) => {
    const alike = widenings.filter((each) => each.title === title);
    const who = firstOf(alike.map(({ actor }) => actorText(actor, configuration)));
    const actions = firstOf(alike.map(({ action }) => action));
    // Of those who may do it in any case, nothing more is to be said.
    const keys = alike.every((each) => each.keys !== undefined) ? keysText(alike[0]?.keys) : "";
    return { what: `${who} may newly ${title} (${actions})${keys === "" ? "" : `, such as ${keys}`}` };
  });
}

/** What a request carries, and what not: `with aws:SourceIp 192.0.2.0, without aws:PrincipalTag/team`. */
export function keysText(keys: Keys = {}): string {
  return Object.entries(keys)
    .map(([key, value]) => (value === undefined ? `without ${key}` : `with ${key} ${String(value)}`))
    .join(" and ");
}

/** The first of the texts, each once, and how many more there are. */
export function firstOf(texts: readonly string[]): string {
  const each = [...new Set(texts)];
  const more = each.length - NAMED;
  return `${each.slice(0, NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
