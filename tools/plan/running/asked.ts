import { join } from "node:path";
import { at, isJsonObject, type JsonObject, type JsonValue } from "../../../modules/facts";
import { buildApp } from "../../../stacks/app";
import type { Configuration } from "../../../stacks/config";
import { withoutTokenTraces } from "../../app";
import { onFile, readText } from "../../files";
import type { AskedFor } from "../change";

/** What Terraform reads for itself, and no plan has among a resource's values. */
const OF_TERRAFORM = ["//", "depends_on", "lifecycle", "provider", "provisioner"];

/**
 * What each stack makes by the configuration alone: synthesized once more, by this process, and without code of the repository.
 * @param stacks those that are planned
 * @param outdir a folder of its own
 */
export function askedOf(
  configuration: Configuration,
  stacks: readonly string[],
  outdir: string,
): ReadonlyMap<string, AskedFor> {
  const built = withoutTokenTraces(() => {
    const made = buildApp(configuration, { outdir, only: stacks });
    onFile(outdir, () => {
      made.app.synth();
    });
    return made;
  });
  return new Map(
    built.stacks.map(({ stackName }) => {
      const text = readText(join(outdir, "stacks", stackName, "cdk.tf.json"));
      return [stackName, resourcesIn(JSON.parse(text) as JsonObject)];
    }),
  );
}

/** The resources in a stack's Terraform JSON, with the tags that its provider adds. */
function resourcesIn({ resource, provider }: JsonObject): AskedFor {
  const common = at(provider, "aws", "default_tags", "tags");
  return new Map(
    membersOf(resource).flatMap(([type, blocks]) =>
      membersOf(blocks).map(([name, block]) => {
        const values = membersOf(block).filter(([each]) => !OF_TERRAFORM.includes(each));
        const tags = [...membersOf(common), ...membersOf(at(block, "tags"))];
        const all = { ...Object.fromEntries(values), tags_all: Object.fromEntries(tags) };
        return [`${type}.${name}`, { type, values: all }];
      }),
    ),
  );
}

function membersOf(value: JsonValue | undefined): readonly [string, JsonValue][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}
