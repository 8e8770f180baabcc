import type { z } from "zod";

/** A value of which any part may be missing. */
export type DeepPartial<T> = T extends string | number | boolean
  ? T
  : T extends readonly (infer Element)[]
    ? readonly (DeepPartial<Element> | undefined)[]
    : T extends object
      ? { readonly [K in keyof T]?: DeepPartial<T[K]> | undefined }
      : T;

type Container = Record<string | number, unknown>;

/** The data without the parts that the schema refused. */
export function soundParts(data: unknown, issues: readonly z.core.$ZodIssue[]): object {
  if (typeof data !== "object" || data === null) return {};
  const copy = structuredClone(data) as Container;
  for (const issue of issues) {
    const keys = issue.code === "unrecognized_keys" ? issue.keys : [undefined];
    for (const key of keys) remove(copy, key === undefined ? issue.path : [...issue.path, key]);
  }
  return issues.some(({ path, code }) => path.length === 0 && code === "invalid_type") ? {} : copy;
}

function remove(data: Container, path: readonly PropertyKey[]): void {
  const last = path.at(-1);
  if (last === undefined) return;
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((value, step) => (value as Container | undefined)?.[step as string], data);
  // In a list the place stays, so that the indexes of the others still name them.
  if (typeof holder === "object" && holder !== null) (holder as Container)[last as string] = undefined;
}
