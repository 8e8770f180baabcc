import { join } from "node:path";
import { folderEntries, readText } from "../files";

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The Terraform JSON of a stack, as far as the sandbox looks into it. */
export interface StackJson {
  readonly data?: Readonly<Record<string, Blocks>>;
  readonly output?: Readonly<Record<string, unknown>>;
  readonly resource?: Readonly<Record<string, Blocks>>;
  readonly terraform: { readonly backend: { readonly s3: { readonly key: string } } };
}

/** A synthesized stack. */
export interface DeployableStack {
  readonly name: string;
  /** The folder that Terraform runs in. */
  readonly folder: string;
  readonly json: StackJson;
  /** The stacks whose state it reads: they are deployed before it. */
  readonly needs: readonly string[];
}

/** The keys of the states that a stack reads. */
function statesRead({ data }: StackJson): readonly string[] {
  return Object.values(data?.["terraform_remote_state"] ?? {}).map(({ config }) =>
    String((config as { readonly key?: unknown }).key),
  );
}

/** The stacks in a folder that synthesis wrote, and which of them need which. */
export function readStacks(outdir: string): readonly DeployableStack[] {
  const stacks = folderEntries(join(outdir, "stacks")).map(({ name }) => {
    const folder = join(outdir, "stacks", name);
    return { name, folder, json: JSON.parse(readText(join(folder, "cdk.tf.json"))) as StackJson };
  });
  const byState = new Map(stacks.map(({ name, json }) => [json.terraform.backend.s3.key, name]));
  return stacks.map((stack) => ({
    ...stack,
    needs: statesRead(stack.json).flatMap((key) => byState.get(key) ?? []),
  }));
}

/**
 * Works on all items, each after those that it needs, as many at once as there are slots, and the first first. After
 * a failure no further item is begun; those begun are waited for.
 * @throws the first failure
 */
export async function inOrder<T extends { readonly name: string; readonly needs: readonly string[] }>(
  items: readonly T[],
  slots: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = new Map(items.map((item) => [item.name, item]));
  const running = new Map<string, Promise<void>>();
  const unfinished = new Set(waiting.keys());
  const failures: unknown[] = [];
  while (failures.length === 0 && unfinished.size > 0) {
    for (const [name, item] of waiting) {
      if (running.size >= slots) break;
      if (item.needs.some((need) => unfinished.has(need))) continue;
      waiting.delete(name);
      const done = (async () => {
        try {
          await work(item);
          unfinished.delete(name);
        } catch (error) {
          failures.push(error);
        } finally {
          running.delete(name);
        }
      })();
      running.set(name, done);
    }
    if (running.size === 0) throw new Error(`these need each other: ${[...unfinished].join(", ")}`);
    await Promise.race(running.values());
  }
  await Promise.all(running.values());
  if (failures.length > 0) throw failures[0];
}
