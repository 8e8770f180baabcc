import type { Configuration } from "../../../../../stacks/config";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../../../modules/facts";
import { synthesized } from "../../../../support/synthesized";

/** A resource as a plan has it once it is deployed. */
export interface Deployed {
  readonly stack: string;
  readonly account: string;
  readonly region: string;
  readonly address: string;
  readonly type: string;
  readonly values: JsonObject;
}

/** What Terraform reads for itself, and no plan has among a resource's values. */
const META = ["//", "depends_on", "lifecycle", "provider", "count", "for_each", "provisioner"];

/** Every resource of every stack of a configuration, with what it takes from others filled in. */
export function deployedResources(configuration: Configuration): readonly Deployed[] {
  const { partition } = configuration;
  return Object.entries(synthesized(configuration)).flatMap(([stack, { resource = {}, provider }]) => {
    const [{ allowed_account_ids: accounts, region } = {}] = provider["aws"] ?? [];
    const [account] = accounts as readonly string[];
    const filled = (value: unknown): JsonValue => {
      if (Array.isArray(value)) return value.map(filled);
      if (typeof value === "string") return filledText(value);
      if (typeof value !== "object" || value === null) return value as JsonValue;
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, filled(part)]));
    };
    const textOf = (type: string, name: string, attribute: string): string | undefined => {
      const text = resource[type]?.[name]?.[attribute];
      return typeof text === "string" ? filledText(text) : undefined;
    };
    const filledText = (text: string): string =>
      text
        .replace(
          /(?<!\$)\$\{([a-z_0-9]+)\.([\w-]+)\.([\w.[\]]+)\}/g,
          (_, type: string, name: string, attribute: string) =>
            textOf(type, name, attribute) ??
            (attribute === "arn"
              ? `arn:${partition}:${type}:eu-west-1:111111111111:${name}`
              : (textOf(type, name, "bucket") ?? name)),
        )
        .replaceAll("$${", "${");
    return Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, block]) => {
        const values = Object.fromEntries(
          Object.entries(block)
            .filter(([key]) => !META.includes(key))
            .map(([key, value]) => [key, filled(value)]),
        );
        const tags = values["tags"];
        return {
          stack,
          account: account ?? "",
          region: region as string,
          address: `${type}.${name}`,
          type,
          values: isJsonObject(tags) ? { ...values, tags_all: tags } : values,
        };
      }),
    );
  });
}
