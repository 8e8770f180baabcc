import type { ResourceChange } from "../change";
import { at, isKnown, shownChange, sidesOf } from "./attributes";
import type { Observation } from "./verdict";

/** What is found where an attribute was true, and is not any more. @param what as a clause: "logging is switched off" */
export function switchedOff(
  change: ResourceChange,
  type: string,
  attribute: string,
  what: string,
): readonly Observation[] {
  const sides = change.type === type ? sidesOf(change) : undefined;
  if (sides === undefined) return [];
  const [before, after] = [at(sides.before, attribute), at(sides.after, attribute)];
  if (before !== true || after === true || !isKnown(after)) return [];
  return [{ what: `${what} (${attribute}: ${shownChange(before, after)})` }];
}
