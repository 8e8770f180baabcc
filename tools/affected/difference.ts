import { isDeepStrictEqual } from "node:util";
import type { SynthesizedStack } from "../synthesis";
import { terraformJson } from "./synthesis";

/** What became of a stack since the base. */
export type StackChange = "added" | "changed" | "removed";

/** A stack whose Terraform differs between the base and the working tree. */
export interface AffectedStack {
  readonly stack: string;
  /** The account's name in organization.accounts. */
  readonly account: string;
  readonly accountId: string;
  readonly region: string;
  readonly change: StackChange;
}

/** The stacks that differ: what is there, in the order of deployment; then what is gone, in the opposite order. */
export function stacksThatDiffer(
  base: readonly SynthesizedStack[],
  working: readonly SynthesizedStack[],
): readonly AffectedStack[] {
  const before = new Map(base.map((stack) => [stack.stack, stack]));
  const after = new Set(working.map(({ stack }) => stack));
  const there = working.flatMap((stack): readonly AffectedStack[] => {
    const old = before.get(stack.stack);
    if (old === undefined) return [affected(stack, "added")];
    return sameTerraform(terraformJson(old), terraformJson(stack)) ? [] : [affected(stack, "changed")];
  });
  const gone = base.filter(({ stack }) => !after.has(stack)).reverse();
  return [...there, ...gone.map((stack) => affected(stack, "removed"))];
}

function affected({ stack, account, region }: SynthesizedStack, change: StackChange): AffectedStack {
  return { stack, account: account.name, accountId: account.id, region, change };
}

/** Whether two texts of Terraform JSON say the same, whatever the order of their keys and the comments in them. */
export function sameTerraform(one: Buffer, other: Buffer): boolean {
  // Nearly all stacks have the same bytes, and need not be parsed.
  return (
    one.equals(other) || isDeepStrictEqual(withoutComments(one.toString()), withoutComments(other.toString()))
  );
}

type Json = Readonly<Record<string, unknown>>;

/** The blocks that cdktf comments on: with where they were made, and by which version. */
const COMMENTED = ["resource", "data"];

/** Terraform reads `//` in a block as a comment. In a map of values, such as tags, it is a key as any other. */
function withoutComments(text: string): Json {
  const stack = withoutComment(JSON.parse(text) as Json);
  return Object.fromEntries(
    Object.entries(stack).map(([section, blocks]) => [
      section,
      // By type, then by name.
      COMMENTED.includes(section) ? mapped(blocks, (named) => mapped(named, withoutComment)) : blocks,
    ]),
  );
}

function withoutComment(block: unknown): Json {
  return Object.fromEntries(Object.entries(block as Json).filter(([key]) => key !== "//"));
}

function mapped(blocks: unknown, change: (block: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(blocks as Json).map(([name, block]) => [name, change(block)]));
}
