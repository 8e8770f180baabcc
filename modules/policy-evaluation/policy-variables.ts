import { patternOf, type Pattern } from "../kernel";
import type { RequestContext } from "./context";
import { type PolicyPlace, UnsupportedPolicyError } from "./unsupported-policy-error";

/** A part of a text with policy variables. */
type Part =
  | { readonly text: string }
  /** A character that would otherwise have a meaning: `${*}`. */
  | { readonly character: string }
  | { readonly key: string; readonly fallback?: string };

/**
 * A text of a policy in which `${key}` stands for the key's value in the request.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export interface Template {
  readonly parts: readonly Part[];
  readonly place: PolicyPlace;
  /** The pattern of a text that reads no request. */
  readonly fixed?: Pattern;
}

const VARIABLE = /(\$\{[^}]*\})/;
const SPECIAL_CHARACTER = /^\$\{([*?$])\}$/;
const KEY = /^\$\{([^,':{}]+:[^,'{}]+?)(?:, ?'([^'{}]*)')?\}$/;

/** @throws UnsupportedPolicyError when something in `${}` is no policy variable */
export function parseTemplate(text: string, place: PolicyPlace): Template {
  const parts = text
    .split(VARIABLE)
    .filter((part) => part !== "")
    .map((part) => parsePart(part, place));
  const template = { parts, place };
  return readsContext(template)
    ? template
    : { ...template, fixed: bindPattern(template, { lookup: () => undefined }) ?? [] };
}

function parsePart(text: string, place: PolicyPlace): Part {
  if (!text.includes("${")) return { text };
  const character = SPECIAL_CHARACTER.exec(text)?.[1];
  if (character !== undefined) return { character };
  const [, key, fallback] = KEY.exec(text) ?? [];
  if (key !== undefined) return { key, ...(fallback !== undefined && { fallback }) };
  throw new UnsupportedPolicyError(place, {
    what: "has something that is no policy variable",
    received: text,
    allowed: "${prefix:key}, ${prefix:key, 'default'}, ${*}, ${?} and ${$}",
    remedy: "correct the variable",
  });
}

/** Whether any part reads the request. */
export function readsContext(template: Template): boolean {
  return template.parts.some((part) => "key" in part);
}

/** The text before its first variable that reads the request. */
export function textBeforeVariables(template: Template): string {
  const first = template.parts.findIndex((part) => "key" in part);
  const fixed = first < 0 ? template.parts : template.parts.slice(0, first);
  return fixed.map((part) => ("text" in part ? part.text : "")).join("");
}

/** The text, in which `*` and `?` are characters; nothing where a variable has no value. */
export function bindText(template: Template, context: RequestContext): string | undefined {
  const texts = template.parts.map((part) => {
    if ("text" in part) return part.text;
    return "character" in part ? part.character : valueOf(part, template.place, context);
  });
  return texts.includes(undefined) ? undefined : texts.join("");
}

/** The pattern, in which `*` and `?` are wildcards; nothing where a variable has no value. */
export function bindPattern(template: Template, context: RequestContext): Pattern | undefined {
  if (template.fixed !== undefined) return template.fixed;
  const patterns = template.parts.map((part): Pattern | undefined => {
    if ("text" in part) return patternOf(part.text);
    if ("character" in part) return [{ literal: part.character }];
    const value = valueOf(part, template.place, context);
    if (value === undefined) return undefined;
    if (/[*?]/.test(value)) throw wildcardInValue(part.key, value, template.place);
    return value === "" ? [] : [{ literal: value }];
  });
  return patterns.every((pattern) => pattern !== undefined) ? patterns.flat() : undefined;
}

function valueOf(
  part: Extract<Part, { key: string }>,
  place: PolicyPlace,
  context: RequestContext,
): string | undefined {
  const entry = context.lookup(part.key);
  if (entry === undefined) return part.fallback;
  if (!entry.multivalued) return entry.values[0];
  throw new UnsupportedPolicyError(place, {
    what: `has a variable of the multivalued key ${part.key}`,
    remedy: "use a key with a single value: AWS allows no other",
  });
}

function wildcardInValue(key: string, value: string, place: PolicyPlace): UnsupportedPolicyError {
  return new UnsupportedPolicyError(place, {
    what: `has the variable ${key}, whose value has a wildcard in it; AWS documents no meaning for it`,
    received: value,
    remedy: "give the request a value without * and ?",
  });
}
