import type { AttributeChange } from "../change";
import { blockPairs } from "./block-pairs";
import { isPolicy, withJsonRead } from "./embedded-json";
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
export type AttributePath = readonly (string | number)[];

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
    .filter(([name, value]) => (named ? NAMES.has(name) : name === "id") || isPolicy(withJsonRead(value)))
    .filter(([, value]) => !isEmpty(value))
    .map(([name, value]) => attributeChange({ path: [name], before: value, after: null }, false));
}

function attributeChange({ path, before, after }: Difference, replaces: boolean): AttributeChange {
  return {
    path: pathText(path),
    ...(!isEmpty(before) && { before: unshaded(withJsonRead(before)) }),
    ...(!isEmpty(after) && { after: unshaded(withJsonRead(after)) }),
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
  const [before, after] = [withJsonRead(one), withJsonRead(other)];
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
