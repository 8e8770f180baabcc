import type * as z from "zod";

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

/** Whether the schema refused the value at the path, what it stands in, or a key there that may be meant for it. */
export function isRefused(
  data: unknown,
  issues: readonly z.core.$ZodIssue[],
  path: readonly PropertyKey[],
): boolean {
  return issues.some((issue) => {
    if (isWithin(path, issue.path) && issue.code !== "unrecognized_keys") return true;
    const holder = issue.code === "unrecognized_keys" ? issue.path : issue.path.slice(0, -1);
    return (
      (issue.code === "unrecognized_keys" || isOfKey(issue)) &&
      isWithin(path, holder) &&
      path.length > holder.length &&
      !hasKey(valueAt(data, holder), path[holder.length])
    );
  });
}

function isWithin(path: readonly PropertyKey[], outer: readonly PropertyKey[]): boolean {
  return outer.length <= path.length && outer.every((step, index) => step === path[index]);
}

/** Whether an issue is about a key, and not about its value. */
export function isOfKey(issue: z.core.$ZodIssue): boolean {
  return issue.code === "custom" && issue.params?.["ofKey"] === true;
}

function hasKey(holder: unknown, key: PropertyKey | undefined): boolean {
  return typeof holder === "object" && holder !== null && key !== undefined && key in holder;
}

/** The value at the path, or undefined where there is none. */
export function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null ? (value as Container)[step as string] : undefined,
    data,
  );
}

function remove(data: Container, path: readonly PropertyKey[]): void {
  const last = path.at(-1);
  if (last === undefined) return;
  const holder = valueAt(data, path.slice(0, -1));
  // In a list the place stays, so that the indexes of the others still name them.
  if (typeof holder === "object" && holder !== null) (holder as Container)[last as string] = undefined;
}
