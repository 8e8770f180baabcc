import type { JsonValue, ResourceChange } from "../../change";
import { isKnown, isSame } from "../attributes";

/**
 * Whether what the change is about, such as the bucket that a policy is for, becomes another, or may: a value that is hidden, or
 * known only after apply, can be any.
 * @param identity the attributes that say what it is
 */
export function isMoved({ action, before, after }: ResourceChange, identity: readonly string[]): boolean {
  if (before === undefined || after === undefined) return false;
  return identity.some((name) => {
    const [was, is] = [before[name], after[name]];
    // What is changed in place keeps its identity, hidden or not.
    return !isSame(was, is) || (action === "replace" && isHidden(was));
  });
}

function isHidden(value: JsonValue | undefined): boolean {
  return value !== undefined && !isKnown(value);
}

/** A change that moves something, as two: the old is destroyed, and the new is created. */
export function asTwo(change: ResourceChange): readonly [ResourceChange, ResourceChange] {
  const { before, after, ...rest } = change;
  return [
    { ...rest, action: "destroy", ...(before !== undefined && { before }) },
    { ...rest, action: "create", ...(after !== undefined && { after }) },
  ];
}
