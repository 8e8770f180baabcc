import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "../../stacks/app";
import type { Configuration } from "../../stacks/config";

/** The Terraform JSON of a stack, as far as tests look into it. */
export interface TerraformJson {
  readonly data?: Readonly<Record<string, Blocks>>;
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
  readonly provider: Readonly<Record<string, readonly Block[]>>;
  readonly resource?: Readonly<Record<string, Blocks>>;
  readonly terraform: { readonly backend: { readonly s3: Block } } & Block;
}
export type Block = Readonly<Record<string, unknown>>;
export type Blocks = Readonly<Record<string, Block>>;

/** A folder that lasts as long as the work. */
export function inTemporaryFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-test-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The text of each stack's cdk.tf.json, by stack. */
export function synthesizedTexts(
  configuration: Configuration,
  only?: readonly string[],
): Readonly<Record<string, string>> {
  return inTemporaryFolder((outdir) => {
    const { app, stacks } = buildApp(configuration, { outdir, ...(only && { only }) });
    app.synth();
    return Object.fromEntries(
      stacks.map(({ stackName }) => [
        stackName,
        readFileSync(join(outdir, "stacks", stackName, "cdk.tf.json"), "utf8"),
      ]),
    );
  });
}

/** The Terraform JSON of each stack, by stack. */
export function synthesized(
  configuration: Configuration,
  only?: readonly string[],
): Readonly<Record<string, TerraformJson>> {
  const texts = synthesizedTexts(configuration, only);
  return Object.fromEntries(
    Object.entries(texts).map(([stack, text]) => [stack, JSON.parse(text) as TerraformJson]),
  );
}

/** The address of every resource and data source: `aws_kms_key.x`, `data.terraform_remote_state.y`. */
export function addresses(json: TerraformJson): readonly string[] {
  const of = (kind: Readonly<Record<string, Blocks>> | undefined, prefix: string): readonly string[] =>
    Object.entries(kind ?? {}).flatMap(([type, blocks]) =>
      Object.keys(blocks).map((name) => `${prefix}${type}.${name}`),
    );
  return [...of(json.resource, ""), ...of(json.data, "data.")].sort();
}

/** The resources of a type. */
export function resources(json: TerraformJson | undefined, type: string): readonly Block[] {
  return Object.values(json?.resource?.[type] ?? {});
}

/** The one resource of a type. */
export function onlyResource(json: TerraformJson | undefined, type: string): Block {
  const [found, ...others] = resources(json, type);
  if (found === undefined || others.length > 0)
    throw new Error(`there are ${others.length + (found ? 1 : 0)} ${type}`);
  return found;
}
