import { jsonSchemas } from "../../stacks/config";
import { markdownTable } from "./markdown-table";

/** The part of JSON Schema that our schemas use. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | false;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** Keys that have a page of their own instead of rows here. */
const ELSEWHERE = ["record", "controls"];

/** A table of every key of a configuration file. */
export function configurationTables(schemaName: string): string {
  const schema = jsonSchemas()[schemaName] as Schema | undefined;
  if (schema === undefined) throw new Error(`there is no schema ${schemaName}`);
  return markdownTable(["Key", "Values", "Must be given", "What it is"], rows(schema, ""));
}

function rows(schema: Schema, path: string): readonly (readonly string[])[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const place = path === "" ? key : `${path}.${key}`;
    const required = schema.required?.includes(key) === true && property.default === undefined;
    const row = [`\`${place}\``, values(property), required ? "yes" : "", property.description ?? ""];
    return [row, ...(ELSEWHERE.includes(key) ? [] : below(property, place))];
  });
}

function below(schema: Schema, path: string): readonly (readonly string[])[] {
  const options = alternatives(schema);
  if (options.length > 0) return merged(options.flatMap((option) => rows(option, path)));
  if (schema.items !== undefined) return rows(schema.items, `${path}[]`);
  if (typeof schema.additionalProperties === "object")
    return rows(schema.additionalProperties, `${path}.<name>`);
  return rows(schema, path);
}

/** Alternatives share keys: one row a key, with the values and the meaning in each alternative. */
function merged(all: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const byKey = new Map<string, readonly string[]>();
  for (const row of all) {
    const [key = ""] = row;
    const other = byKey.get(key);
    byKey.set(
      key,
      other === undefined ? row : row.map((cell, index) => join(other[index] ?? "", cell, index)),
    );
  }
  return [...byKey.values()];
}

const VALUES_COLUMN = 1;

function join(one: string, other: string, column: number): string {
  if (one === other || other === "") return one;
  return `${one}${column === VALUES_COLUMN ? "," : ""} ${other}`;
}

function alternatives(schema: Schema): readonly Schema[] {
  return schema.anyOf ?? schema.oneOf ?? [];
}

function values(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(", ");
  if (schema.const !== undefined) return `\`${schema.const}\``;
  const options = alternatives(schema);
  if (options.length > 0 && options.every(({ properties }) => properties === undefined))
    return options.map(values).join(", or ");
  if (schema.type === "array")
    return schema.items?.enum === undefined ? "list" : `list of ${values(schema.items)}`;
  switch (schema.type) {
    case "string":
      return "text";
    case "boolean":
      return "`true`, `false`";
    case "integer":
    case "number":
      return "number";
    default:
      return "keys";
  }
}
