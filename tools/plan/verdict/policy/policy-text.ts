import { madeOnce } from "../../../../modules/kernel";
import { jsonIn } from "../../../terraform";
import type { PolicyDocument, PolicyStatement } from "../../../../modules/policy";
import { SENSITIVE, UNKNOWN, type JsonValue } from "../../change";
import { isSame } from "../attributes";

/** What two policies of a resource say. */
export interface PolicySides {
  /** @default - there was none */
  readonly before: PolicyDocument | undefined;
  /** @default - there is none any more */
  readonly after: PolicyDocument | undefined;
}

/** What a policy attribute holds. */
export type PolicyReading =
  | { readonly kind: "none" }
  | { readonly kind: "document"; readonly document: PolicyDocument }
  /** Terraform marks it sensitive: two of these may differ. */
  | { readonly kind: "hidden"; readonly why: string }
  | { readonly kind: "unreadable"; readonly why: string };

/**
 * Reads a policy attribute. Whether every element in it is known, the evaluator says; here it is only brought into the
 * form of a document, since AWS takes a single statement without a list too.
 */
export function readPolicy(value: JsonValue | undefined): PolicyReading {
  if (value === undefined || value === null || value === "") return { kind: "none" };
  if (value === SENSITIVE) return { kind: "hidden", why: "the policy is sensitive, and hidden" };
  if (value === UNKNOWN) return { kind: "unreadable", why: "the policy is known only after apply" };
  const parsed = typeof value === "string" ? parsedJson(value) : undefined;
  if (!isObject(parsed)) return { kind: "unreadable", why: "the policy is no JSON object" };
  const { Statement: statements } = parsed;
  const list = Array.isArray(statements) ? statements : [statements];
  if (!list.every(isObject)) return { kind: "unreadable", why: "the policy has no statements" };
  const malformed = list.flatMap(malformedElements);
  if (malformed.includes("Condition"))
    return { kind: "unreadable", why: "a statement's conditions are none" };
  if (malformed[0] !== undefined)
    return { kind: "unreadable", why: `a statement's ${malformed[0]} is no text, nor a list of texts` };
  return { kind: "document", document: { ...parsed, Statement: list } as unknown as PolicyDocument };
}

/** What a policy attribute holds before and after a change, or why that is not known; nothing where both say the same. */
export function changedPolicies(
  was: JsonValue | undefined,
  is: JsonValue | undefined,
): PolicySides | { readonly why: string } | undefined {
  const [before, after] = [readPolicy(was), readPolicy(is)];
  // What is hidden on both sides may have changed all the same.
  if (before.kind !== "hidden" && isSame(was, is)) return undefined;
  for (const reading of [after, before]) if ("why" in reading) return { why: reading.why };
  const policies = { before: documentIn(before), after: documentIn(after) };
  return isSameDocument(policies.before, policies.after) ? undefined : policies;
}

/** The document that was read, if it is one. */
export function documentIn(reading: PolicyReading): PolicyDocument | undefined {
  return reading.kind === "document" ? reading.document : undefined;
}

function parsedJson(text: string): unknown {
  if (jsonIn(text) === undefined) return undefined;
  return JSON.parse(text, (_, value: unknown) =>
    // IAM takes numbers, true and false for the text of them.
    typeof value === "number" || typeof value === "boolean" ? String(value) : value,
  ) as unknown;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isText = (value: unknown): boolean => typeof value === "string";
const areTexts = (value: unknown): boolean => isText(value) || (Array.isArray(value) && value.every(isText));
const isMapOf = (value: unknown, isSound: (each: unknown) => boolean): boolean =>
  isObject(value) && Object.values(value).every(isSound);
const arePrincipals = (value: unknown): boolean => isText(value) || isMapOf(value, areTexts);

/** The form in which IAM takes each element of a statement: whatever reads them further counts on that. */
const FORMS: Readonly<Record<string, (value: unknown) => boolean>> = {
  ...{ Sid: isText, Effect: isText, Principal: arePrincipals, NotPrincipal: arePrincipals },
  ...{ Action: areTexts, NotAction: areTexts, Resource: areTexts, NotResource: areTexts },
  Condition: (value) => isMapOf(value, (keys) => isMapOf(keys, areTexts)),
};

/** The elements of a statement that have another form. */
function malformedElements(statement: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(FORMS).flatMap(([name, isSound]) =>
    statement[name] === undefined || isSound(statement[name]) ? [] : [name],
  );
}

/** Those of the statements that the others have not. */
export function statementsOnlyIn(
  statements: readonly PolicyStatement[] = [],
  others: readonly PolicyStatement[] = [],
): readonly PolicyStatement[] {
  const known = new Set(others.map(canonical));
  return statements.filter((statement) => !known.has(canonical(statement)));
}

/** Whether the one is the other with fewer conditions, of which all have to be met: then it is about all that the other is about. */
export function coversAll(one: PolicyStatement, other: PolicyStatement): boolean {
  const elements = (each: PolicyStatement): string => canonical({ ...each, Sid: "", Condition: {} });
  return (
    elements(one) === elements(other) &&
    Object.entries(one.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(
        ([key, values]) => canonical(values) === canonical(other.Condition?.[operator]?.[key]),
      ),
    )
  );
}

/** Whether both say the same, in whatever order. Documents that only mean the same are told apart. */
export function isSameDocument(one: PolicyDocument | undefined, other: PolicyDocument | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const [version, otherVersion]: readonly string[] = [one.Version, other.Version];
  return (
    version === otherVersion &&
    statementsOnlyIn(one.Statement, other.Statement).length === 0 &&
    statementsOnlyIn(other.Statement, one.Statement).length === 0
  );
}

/** The documents with the same object for statements that say the same: what is found of one need not be found again. */
export function sharingStatements(
  ...documents: readonly (PolicyDocument | undefined)[]
): readonly (PolicyDocument | undefined)[] {
  const known = new Map<string, PolicyStatement>();
  const shared = (statement: PolicyStatement): PolicyStatement =>
    madeOnce(known, canonical(statement), () => statement);
  return documents.map((each) => each && { ...each, Statement: each.Statement.map(shared) });
}

/** Documents are compared in many ways. */
const CANONICAL = new WeakMap<object, string>();

/** One text for statements that differ in the order of keys alone, or in a list of one value: AWS writes them anew. */
function canonical(value: unknown): string {
  if (value === undefined) return "";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return madeOnce(CANONICAL, value, () => {
    const parts = Array.isArray(value)
      ? value.map(canonical)
      : Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
    const all = parts.sort().join();
    return !Array.isArray(value) ? `{${all}}` : parts.length === 1 ? all : `[${all}]`;
  });
}
