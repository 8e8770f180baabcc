import type { StackJson } from "./stack-graph";

/**
 * Resource types that Moto 5.2.1 cannot make, and why. They are planned with the real provider, which checks all but
 * what AWS itself would answer.
 */
export const PLAN_ONLY_TYPES: Readonly<Record<string, string>> = {
  aws_opensearch_domain: "the provider waits for ten minutes before it looks whether a domain is there",
  aws_cloudwatch_composite_alarm: "the emulator has no composite alarms",
  aws_config_conformance_pack: "the emulator has no conformance packs",
  aws_config_organization_conformance_pack: "the emulator has no conformance packs",
  aws_config_organization_managed_rule: "the emulator has no organization rules",
  aws_config_organization_custom_policy_rule: "the emulator has no organization rules",
  aws_config_remediation_configuration: "the emulator has no remediation",
  aws_organizations_resource_policy: "the emulator has no resource policy of an organization",
  aws_s3_account_public_access_block:
    "the emulator cannot be reached at a host that starts with the account's id",
};

/** A resource that is planned and not applied. */
export interface PlannedOnly {
  readonly address: string;
  readonly reason: string;
}

/** All resources, by address, with their settings as text: references to others stand in it. */
function resourcesOf({ resource = {} }: StackJson): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, block]) => [`${type}.${name}`, JSON.stringify(block)] as const),
    ),
  );
}

/** Whether the settings refer to the resource by an attribute. What only comes after it needs nothing of it. */
function refersTo(settings: string, address: string): boolean {
  return settings.includes(`${address}.`);
}

/** The resources that the emulator cannot make, and those that need them. */
export function planOnly(json: StackJson): readonly PlannedOnly[] {
  const resources = resourcesOf(json);
  const found = new Map<string, string>();
  for (const address of resources.keys()) {
    const reason = PLAN_ONLY_TYPES[address.slice(0, address.indexOf("."))];
    if (reason !== undefined) found.set(address, reason);
  }
  // A map visits what is added to it meanwhile, and so those that need what needs it.
  for (const [needed] of found) {
    for (const [address, settings] of resources) {
      if (!found.has(address) && refersTo(settings, needed)) found.set(address, `it needs ${needed}`);
    }
  }
  return [...found].map(([address, reason]) => ({ address, reason }));
}

/**
 * The stack without these resources, and without outputs that refer to them. Targets would do for resources, but not where all
 * are planned only, and they leave out every output that needs no resource, which cdktf then looks for.
 */
export function appliable(json: StackJson, without: readonly PlannedOnly[]): StackJson {
  const excluded = without.map(({ address }) => address);
  const { resource = {}, output = {}, ...rest } = json;
  const kept = Object.entries(resource).flatMap(([type, blocks]) => {
    const left = Object.entries(blocks)
      .filter(([name]) => !excluded.includes(`${type}.${name}`))
      .map(([name, block]) => [name, notAfter(block, excluded)] as const);
    // Terraform takes no type without a resource.
    return left.length === 0 ? [] : [[type, Object.fromEntries(left)] as const];
  });
  const outputs = Object.entries(output).filter(
    ([, block]) => !excluded.some((address) => refersTo(JSON.stringify(block), address)),
  );
  // Terraform takes no empty block either.
  return {
    ...rest,
    ...(kept.length > 0 && { resource: Object.fromEntries(kept) }),
    ...(outputs.length > 0 && { output: Object.fromEntries(outputs) }),
  };
}

/** The resource, after these no more: they are not there. */
function notAfter<T>(block: T, excluded: readonly string[]): T {
  const { depends_on: after } = block as { readonly depends_on?: readonly string[] };
  if (after === undefined) return block;
  return { ...block, depends_on: after.filter((address) => !excluded.includes(address)) };
}
