import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Whether two programs write the same Terraform. Logical ids and the metadata under `//` may differ; all else may not:
 * a resource is known by what it says, and a reference by what the resource that it names says.
 */

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Block = Readonly<Record<string, Json>>;

/** A resource or another part of a stack that the other program does not write, or not as often. */
export interface Difference {
  readonly stack: string;
  readonly onlyIn: "orgtrail" | "floor";
  readonly line: Line;
}

/** A part of a stack as text. */
export interface Line {
  /** A resource's type, or `output` and the like. */
  readonly kind: string;
  /** What it says, each reference as the type that it names. */
  readonly text: string;
  /** What it says, and what all that it refers to says: equal for equal parts alone. */
  readonly identity: string;
}

/** Resources and data sources of a stack, by address: `aws_kms_key.id`, `data.aws_organizations_organization.id`. */
type Resources = ReadonlyMap<string, Block>;

const ADDRESS = /(?:data\.)?\b(?:aws|terraform)_[a-z0-9_]+\.[A-Za-z0-9_-]+/g;

/** `outputs.teams["name"]`, in JSON: to Terraform the same as `outputs.teams.name`. */
const QUOTED_STEP = /(?<=[\w-])\[\\"([\w-]+)\\"\]/g;

function resourcesOf(stack: Block): Resources {
  const entries = (["resource", "data"] as const).flatMap((section) =>
    Object.entries((stack[section] ?? {}) as Record<string, Record<string, Block>>).flatMap(([type, all]) =>
      Object.entries(all).map(([id, block]): [string, Block] => [
        `${section === "data" ? "data." : ""}${type}.${id}`,
        block,
      ]),
    ),
  );
  return new Map(entries);
}

/** The stack as lines, one for each resource and each other part, whatever its logical ids. */
export function canonicalStack(stack: Block): readonly Line[] {
  const resources = resourcesOf(stack);
  const typeOf = (address: string): string => address.slice(0, address.lastIndexOf("."));
  const digests = new Map<string, string>();
  const digestOf = (address: string): string => {
    const known = digests.get(address) ?? digest(identityOf(typeOf(address), resources.get(address) ?? {}));
    digests.set(address, known);
    return known;
  };
  const withReferences = (text: string, reference: (address: string) => string): string =>
    text.replace(ADDRESS, (address) => (resources.has(address) ? `<${reference(address)}>` : address));
  const identityOf = (kind: string, value: Json): string =>
    `${kind} ${withReferences(canonicalJson(value), (address) => `${typeOf(address)} ${digestOf(address)}`)}`;
  const line = (kind: string, value: Json): Line => ({
    kind,
    text: withReferences(canonicalJson(value), typeOf),
    identity: identityOf(kind, value),
  });
  const others = Object.entries(stack).flatMap(([section, value]) => {
    if (section === "//" || section === "resource" || section === "data") return [];
    return Object.entries(value as Block).map(([name, inner]) => line(`${section} ${name}`, inner));
  });
  return [...[...resources].map(([address, block]) => line(typeOf(address), block)), ...others];
}

/** The value as text: keys in order, metadata left out, each expression written in one way. */
function canonicalJson(value: Json): string {
  if (typeof value === "string") return JSON.stringify(value).replace(QUOTED_STEP, ".$1");
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([key]) => key !== "//")
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(",")}}`;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The stacks in an output folder of cdktf, by name. */
export function readStacks(outdir: string): ReadonlyMap<string, Block> {
  const folder = join(outdir, "stacks");
  return new Map(
    readdirSync(folder)
      .sort()
      .map((name) => [name, JSON.parse(readFileSync(join(folder, name, "cdk.tf.json"), "utf8")) as Block]),
  );
}

/** Where the Terraform of the two programs differs. */
export function differences(orgtrail: string, floor: string): readonly Difference[] {
  const [ours, theirs] = [readStacks(orgtrail), readStacks(floor)];
  const names = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  return names.flatMap((stack) => {
    const [left, right] = [canonicalStack(ours.get(stack) ?? {}), canonicalStack(theirs.get(stack) ?? {})];
    return [
      ...missing(left, right).map((line): Difference => ({ stack, onlyIn: "orgtrail", line })),
      ...missing(right, left).map((line): Difference => ({ stack, onlyIn: "floor", line })),
    ];
  });
}

/** The lines of the one that the other lacks; a line that stands twice must be there twice. */
function missing(one: readonly Line[], other: readonly Line[]): readonly Line[] {
  const counts = new Map<string, number>();
  for (const { identity } of other) counts.set(identity, (counts.get(identity) ?? 0) + 1);
  return one.filter(({ identity }) => {
    const count = counts.get(identity) ?? 0;
    counts.set(identity, count - 1);
    return count <= 0;
  });
}

/** How many resources of each Terraform type an output folder has. */
export function resourceCounts(outdir: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const stack of readStacks(outdir).values()) {
    const types = (stack["resource"] ?? {}) as Record<string, Block>;
    for (const [type, all] of Object.entries(types)) {
      counts.set(type, (counts.get(type) ?? 0) + Object.keys(all).length);
    }
  }
  return counts;
}
