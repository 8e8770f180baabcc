import { readFileSync } from "node:fs";

/** An attribute or a block of a type, as the provider has it. */
export interface SchemaPart {
  readonly kind: "text" | "number" | "boolean" | "texts" | "map" | "other";
  /** What stands in it, where it is a block. @default - it is no block */
  readonly parts?: Schema;
}

/** By name. */
export type Schema = Readonly<Record<string, SchemaPart>>;

const KINDS: Readonly<Record<string, SchemaPart["kind"]>> = {
  string: "text",
  number: "number",
  boolean: "boolean",
  stringList: "texts",
  stringMap: "map",
};

const PART =
  /^ {8,12}(?<name>\w+): \{\s+value: (?<value>[^\n]*),\s+isBlock: (?<isBlock>true|false),\s+type: "\w+",\s+storageClassType: "(?<type>\w+)",/gm;

/** All that the bindings of the provider write for a type, blocks in blocks too. */
export function schemaOf(type: string): Schema {
  const folder = type.replace(/^aws_/, "").replaceAll("_", "-");
  const source = readFileSync(require.resolve(`@cdktf/provider-aws/lib/${folder}`), "utf8");
  const [own = ""] = /synthesizeHclAttributes\(\) \{.*?\n {4}\}\n/s.exec(source) ?? [];
  return partsIn(own, source);
}

function partsIn(text: string, source: string): Schema {
  return Object.fromEntries(
    [...text.matchAll(PART)].map(({ groups = {} }): readonly [string, SchemaPart] => {
      const [writer] = /\w+ToHclTerraform/.exec(groups["value"]?.replaceAll(/cdktf\.\w+/g, "") ?? "") ?? [];
      const kind = KINDS[groups["type"] ?? ""] ?? "other";
      if (groups["isBlock"] !== "true" || writer === undefined) return [groups["name"] ?? "", { kind }];
      const [inner = ""] = new RegExp(`\\nfunction ${writer}\\(.*?\\n\\}\\n`, "s").exec(source) ?? [];
      return [groups["name"] ?? "", { kind, parts: partsIn(inner, source) }];
    }),
  );
}
