import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { amount } from "../../modules/kernel";
import { filesBelow, readText } from "../files";
import type { Warning } from "./summary";

/** What a customization did to a stack, by addresses of Terraform: `aws_s3_bucket.x`, `output.y`, `terraform.backend`. */
export interface CustomizedStack {
  readonly stack: string;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** The parts of each stack by address. */
type Parts = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

type Block = Readonly<Record<string, unknown>>;

/** The parts of all stacks that stand in a folder. */
export function partsIn(outdir: string): Parts {
  const files = filesBelow(join(outdir, "stacks")).filter((file) => file.endsWith("cdk.tf.json"));
  return new Map(files.map((file) => [file, partsOf(JSON.parse(readText(file)) as Block)]));
}

function partsOf(terraform: Block): ReadonlyMap<string, unknown> {
  const parts = Object.entries(terraform).flatMap(([kind, blocks]) =>
    Object.entries(blocks as Block).flatMap(([name, block]): readonly (readonly [string, unknown])[] => {
      if (kind === "resource" || kind === "data") {
        const prefix = kind === "data" ? "data." : "";
        return Object.entries(block as Block).map(([each, what]) => [`${prefix}${name}.${each}`, what]);
      }
      return [[`${kind}.${name}`, block]];
    }),
  );
  return new Map(parts.filter(([address]) => !address.startsWith("//.")));
}

/** Tags beside orgtrail's own are a person's own matter; that guardrails still know the resource by its tag, `plan` asks. */
function withoutTags(part: unknown): unknown {
  return typeof part === "object" && part !== null ? { ...part, tags: undefined } : part;
}

/** What is otherwise than before, besides its tags. Stacks of which nothing is have no place. */
export function customizedStacks(before: Parts, after: Parts): readonly CustomizedStack[] {
  return [...after].flatMap(([file, parts]) => {
    const was = before.get(file) ?? new Map<string, unknown>();
    const added = [...parts.keys()].filter((address) => !was.has(address));
    const removed = [...was.keys()].filter((address) => !parts.has(address));
    const changed = [...parts].flatMap(([address, part]) =>
      was.has(address) && !isDeepStrictEqual(withoutTags(was.get(address)), withoutTags(part))
        ? [address]
        : [],
    );
    const stack = file.split(/[\\/]/).at(-2) ?? file;
    return added.length + changed.length + removed.length === 0 ? [] : [{ stack, added, changed, removed }];
  });
}

/** A line for a person. */
export function customizedText({ stack, added, changed, removed }: CustomizedStack): string {
  const parts = { adds: added, changes: changed, "takes away": removed };
  const told = Object.entries(parts).flatMap(([verb, { length }]) =>
    length === 0 ? [] : [`${verb} ${amount(length, "part")}`],
  );
  return `orgtrail.ts ${told.join(", ")} of ${stack}.`;
}

/** What orgtrail makes, and is not deployed as it makes it. */
export function customizationWarnings({ stack, changed, removed }: CustomizedStack): readonly Warning[] {
  const proof = "orgtrail prove does not see it; orgtrail plan judges what it does";
  return Object.entries({ "is changed": changed, "is taken away": removed }).flatMap(([what, addresses]) =>
    addresses.map((address) => ({
      path: `${stack} ${address}`,
      message: `${what} by orgtrail.ts: ${proof}`,
    })),
  );
}
