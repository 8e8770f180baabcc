import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { Problem } from "../../modules/validation";

/** What is wrong with a part of a document that is YAML, and cannot be a value of ours. */
interface StructureProblem {
  readonly node: Node;
  /** Where it is told, if the node has no text. @default - the node */
  readonly beside?: unknown;
  readonly problem: Problem;
}

/** Tags that say of a value what it is anyway. */
const PLAIN_TAGS: readonly string[] = ["str", "int", "float", "bool", "null", "map", "seq"].map(
  (name) => `tag:yaml.org,2002:${name}`,
);

/** What looks like the space that YAML takes. */
const OTHER_SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/** Where such a one stands in place of one that means something; -1 where none does. */
export function otherSpaceIn(text: string): number {
  for (const { index } of text.matchAll(OTHER_SPACES)) {
    const before = text.slice(text.lastIndexOf("\n", index) + 1, index).trimEnd();
    if (before === "" || before.endsWith(":") || before.endsWith("-")) return index;
  }
  return -1;
}

/** What to do about a space that is none to YAML. */
export const OTHER_SPACE_PROBLEM: Problem = {
  what: "has a space of another kind, such as U+00A0, and YAML takes plain ones",
  remedy: "put plain spaces in its place",
};

/** What each name of an anchor means where one reads: a later one of the same name takes its place. */
type Anchors = Map<string, Node>;

/**
 * What YAML allows and would be lost, stand for something else, or have no end once it is a value: whoever reads the value finds no
 * trace of it.
 * @param node the contents of a document
 */
export function structureProblems(node: unknown): readonly StructureProblem[] {
  return problemsIn(node, new Map(), []);
}

/** @param within what the node stands in */
function problemsIn(
  node: unknown,
  anchors: Anchors,
  within: readonly unknown[],
): readonly StructureProblem[] {
  if (isAlias(node)) {
    const problem = aliasProblem(node.source, anchors.get(node.source), within);
    return problem === undefined ? [] : [{ node, problem }];
  }
  if (!isNode(node)) return [];
  const { anchor } = node as { readonly anchor?: string };
  if (anchor !== undefined) anchors.set(anchor, node);
  const around = [...within, node];
  const own = tagProblems(node);
  if (isSeq(node)) return [...own, ...node.items.flatMap((item) => problemsIn(item, anchors, around))];
  if (!isMap(node)) return own;
  return [
    ...own,
    ...node.items.flatMap((pair) => [
      ...keyProblems(pair, node),
      // A key may have an anchor. One that is no text is told above, and nothing in it.
      ...(isScalar(pair.key) ? problemsIn(pair.key, anchors, around) : []),
      ...(isMerge(pair) ? mergeProblems(pair, anchors) : []),
      ...problemsIn(pair.value, anchors, around),
    ]),
  ];
}

function aliasProblem(name: string, meant: unknown, within: readonly unknown[]): Problem | undefined {
  if (meant === undefined)
    return {
      what: `is an alias, and nothing before it is called &${name}`,
      remedy: `put it in quotes where it is text, or write &${name} before the value that is meant`,
    };
  return within.includes(meant)
    ? { what: "is an alias of what it stands in, which has no end", remedy: "write the value itself" }
    : undefined;
}

function tagProblems(node: Node): readonly StructureProblem[] {
  const tag = isAlias(node) ? undefined : (node as { readonly tag?: string }).tag;
  if (tag === undefined || PLAIN_TAGS.includes(tag)) return [];
  const name = tag.replace(/^tag:yaml\.org,2002:/, "!!");
  return [
    { node, problem: { what: `has the tag ${name}, which means nothing here`, remedy: "leave the tag out" } },
  ];
}

function keyProblems(pair: Pair, map: Node): readonly StructureProblem[] {
  const { key, value } = pair;
  const of = (problem: Problem): readonly StructureProblem[] => [
    { node: isNode(key) ? key : map, beside: value, problem },
  ];
  if (!isScalar(key))
    return of({
      what: "is a key that is no text",
      remedy: "put it in quotes, if it is meant as text, such as one with braces",
    });
  if (key.value === null || key.value === "")
    return of({ what: "is a key without a name", remedy: "name it, or remove it" });
  if (key.value === "__proto__")
    return of({ what: "is a name that no key can have", remedy: "choose another" });
  return typeof key.value === "string" && otherSpaceIn(key.value) === 0 ? of(OTHER_SPACE_PROBLEM) : [];
}

/** Where something is merged into a map that cannot be: yaml throws at it, and says no place. */
function mergeProblems({ key, value }: Pair, anchors: Anchors): readonly StructureProblem[] {
  const sources: readonly unknown[] = isSeq(value) ? value.items : [value];
  const problem: Problem = {
    what: "is merged with <<, and is no map",
    allowed: "a map, an alias of one, or a list of these",
    remedy: "name a map by its alias, such as <<: *defaults",
  };
  return sources.flatMap((source) => {
    const meant = isAlias(source) ? anchors.get(source.source) : source;
    // What is an alias of nothing is told as that.
    if (isMap(meant) || (isAlias(source) && meant === undefined)) return [];
    return [{ node: (isNode(source) ? source : key) as Node, beside: key, problem }];
  });
}

/** Whether it merges other maps: yaml has a symbol for such a key, and none where it stands in quotes. */
export function isMerge({ key }: Pair): boolean {
  return isScalar(key) && typeof key.value === "symbol";
}
