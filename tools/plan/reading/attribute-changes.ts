import type { AttributeChange } from "../change";
import { isPolicy, withTextRead } from "./embedded-json";
import {
  isEmpty,
  isHidden,
  isNotKnown,
  isShadedList,
  isShadedObject,
  own,
  same,
  unshaded,
  type Shaded,
  type ShadedObject,
} from "./shaded";

/** Steps from a resource to one value: names, and indexes of lists. */
type AttributePath = readonly (string | number)[];

/** A value that differs. */
interface Difference {
  readonly path: AttributePath;
  readonly before: Shaded;
  readonly after: Shaded;
}

/** What is compared, and what Terraform says about it. */
export interface Comparison {
  readonly before: ShadedObject;
  readonly after: ShadedObject;
  /** The attributes that the configuration sets. What AWS gives besides says nothing until it is known. */
  readonly configured: ReadonlySet<string>;
  /** The attributes that force a replacement. */
  readonly replacePaths: readonly AttributePath[];
}

/** The attributes that change, by path. Blocks are compared one by one, and JSON texts as JSON. */
export function attributeChanges(comparison: Comparison): readonly AttributeChange[] {
  const { before, after, replacePaths } = comparison;
  const replaces = ({ path }: Difference): boolean =>
    replacePaths.some((forcing) => startsWith(path, forcing));
  const changes = differences(before, after, []).filter(
    (difference) => replaces(difference) || matters(difference, comparison),
  );
  return changes.map((difference) => attributeChange(difference, replaces(difference)));
}

/** What a resource that is made gets: what the configuration sets. */
export function attributesMade(
  after: ShadedObject,
  configured: ReadonlySet<string>,
): readonly AttributeChange[] {
  return Object.entries(after)
    .filter(([name, value]) => configured.has(name) && !isEmpty(value))
    .map(([name, value]) => attributeChange({ path: [name], before: null, after: value }, false));
}

/** What tells which resource it is that goes. */
const NAMES = new Set([
  ...["name", "bucket", "alarm_name", "dashboard_name", "function_name", "rule", "target_id"],
  ...["endpoint", "topic_arn", "account_id", "policy_id"],
]);

/** What is lost with a resource that goes, as far as it tells which one it is and what it let through. */
export function attributesLost(before: ShadedObject): readonly AttributeChange[] {
  const named = Object.keys(before).some((name) => NAMES.has(name));
  return Object.entries(before)
    .filter(([name, value]) => (named ? NAMES.has(name) : name === "id") || isPolicy(withTextRead(value)))
    .filter(([, value]) => !isEmpty(value))
    .map(([name, value]) => attributeChange({ path: [name], before: value, after: null }, false));
}

function attributeChange({ path, before, after }: Difference, replaces: boolean): AttributeChange {
  return {
    path: pathText(path),
    ...(!isEmpty(before) && { before: unshaded(withTextRead(before)) }),
    ...(!isEmpty(after) && { after: unshaded(withTextRead(after)) }),
    replaces,
  };
}

function matters(
  { path: [name], after }: Difference,
  { before, after: whole, configured }: Comparison,
): boolean {
  if (isNotKnown(after) && !configured.has(String(name))) return false;
  // Tags that the provider adds to all resources show up in tags_all alone.
  return name !== "tags_all" || same(own(before, "tags") ?? null, own(whole, "tags") ?? null);
}

function differences(one: Shaded, other: Shaded, path: AttributePath): readonly Difference[] {
  const [before, after] = [withTextRead(one), withTextRead(other)];
  if (same(before, after)) return [];
  const whole = [{ path, before, after }];
  if (isPolicy(before) || isPolicy(after)) return whole;
  if (isShadedObject(before) && isShadedObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
      differences(own(before, name) ?? null, own(after, name) ?? null, [...path, name]),
    );
  }
  if (!areBlocks(before) || !areBlocks(after)) return whole;
  return blockPairs(blocksOf(before), blocksOf(after)).flatMap(({ before, after, index }) =>
    differences(before ?? null, after ?? null, [...path, index]),
  );
}

/** Whether a value is a list of blocks, or none. A list of plain values is compared as a whole. */
function areBlocks(value: Shaded): boolean {
  return (
    value === null || (isShadedList(value) && value.every((item) => isShadedObject(item) || isHidden(item)))
  );
}

function blocksOf(value: Shaded): readonly Shaded[] {
  return isShadedList(value) ? value : [];
}

function startsWith(path: AttributePath, start: AttributePath): boolean {
  return start.every((step, index) => index >= path.length || path[index] === step);
}

/** A path as text: `event_selector[0].read_write_type`, `tags["a/b"]`. */
export function pathText(path: AttributePath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    if (!/^[\w-]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}

/** A block of a list before and after. */
interface BlockPair {
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
function blockPairs(before: readonly Shaded[], after: readonly Shaded[]): readonly BlockPair[] {
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
