import { sorted } from "../../../modules/kernel";
import type { JsonObject, JsonValue } from "../change";
import { canonicalText, isJsonList, isJsonObject } from "../../../modules/facts";

/** A statement as lists of texts, by what they are: `Action`, `Principal AWS`, `Condition StringEquals aws:SourceArn`. */
export type StatementParts = ReadonlyMap<string, readonly string[]>;

/** Reads a statement: a single text is a list of one, as IAM reads it. */
export function statementParts(statement: JsonObject): StatementParts {
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
