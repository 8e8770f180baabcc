import type { OutputChange, ResourceChange, StackPlan } from "./change";
import { driftOf } from "./reading/drift";
import { parsePlanJson, type PlanJson, type ResourceChangeJson } from "./reading/plan-json";
import { actionOf, plain, resourceChange, sidesOf } from "./reading/resource-change";
import { eitherMask, isEmpty, same, shaded, unshaded } from "./reading/shaded";

export { PlanFormatError } from "./reading/plan-json";

/** What `terraform show -json` says of a stack's plan. */
export type TerraformPlan = Pick<StackPlan, "changes" | "drift" | "planned"> & {
  readonly outputs: readonly OutputChange[];
};

/**
 * Reads what `terraform show -json` prints. Sensitive values are replaced here, and get no further.
 * @throws PlanFormatError when it is no plan, or does what is not known
 */
export function readTerraformPlan(text: string): TerraformPlan {
  const json = parsePlanJson(text);
  const configured = configuredAttributes(json);
  const resources = (json.resource_changes ?? []).filter(isManaged);
  return {
    changes: byAddress(resources.flatMap((resource) => changeOf(resource, configured(resource.address)))),
    drift: byAddress(
      (json.resource_drift ?? [])
        .filter(isManaged)
        .flatMap((resource) => driftOf(resource, configured(resource.address)) ?? []),
    ),
    planned: plannedResources(resources),
    outputs: outputChanges(json),
  };
}

/** Data sources are read, and changed by nobody. */
function isManaged({ mode }: ResourceChangeJson): boolean {
  return mode === "managed";
}

function byAddress(changes: readonly ResourceChange[]): readonly ResourceChange[] {
  return [...changes].sort((one, other) => (one.address < other.address ? -1 : 1));
}

function changeOf(resource: ResourceChangeJson, configured: ReadonlySet<string>): readonly ResourceChange[] {
  const action = actionOf(resource);
  return action === undefined ? [] : [resourceChange(resource, action, sidesOf(resource), configured)];
}

function plannedResources(resources: readonly ResourceChangeJson[]): StackPlan["planned"] {
  const planned = new Map<string, { readonly type: string; readonly values: ReturnType<typeof plain> }>();
  for (const resource of resources) {
    const { after } = sidesOf(resource);
    if (after !== undefined && actionOf(resource) !== "forget") {
      planned.set(resource.address, { type: resource.type, values: plain(after) });
    }
  }
  return planned;
}

/** The attributes that the configuration sets, by the resource's address. */
function configuredAttributes({ configuration }: PlanJson): (address: string) => ReadonlySet<string> {
  const resources = configuration?.root_module?.resources ?? [];
  const found = new Map(
    resources.map(({ address, expressions = {} }) => [address, new Set(Object.keys(expressions))]),
  );
  return (address) => found.get(address) ?? new Set();
}

function outputChanges({ output_changes: outputs = {} }: PlanJson): readonly OutputChange[] {
  return Object.entries(outputs).flatMap(([name, change]) => {
    const sensitive = eitherMask(change.before_sensitive, change.after_sensitive);
    const [before, after] = [
      shaded(change.before ?? null, sensitive, undefined),
      shaded(change.after ?? null, sensitive, change.after_unknown),
    ];
    if (same(before, after)) return [];
    return [
      {
        name,
        ...(!isEmpty(before) && { before: unshaded(before) }),
        ...(!isEmpty(after) && { after: unshaded(after) }),
      },
    ];
  });
}
