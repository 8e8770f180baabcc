import { createHash } from "node:crypto";
import type { Blocks, TerraformJson } from "./synthesized";

/** Terraform JSON as a person reviews it: policies stand as JSON, statement by statement, not as one long line. */
export function readable(terraformJson: string): string {
  return JSON.stringify(
    JSON.parse(terraformJson, (key, value: unknown) =>
      key === "policy" && typeof value === "string" ? (JSON.parse(value) as unknown) : value,
    ),
    null,
    2,
  );
}

/** Longer than this, a value is told by its beginning, and by a hash of the whole. */
const SHOWN = 60;

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 8);

/** A policy is told by the names of its statements, and by a hash: what it allows is proven by requests. */
function short(value: unknown): string {
  const text = JSON.stringify(value);
  if (typeof value === "string" && value.startsWith('{"Version"')) {
    const { Statement } = JSON.parse(value) as { readonly Statement: readonly { readonly Sid: string }[] };
    return `[${Statement.map(({ Sid }) => Sid).join(" ")}] #${digestOf(text)}`;
  }
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}… #${digestOf(text)}`;
}

/** The settings of a block, in a line: all of them count, and most can be read. */
function settings(block: Readonly<Record<string, unknown>>): string {
  return Object.entries(block)
    .filter(([name]) => name !== "//")
    .map(([name, value]) => `${name}=${short(value)}`)
    .join(" ");
}

/** A stack in one line a resource: an attribute that changes anywhere in it changes a line. */
export function summary({ terraform, provider, resource = {}, data = {} }: TerraformJson): string {
  const lines = (kind: Readonly<Record<string, Blocks>>, prefix: string): readonly string[] =>
    Object.entries(kind).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, block]) => `${prefix}${type}.${name} ${settings(block)}`),
    );
  return [
    `terraform ${settings(terraform)}`,
    ...Object.entries(provider).flatMap(([name, blocks]) =>
      blocks.map((block) => `provider ${name} ${settings(block)}`),
    ),
    ...lines(data, "data."),
    ...lines(resource, ""),
  ]
    .join("\n")
    .replace(/ source_code_hash="[^"]+"/g, ' source_code_hash="of the code"')
    .replace(/ filename="(assets\/[^/"]+)\S*( #[0-9a-f]{8})?/g, ' filename="$1"');
}
