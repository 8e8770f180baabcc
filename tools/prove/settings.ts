import * as z from "zod";
import { FEATURES, type Feature } from "../../modules/policy";
import type { Configuration } from "../../stacks/config";

const ofFeatures = <T>(value: (feature: Feature) => T) =>
  Object.fromEntries(FEATURES.map((feature) => [feature, value(feature)])) as Record<Feature, T>;

/** Settings of a configuration on which depends what holds of its policies. */
export const settingsShape = {
  prefix: z.boolean().exactOptional(),
  memberAccess: z.boolean().exactOptional(),
  destroyProtection: z.boolean().exactOptional(),
  forwarding: z.boolean().exactOptional(),
  ...ofFeatures(() => z.boolean().exactOptional()),
  /** Whether any feature has a function. */
  functions: z.boolean().exactOptional(),
  minimumTlsVersion: z.enum(["1.2", "1.3"]).exactOptional(),
};

type Settings = z.output<z.ZodObject<typeof settingsShape>>;

/** Whether the configuration has the settings; those that are left out are of no matter. */
export function hasSettings(
  { archive, features, terraform, monitoring }: Configuration,
  settings: Settings,
): boolean {
  const own: Required<Settings> = {
    prefix: archive.prefix !== undefined,
    memberAccess: archive.memberAccess,
    destroyProtection: terraform.destroyProtection,
    forwarding: monitoring?.security?.eventBusName !== undefined,
    ...ofFeatures((feature) => features.includes(feature)),
    functions: features.includes("validation") || features.includes("search"),
    minimumTlsVersion: archive.minimumTlsVersion,
  };
  return (Object.keys(own) as (keyof Settings)[]).every(
    (name) => (settings[name] ?? own[name]) === own[name],
  );
}
