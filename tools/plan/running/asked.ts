import { join } from "node:path";
import { at, type JsonObject } from "../../../modules/facts";
import { buildApp } from "../../../stacks/app";
import type { AccessMode, Configuration } from "../../../stacks/config";
import { withoutTokenTraces } from "../../app";
import { onFile, readText } from "../../files";
import type { AskedFor, AskedStack } from "../change";
import { entriesOf } from "../reading/settings";

/** What Terraform reads for itself, and no plan has among a resource's values. */
const OF_TERRAFORM = ["//", "depends_on", "lifecycle", "provider", "provisioner"];

/**
 * What each stack makes by the configuration alone: synthesized once more, by this process, and without code of the repository.
 * @param stacks those that are planned
 * @param outdir a folder of its own
 * @param access whose role the providers assume
 */
export function askedOf(
  configuration: Configuration,
  stacks: readonly string[],
  outdir: string,
  access: AccessMode,
): ReadonlyMap<string, AskedStack> {
  const built = withoutTokenTraces(() => {
    const made = buildApp(configuration, { outdir, only: stacks, access });
    onFile(outdir, () => {
      made.app.synth();
    });
    return made;
  });
  return new Map(
    built.stacks.map(({ stackName }) => {
      const text = readText(join(outdir, "stacks", stackName, "cdk.tf.json"));
      const terraform = JSON.parse(text) as JsonObject;
      return [stackName, { terraform, resources: resourcesIn(terraform) }];
    }),
  );
}

/** The resources in a stack's Terraform JSON, with the tags that its provider adds. */
function resourcesIn({ resource, provider }: JsonObject): AskedFor {
  const common = at(provider, "aws", "default_tags", "tags");
  return new Map(
    entriesOf(resource).flatMap(([type, blocks]) =>
      entriesOf(blocks).map(([name, block]) => {
        const values = entriesOf(block).filter(([each]) => !OF_TERRAFORM.includes(each));
        const tags = [...entriesOf(common), ...entriesOf(at(block, "tags"))];
        const all = { ...Object.fromEntries(values), tags_all: Object.fromEntries(tags) };
        return [`${type}.${name}`, { type, values: all }];
      }),
    ),
  );
}
