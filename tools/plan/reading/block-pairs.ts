import { isEmpty, isShadedList, isShadedObject, own, same, type Shaded } from "./shaded";

/** A block of a list before and after. */
export interface BlockPair {
  readonly before?: Shaded;
  readonly after?: Shaded;
  /** Where it stands in the list after; in the list before, when it is gone. */
  readonly index: number;
}

/** What names a block among its siblings. */
const IDENTITIES = ["name", "id", "field", "key", "Sid", "rule_id", "Id"];

/** Blocks that share less have become others. */
const LEAST_SHARED = 0.5;

/**
 * Which block of a list became which: first those with the same name, then those that are equal, or have at least half in
 * common, then those without a name in their order. By index alone, taking the first one away would change all.
 */
export function blockPairs(before: readonly Shaded[], after: readonly Shaded[]): readonly BlockPair[] {
  const left = new Set(before.keys());
  const found = new Map<number, number>();
  const match = (matches: (one: Shaded, other: Shaded) => boolean): void => {
    for (const [index, block] of after.entries()) {
      if (found.has(index)) continue;
      for (const candidate of left) {
        if (!matches(before[candidate] ?? null, block)) continue;
        found.set(index, candidate);
        left.delete(candidate);
        break;
      }
    }
  };
  match(haveSameIdentity);
  match(same);
  match((one, other) => sharedPart(one, other) >= LEAST_SHARED);
  match((one, other) => identityOf(one) === undefined || identityOf(other) === undefined);
  const pairs = after.map((block, index) => {
    const partner = found.get(index);
    return { ...(partner !== undefined && { before: before[partner] ?? null }), after: block, index };
  });
  return [...pairs, ...[...left].map((index) => ({ before: before[index] ?? null, index }))];
}

function haveSameIdentity(one: Shaded, other: Shaded): boolean {
  const identity = identityOf(one);
  return identity !== undefined && identity === identityOf(other);
}

function identityOf(block: Shaded): string | undefined {
  if (!isShadedObject(block)) return undefined;
  for (const name of IDENTITIES) {
    const value = own(block, name);
    if (typeof value === "string" && value !== "") return `${name}=${value}`;
  }
  return undefined;
}

/** How much of two blocks is in both, from 0 to 1. */
function sharedPart(one: Shaded, other: Shaded): number {
  const [ones, others] = [new Set(leavesOf(one, "")), new Set(leavesOf(other, ""))];
  const shared = [...ones].filter((leaf) => others.has(leaf)).length;
  return shared / Math.max(1, new Set([...ones, ...others]).size);
}

/** The values in a block, each with the names above it. What is not set, sensitive or unknown is no likeness. */
function leavesOf(value: Shaded, path: string): readonly string[] {
  if (isShadedList(value)) return value.flatMap((item) => leavesOf(item, path));
  if (isShadedObject(value)) {
    return Object.entries(value).flatMap(([name, part]) => leavesOf(part, `${path}.${name}`));
  }
  return isEmpty(value) || typeof value === "object" ? [] : [`${path}=${String(value)}`];
}
