import { canonicalText, isJsonList, isJsonObject } from "../../modules/facts";
import { sorted } from "../../modules/kernel";
import type { JsonObject, JsonValue } from "./change";

/** What happens to one list of a statement: `Action`, `Principal AWS`, `Condition StringEquals aws:SourceArn`. */
interface PartDifference {
  readonly part: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What happens to one statement of a policy. */
interface StatementDifference {
  /** The statement's Sid; where it has none, its place, from 1: `statement 3`. */
  readonly statement: string;
  readonly change: "added" | "removed" | "changed";
  /** Allow or Deny: after the change, unless the statement is removed. */
  readonly effect: string;
  /** The lists that differ. @default - the order alone differs */
  readonly parts: readonly PartDifference[];
}

/**
 * How two policy documents differ, by statement. The order of statements and of values does not count: IAM does not
 * look at it.
 * @param before @default - there was no policy
 * @param after @default - there is none any more
 */
export function policyDifference(
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): readonly StatementDifference[] {
  const [olds, news] = [before, after].map((document) =>
    document === undefined ? [] : statementsOf(document),
  );
  const pairs = statementPairs(olds ?? [], news ?? []);
  return [
    ...documentDifference(before, after),
    ...pairs.flatMap((pair) => statementDifference(pair, olds ?? [], news ?? [])),
  ];
}

/** What differs beside the statements: the version, and an id. */
function documentDifference(before: JsonObject = {}, after: JsonObject = {}): readonly StatementDifference[] {
  // A policy that comes or goes does so as a whole; only one that stays can change its version.
  if (Object.keys(before).length === 0 || Object.keys(after).length === 0) return [];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  names.delete("Statement");
  const parts = [...names].flatMap((part) => partDifference(part, textOf(before[part]), textOf(after[part])));
  return parts.length === 0 ? [] : [{ statement: "the document", change: "changed", effect: "", parts }];
}

function textOf(value: JsonValue | undefined): readonly string[] {
  if (value === undefined) return [];
  return [typeof value === "string" ? value : canonicalText(value)];
}

function statementDifference(
  { before, after }: StatementPair,
  olds: readonly JsonObject[],
  news: readonly JsonObject[],
): readonly StatementDifference[] {
  const [old, now] = [before, after].map((statement): StatementParts =>
    statement === undefined ? new Map() : statementParts(statement),
  );
  const names = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
  const parts = [...names].flatMap((part) => partDifference(part, old?.get(part), now?.get(part)));
  const renamed = before !== undefined && after !== undefined && sidOf(before) !== sidOf(after);
  if (parts.length === 0 && !renamed) return [];
  const effect = (now?.get("Effect") ?? old?.get("Effect") ?? [])[0] ?? "";
  const change = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  const sids = renamed ? partDifference("Sid", textOf(before["Sid"]), textOf(after["Sid"])) : [];
  const shown = change === "changed" ? [...sids, ...parts] : parts.filter(({ part }) => part !== "Effect");
  return [{ statement: titleOf(before, after, olds, news), change, effect, parts: shown }];
}

function titleOf(
  before: JsonObject | undefined,
  after: JsonObject | undefined,
  olds: readonly JsonObject[],
  news: readonly JsonObject[],
): string {
  const statement = after ?? before ?? {};
  const place = (after === undefined ? olds : news).indexOf(statement) + 1;
  return sidOf(statement) ?? `statement ${place}`;
}

function partDifference(
  part: string,
  before: readonly string[] = [],
  after: readonly string[] = [],
): readonly PartDifference[] {
  const added = after.filter((text) => !before.includes(text));
  const removed = before.filter((text) => !after.includes(text));
  return added.length + removed.length === 0 ? [] : [{ part, added, removed }];
}

/** A statement before and after. */
interface StatementPair {
  readonly before?: JsonObject;
  readonly after?: JsonObject;
}

/** Statements that share less have become others. */
const LEAST_SHARED = 0.5;

/** Which statement became which: by Sid, and those that are left by what they have in common. */
function statementPairs(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
): readonly StatementPair[] {
  const left = new Set(before);
  const found = new Map<JsonObject, JsonObject>();
  const pair = (one: JsonObject, other: JsonObject): void => {
    found.set(other, one);
    left.delete(one);
  };
  for (const statement of after) {
    const sid = sidOf(statement);
    const named = sid === undefined ? undefined : [...left].find((one) => sidOf(one) === sid);
    if (named !== undefined) pair(named, statement);
  }
  const unnamed = after.filter((statement) => !found.has(statement));
  for (const [one, other] of mostAlikeFirst([...left], unnamed)) {
    if (left.has(one) && !found.has(other)) pair(one, other);
  }
  const pairs = after.map((statement) => {
    const partner = found.get(statement);
    return { ...(partner !== undefined && { before: partner }), after: statement };
  });
  return [...pairs, ...[...left].map((statement) => ({ before: statement }))];
}

/** The statement's own name. */
export function sidOf({ Sid: sid }: JsonObject): string | undefined {
  return typeof sid === "string" && sid !== "" ? sid : undefined;
}

function mostAlikeFirst(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
): readonly (readonly [JsonObject, JsonObject])[] {
  const [olds, news] = [before, after].map((statements) =>
    statements.map((statement) => ({ statement, parts: statementParts(statement) })),
  );
  const candidates = (olds ?? []).flatMap((one) =>
    (news ?? []).map((other) => ({
      pair: [one.statement, other.statement] as const,
      shared: sharedPart(one.parts, other.parts),
    })),
  );
  return candidates
    .filter(({ shared }) => shared >= LEAST_SHARED)
    .sort((one, other) => other.shared - one.shared)
    .map(({ pair }) => pair);
}

/** How much of two statements is in both, from 0 to 1. What one allows the other may deny: then it is another statement. */
function sharedPart(one: StatementParts, other: StatementParts): number {
  if (one.get("Effect")?.[0] !== other.get("Effect")?.[0]) return 0;
  const [ones, others] = [itemsOf(one), itemsOf(other)];
  const shared = [...ones].filter((item) => others.has(item)).length;
  const all = new Set([...ones, ...others]).size;
  return all === 0 ? 1 : shared / all;
}

function itemsOf(parts: StatementParts): ReadonlySet<string> {
  return new Set([...parts].flatMap(([part, texts]) => texts.map((text) => `${part} ${text}`)));
}

/** A statement as lists of texts, by what they are: `Action`, `Principal AWS`, `Condition StringEquals aws:SourceArn`. */
type StatementParts = ReadonlyMap<string, readonly string[]>;

/** Reads a statement: a single text is a list of one, as IAM reads it. */
function statementParts(statement: JsonObject): StatementParts {
  const parts = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(statement)) {
    if (name === "Sid") continue;
    if (name === "Condition" && isJsonObject(value)) {
      for (const [operator, keys] of Object.entries(value)) addEach(parts, `Condition ${operator}`, keys);
    } else if ((name === "Principal" || name === "NotPrincipal") && isJsonObject(value)) {
      addEach(parts, name, value);
    } else {
      parts.set(name, textsOf(value));
    }
  }
  return parts;
}

function addEach(parts: Map<string, readonly string[]>, start: string, value: JsonValue): void {
  if (!isJsonObject(value)) {
    parts.set(start, textsOf(value));
    return;
  }
  for (const [key, values] of Object.entries(value)) parts.set(`${start} ${key}`, textsOf(values));
}

function textsOf(value: JsonValue): readonly string[] {
  const values = isJsonList(value) ? value : [value];
  return sorted(values.map((each) => (typeof each === "string" ? each : canonicalText(each))));
}

/** The document's statements, were it a single one. */
export function statementsOf({ Statement }: JsonObject): readonly JsonObject[] {
  const statements = isJsonList(Statement) ? Statement : [Statement];
  return statements.filter(isJsonObject);
}

/** Whether a value is a policy document: what has statements. */
export function isPolicyDocument(value: JsonValue | undefined): value is JsonObject {
  if (!isJsonObject(value)) return false;
  const { Statement } = value;
  return isJsonList(Statement) ? Statement.every(isJsonObject) : isJsonObject(Statement);
}
