import * as z from "zod";
import { didYouMean } from "../../modules/kernel";
import type { Problem } from "../../modules/validation";
import type { ConfigPath, Fault } from "./fault";
import { isOfKey, valueAt } from "./partial";
import type { SourceFile } from "./source-files";
import { YamlFile } from "./yaml-file";

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

/** The file as the schema has it, or all that is wrong with it. Of an empty file, what it lacks says more than that it is empty. */
export function readAs<T>(
  schema: z.ZodType<T>,
  { file, text }: SourceFile,
): { readonly yaml: YamlFile; readonly data?: T; readonly faults: readonly Fault[] } {
  const yaml = new YamlFile(file, text);
  if (yaml.syntaxFaults.length > 0) return { yaml, faults: yaml.syntaxFaults };
  const { data, error } = schema.safeParse(yaml.data ?? {});
  return error === undefined
    ? { yaml, data, faults: [] }
    : { yaml, faults: schemaFaults(yaml, schema, error.issues) };
}

/** The faults that a schema found in a file, in the words of a person who wrote the file. */
export function schemaFaults(file: YamlFile, schema: z.ZodType, issues: readonly Issue[]): readonly Fault[] {
  return strictest(flattened(issues)).flatMap((issue) => issueFaults(file, schema, issue));
}

/** Of what is too large or too small by several limits, the narrowest: who keeps that keeps all. */
function strictest(issues: readonly Issue[]): readonly Issue[] {
  const limitOf = (issue: Issue): number | undefined =>
    issue.code === "too_big"
      ? Number(issue.maximum)
      : issue.code === "too_small"
        ? -Number(issue.minimum)
        : undefined;
  const placeOf = ({ code, path }: Issue): string => JSON.stringify([code, path]);
  const narrowest = new Map<string, number>();
  for (const issue of issues) {
    const limit = limitOf(issue);
    const place = placeOf(issue);
    if (limit !== undefined) narrowest.set(place, Math.min(limit, narrowest.get(place) ?? Infinity));
  }
  return issues.filter(
    (issue) => (limitOf(issue) ?? -Infinity) <= (narrowest.get(placeOf(issue)) ?? Infinity),
  );
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
        remedy: ownerRemedy(schema, path, file.data, key) ?? didYouMean(key, known, "remove it"),
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
  const inner = schemaAt(schema, path, file.data);
  const keys = expected === "object" ? keysAt(schema, path, file.data) : [];
  const allowed = keys.length === 0 ? kind : `${kind}: ${keys.map(keyText).join(", ")}`;
  if (received === undefined) return { what: "is missing", allowed, remedy: "add it" };
  if (expected === "string" && received !== null && isScalar(received)) {
    const written = file.sourceOf(path) ?? JSON.stringify(received);
    const lost = typeof received === "number" ? ", and YAML drops the leading zeros of numbers" : "";
    const remedy = written === "" ? "write text" : `write ${JSON.stringify(written)}, in quotes`;
    return { what: `is ${typeName(received)}, not text${lost}`, received, allowed: "text in quotes", remedy };
  }
  if (typeof received === "number" && ["number", "int"].includes(expected))
    return {
      what: `is ${file.sourceOf(path) ?? "no number"}, which is no number that counts`,
      allowed,
      remedy: `write ${kind}`,
    };
  const what = received === null ? "is empty" : `is ${typeName(received)}, not ${kind}`;
  const isOptional = keysAt(schema, path.slice(0, -1), file.data).some(
    ({ name, optional }) => optional && name === path.at(-1),
  );
  const remedy = typeRemedy(kind, inner, received);
  if (received !== null) return { what, received, allowed, remedy };
  return { what, allowed, remedy: isOptional ? `${remedy}, or leave out the key` : remedy };
}

/** What to write in place of a value of another type: what stands there, in the form that is wanted, where that can be said. */
function typeRemedy(kind: string, schema: z.ZodType | undefined, received: unknown): string {
  const inner = schema === undefined ? undefined : chosen(schema, received);
  if (inner instanceof z.ZodObject) return keysRemedy(knownKeys(inner), received);
  if (inner instanceof z.ZodDiscriminatedUnion) {
    const kinds = kindsOf(inner);
    const meant = kinds.filter((each) => each === received);
    return `write { ${inner.def.discriminator}: ${(meant.length > 0 ? meant : kinds).join(" or ")} }`;
  }
  if (inner instanceof z.ZodRecord) return "write {} where there are none";
  if (inner instanceof z.ZodArray && received !== null)
    return listRemedy(inner.element as z.ZodType, received);
  if (inner instanceof z.ZodBoolean) return booleanRemedy(received);
  const about = (schema?.meta() ?? inner?.meta())?.description?.replace(/\.(?:\s.*)?$/s, "");
  return received === null && about !== undefined
    ? `write ${kind}: ${decapitalized(about)}`
    : `write ${kind}`;
}

function decapitalized(sentence: string): string {
  return sentence.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
}

/** Of keys, those that must be there; or none, for what all of them default to. */
function keysRemedy(keys: readonly KnownKey[], received: unknown): string {
  const required = keys.filter(({ optional }) => !optional).map(({ name }) => name);
  if (required.length === 0) return "write {} for the defaults, or the keys that are to have other values";
  const [first = "", ...rest] = required;
  // The text that stands there is most often meant for the one key that there must be.
  const value = typeof received === "string" && rest.length === 0 ? received : "…";
  return `write { ${[`${first}: ${value}`, ...rest.map((name) => `${name}: …`)].join(", ")} }`;
}

function listRemedy(element: z.ZodType, received: unknown): string {
  if (typeof received === "object") return "begin each entry with a dash, though there is one alone";
  const inner = chosen(element, undefined);
  const entry =
    inner instanceof z.ZodObject
      ? keysRemedy(knownKeys(inner), received).replace(/^write /, "")
      : JSON.stringify(received);
  return `write [${entry}]`;
}

function booleanRemedy(received: unknown): string {
  const text = typeof received === "string" ? received.trim().toLowerCase() : "";
  if (["true", "yes", "on"].includes(text)) return "write true, without quotes";
  if (["false", "no", "off"].includes(text)) return "write false, without quotes";
  return "write true or false";
}

/** What to do with a key that stands beside where it belongs: in what has it, or with the kind that has it. */
function ownerRemedy(schema: z.ZodType, path: ConfigPath, data: unknown, key: string): string | undefined {
  const own = schemaAt(schema, path, data);
  if (own === undefined) return undefined;
  const union = unwrapped(own);
  if (union instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = union.def;
    const kinds = kindsOf(union, (option) => Object.hasOwn(option.shape, key));
    return kinds.length === 0
      ? undefined
      : `remove it, or choose ${discriminator}: ${kinds.join(" or ")}, which has it`;
  }
  const inner = chosen(own, valueAt(data, path));
  if (!(inner instanceof z.ZodObject)) return undefined;
  const owner = Object.entries(inner.shape).find(([, child]) => hasKey(child as z.ZodType, key));
  return owner === undefined ? undefined : `move it to ${owner[0]}, where it is known, or remove it`;
}

function hasKey(schema: z.ZodType, key: string): boolean {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) return Object.hasOwn(inner.shape, key);
  return (
    inner instanceof z.ZodDiscriminatedUnion &&
    kindsOf(inner, (option) => Object.hasOwn(option.shape, key)).length > 0
  );
}

/** The kinds that a union tells apart by one key. @param which @default - all */
function kindsOf(
  union: z.ZodDiscriminatedUnion,
  which: (option: z.ZodObject) => boolean = () => true,
): readonly string[] {
  return (union.options as readonly z.ZodType[]).flatMap((option) => {
    const inner = unwrapped(option);
    if (!(inner instanceof z.ZodObject) || !which(inner)) return [];
    const kind: unknown = inner.shape[union.def.discriminator];
    return kind instanceof z.ZodLiteral ? [...kind.values].map(String) : [];
  });
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
export function keysAt(schema: z.ZodType, path: ConfigPath, data: unknown): readonly KnownKey[] {
  const found = schemaAt(schema, path, data);
  const inner = found === undefined ? undefined : chosen(found, valueAt(data, path));
  return inner instanceof z.ZodObject ? knownKeys(inner) : [];
}

/** The schema of the value at the path. Of alternatives, that which the data has chosen. */
function schemaAt(schema: z.ZodType, path: ConfigPath, data: unknown): z.ZodType | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const next = childOf(chosen(schema, data), step);
  return next === undefined
    ? undefined
    : schemaAt(next, rest, (data as Readonly<Record<string, unknown>> | undefined)?.[step]);
}

function knownKeys({ shape }: z.ZodObject): readonly KnownKey[] {
  return Object.entries(shape).map(([name, value]) => ({
    name,
    optional: (value as z.ZodType)._zod.optin !== undefined,
  }));
}

function childOf(schema: z.ZodType, step: string | number): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[step] as z.ZodType | undefined;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  return undefined;
}

/** The schema below defaults and the like. */
function unwrapped(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
    ? unwrapped(schema.unwrap() as z.ZodType)
    : schema;
}

/** The same, and of alternatives the one that the data has chosen. */
function chosen(outer: z.ZodType, data: unknown): z.ZodType {
  const schema = unwrapped(outer);
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
