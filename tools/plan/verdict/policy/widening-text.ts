import type { Configuration } from "../../../../stacks/config";
import type { Observation } from "../verdict";
import { actorText } from "./actor-text";
import type { Widening } from "./widened-access";

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
    return { what: `${who} may newly ${title} (${firstOf(alike.map(({ action }) => action))})` };
  });
}

/** The first of the texts, each once, and how many more there are. */
export function firstOf(texts: readonly string[]): string {
  const each = [...new Set(texts)];
  const more = each.length - NAMED;
  return `${each.slice(0, NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
