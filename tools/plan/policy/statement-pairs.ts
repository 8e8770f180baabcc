import type { JsonObject } from "../change";
import { statementParts, type StatementParts } from "./statement-parts";

/** A statement before and after. */
export interface StatementPair {
  readonly before?: JsonObject;
  readonly after?: JsonObject;
}

/** Statements that share less have become others. */
const LEAST_SHARED = 0.5;

/** Which statement became which: by Sid, and those that are left by what they have in common. */
export function statementPairs(
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
