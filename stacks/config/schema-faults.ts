import { z } from "zod";
import { didYouMean } from "../../modules/kernel";
import type { Problem } from "../../modules/validation";
import type { ConfigPath, Fault } from "./fault";
import { valueAt } from "./partial";
import { isOfKey } from "./text-issues";
import type { YamlFile } from "./yaml-file";

type Issue = z.core.$ZodIssue;

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "keys with values",
  record: "keys with values",
};

/** The faults that a schema found in a file, in the words of a person who wrote the file. */
export function schemaFaults(file: YamlFile, schema: z.ZodType, issues: readonly Issue[]): readonly Fault[] {
  return flattened(issues).flatMap((issue) => issueFaults(file, schema, issue));
}

/**
 * The issues, with those of the alternative that was meant in place of a union's: the alternative that the value
 * chose by its form or its discriminator, or else the first.
 */
export function flattened(issues: readonly Issue[]): readonly Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
    const meant = issue.errors.find((errors) => !errors.some(isOfAnotherForm)) ?? issue.errors[0] ?? [];
    return flattened(meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));
  });
}

/** Whether the alternative is for values of another type, or of another kind by their discriminator. */
function isOfAnotherForm(issue: Issue): boolean {
  if (issue.code === "invalid_union") return issue.errors.length === 0;
  return issue.code === "invalid_type" && issue.path.length === 0;
}

function issueFaults(file: YamlFile, schema: z.ZodType, issue: Issue): readonly Fault[] {
  const path = issue.path as ConfigPath;
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, path, file.data).map(({ name }) => name);
    return issue.keys.map((key) =>
      file.faultOfKey([...path, key], {
        what: "is not a known key",
        allowed: known.join(", "),
        remedy: didYouMean(key, known, "remove it"),
      }),
    );
  }
  if (issue.code === "invalid_key") {
    // A key is refused once, for the first reason.
    const [reason] = issue.issues;
    return reason === undefined ? [] : [file.faultOfKey(path, problemOf(file, schema, path, reason))];
  }
  const problem = problemOf(file, schema, path, issue);
  return [isOfKey(issue) ? file.faultOfKey(path, problem) : file.fault(path, problem)];
}

function problemOf(file: YamlFile, schema: z.ZodType, path: ConfigPath, issue: Issue): Problem {
  const received = valueAt(file.data, path);
  switch (issue.code) {
    case "custom":
      return carriedProblem(issue) ?? { what: issue.message, received, remedy: "correct it" };
    case "invalid_type":
      return typeProblem(file, schema, path, issue.expected);
    case "invalid_value":
      return choiceProblem(received, issue.values.map(String));
    case "invalid_union":
      return choiceProblem(received, "options" in issue ? (issue.options ?? []).map(String) : []);
    case "too_small":
    case "too_big":
      return sizeProblem(issue, received);
    default:
      return { what: issue.message, received, remedy: "correct it" };
  }
}

/** The problem that a module found, passed through zod. */
function carriedProblem(issue: Issue): Problem | undefined {
  if (issue.code !== "custom") return undefined;
  return issue.params?.["problem"] as Problem | undefined;
}

function typeProblem(file: YamlFile, schema: z.ZodType, path: ConfigPath, expected: string): Problem {
  const received = valueAt(file.data, path);
  const kind = TYPES[expected] ?? expected;
  const keys = expected === "object" ? keysAt(schema, path, file.data) : [];
  const allowed = keys.length === 0 ? kind : `${kind}: ${keys.map(keyText).join(", ")}`;
  if (received === undefined) return { what: "is missing", allowed, remedy: "add it" };
  if (expected === "string" && received !== null && isScalar(received)) {
    const written = file.sourceOf(path) ?? JSON.stringify(received);
    const lost = typeof received === "number" ? ", and YAML drops the leading zeros of numbers" : "";
    const remedy = written === "" ? "write a text" : `write ${JSON.stringify(written)}, in quotes`;
    return { what: `is ${typeName(received)}, not text${lost}`, received, allowed: "text in quotes", remedy };
  }
  const what = received === null ? "is empty" : `is ${typeName(received)}, not ${kind}`;
  const isOptional = keysAt(schema, path.slice(0, -1), file.data).some(
    ({ name, optional }) => optional && name === path.at(-1),
  );
  const remedy = typeRemedy(kind, keys, received);
  if (received !== null) return { what, received, allowed, remedy };
  return { what, allowed, remedy: isOptional ? `${remedy}, or leave out the key` : remedy };
}

/** What to write in place of a value of another type: of keys, those that must be there, or none for what all of them default to. */
function typeRemedy(kind: string, keys: readonly KnownKey[], received: unknown): string {
  if (keys.length === 0) return `write ${kind}`;
  const required = keys.filter(({ optional }) => !optional).map(({ name }) => name);
  if (required.length === 0) return "write {} for the defaults, or the keys that are to have other values";
  const [first = "", ...rest] = required;
  // The text that stands there is most often meant for the one key that there must be.
  const value = typeof received === "string" && rest.length === 0 ? received : "…";
  return `write { ${[`${first}: ${value}`, ...rest.map((name) => `${name}: …`)].join(", ")} }`;
}

/** A key that a schema knows. */
interface KnownKey {
  readonly name: string;
  readonly optional: boolean;
}

function keyText({ name, optional }: KnownKey): string {
  return optional ? `${name} (optional)` : name;
}

function choiceProblem(received: unknown, values: readonly string[]): Problem {
  if (received === undefined)
    return { what: "is missing", allowed: values.join(", "), remedy: "add one of them" };
  const remedy =
    typeof received === "string" ? didYouMean(received, values, "choose one of them") : "choose one of them";
  return { what: "is not one of the values allowed", received, allowed: values.join(", "), remedy };
}

function sizeProblem(issue: Extract<Issue, { code: "too_small" | "too_big" }>, received: unknown): Problem {
  const small = issue.code === "too_small";
  if (small && issue.origin === "array" && issue.minimum === 1) {
    return { what: "is an empty list", received, allowed: "one entry or more", remedy: "add an entry" };
  }
  const limit = String(small ? issue.minimum : issue.maximum);
  const unit = issue.origin === "string" ? " characters" : issue.origin === "array" ? " entries" : "";
  return {
    what: `is ${small ? "less" : "more"} than allowed`,
    received,
    allowed: `${small ? "at least" : "at most"} ${limit}${unit}`,
    remedy: small ? "make it larger" : "make it smaller",
  };
}

function isScalar(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

function typeName(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "keys with values";
  if (typeof value === "boolean") return "true or false";
  return typeof value === "number" ? "a number" : "text";
}

/** The keys that the schema knows at the path. Of alternatives, those that the data has chosen. */
function keysAt(schema: z.ZodType, path: ConfigPath, data: unknown): readonly KnownKey[] {
  const inner = chosen(schema, data);
  const [step, ...rest] = path;
  if (step === undefined) return inner instanceof z.ZodObject ? knownKeys(inner) : [];
  const value = (data as Readonly<Record<string, unknown>> | undefined)?.[step];
  const next = childOf(inner, step);
  return next === undefined ? [] : keysAt(next, rest, value);
}

function knownKeys({ shape }: z.ZodObject): readonly KnownKey[] {
  return Object.entries(shape).map(([name, value]) => ({
    name,
    optional: (value as z.ZodType)._zod.optin === "optional",
  }));
}

function childOf(schema: z.ZodType, step: string | number): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[step] as z.ZodType | undefined;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  return undefined;
}

/** The schema below defaults and the like. */
function chosen(schema: z.ZodType, data: unknown): z.ZodType {
  if (
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return chosen(schema.unwrap() as z.ZodType, data);
  }
  if (schema instanceof z.ZodUnion && !(schema instanceof z.ZodDiscriminatedUnion)) {
    const alternatives = (schema.options as readonly z.ZodType[]).map((option) => chosen(option, data));
    return alternatives.find((option) => option instanceof z.ZodObject) ?? schema;
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def;
    const option = (schema.options as readonly z.ZodType[]).find((candidate) => {
      const inner = chosen(candidate, data);
      if (!(inner instanceof z.ZodObject)) return false;
      const literal: unknown = inner.shape[discriminator];
      const value = (data as Readonly<Record<string, unknown>> | undefined)?.[discriminator];
      return literal instanceof z.ZodLiteral && literal.values.has(value as never);
    });
    return option === undefined ? schema : chosen(option, data);
  }
  return schema;
}
