import type { IConstruct } from "constructs";
import { assertNoProblems, type PropertyProblem } from "./problem";

/** What a value is at run time; of a text, the values that it may have. */
type KindOf<T> = [T] extends [string]
  ? "text" | readonly T[]
  : [T] extends [number]
    ? "number"
    : [T] extends [boolean]
      ? "boolean"
      : [T] extends [readonly unknown[]]
        ? "list"
        : "object" | RequiredProps<T>;

type RequiredKey<P, K extends keyof P = keyof P> = K extends unknown
  ? object extends Pick<P, K>
    ? never
    : K
  : never;

/** The kind of each prop that nothing can do without: the compiler refuses a list that lacks one, or has another. */
export type RequiredProps<P> = { readonly [K in RequiredKey<P>]: KindOf<P[K]> };

/** The same, when its type has done its work. */
type Asked = string | readonly string[] | { readonly [prop: string]: Asked };

/**
 * Says in a program without types what the compiler says in one with them. Each constructor calls it before it reads a prop.
 *
 * @throws ValidationError when a required prop is missing or of another kind; all of them at once
 */
export function assertProps<P extends object>(
  construct: IConstruct,
  props: P,
  required: RequiredProps<P>,
): void {
  const remedy = `give it to ${construct.constructor.name}, which needs it`;
  const problems = kindProblems("", props, required);
  assertNoProblems(
    construct,
    problems.map((problem) => ({ ...problem, remedy })),
  );
}

function kindProblems(
  property: string,
  value: unknown,
  required: Asked,
): readonly Omit<PropertyProblem, "remedy">[] {
  const found = kindOf(value);
  if (found === "token") return [];
  const values = Array.isArray(required) ? (required as readonly unknown[]) : undefined;
  const kind = typeof required === "string" ? required : values === undefined ? "object" : "text";
  const parts = kind === required || values !== undefined ? [] : Object.keys(required);
  const problem = {
    property: property === "" ? "props" : property,
    allowed: values?.join(", ") ?? `${nameOf(kind)}${parts.length > 0 ? ` with ${parts.join(", ")}` : ""}`,
  };
  if (found === undefined) return [{ ...problem, what: "is missing" }];
  if (found !== kind) return [{ ...problem, what: `is ${nameOf(found)}, not ${nameOf(kind)}` }];
  if (values?.includes(value) === false) return [{ ...problem, what: "is unknown", received: value }];
  return parts.flatMap((name) =>
    kindProblems(
      property === "" ? name : `${property}.${name}`,
      Reflect.get(Object(value), name),
      Reflect.get(Object(required), name) as Asked,
    ),
  );
}

/** @returns undefined for what is not there; "token" for what Terraform knows only when it applies, which may be of any kind */
function kindOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return "list";
  if (typeof value === "string") return "text";
  if (typeof value !== "object") return typeof value;
  return "resolve" in value && typeof value.resolve === "function" ? "token" : "object";
}

function nameOf(kind: string): string {
  return kind === "boolean" ? "true or false" : `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;
}
