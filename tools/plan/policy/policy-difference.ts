import type { JsonObject, JsonValue } from "../change";
import { canonicalText } from "../../../modules/facts";
import { statementParts, statementsOf, type StatementParts } from "./statement-parts";
import { sidOf, statementPairs, type StatementPair } from "./statement-pairs";

/** What happens to one list of a statement: `Action`, `Principal AWS`, `Condition StringEquals aws:SourceArn`. */
export interface PartDifference {
  readonly part: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What happens to one statement of a policy. */
export interface StatementDifference {
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
