import type { Import, Move, OutputChange, ResourceChange, StackPlan } from "./change";
import { driftIn } from "./reading/owners";
import {
  checkFinished,
  importsIn,
  movesIn,
  parsePlanJson,
  type PlanJson,
  type ResourceChangeJson,
} from "./reading/plan-json";
import { referencesOf } from "./reading/references";
import { actionOf, plain, resourceChange, sidesOf } from "./reading/resource-change";
import { eitherMask, isEmpty, same, shaded, unshaded } from "./reading/shaded";
import { unexpectedExpressions } from "./reading/templates";

export { PlanFormatError } from "./reading/plan-json";

/** What `terraform show -json` says of a stack's plan. */
export type TerraformPlan = Pick<StackPlan, "changes" | "drift" | "planned" | "templates"> & {
  readonly moves: readonly Move[];
  readonly imports: readonly Import[];
  readonly outputs: readonly OutputChange[];
};

/**
 * Reads what `terraform show -json` prints. Sensitive values are replaced here, and get no further.
 * @param refused whether prevent_destroy stops the plan: it has an error then, and yet all changes
 * @throws PlanFormatError when it is no plan, does what is not known, or leaves something out
 */
export function readTerraformPlan(text: string, refused = false): TerraformPlan {
  const json = parsePlanJson(text);
  checkFinished(json, refused);
  const configured = configuredAttributes(json);
  const references = referencesOf(json);
  const resources = (json.resource_changes ?? []).filter(isManaged);
  return {
    changes: byAddress(
      resources.flatMap((resource) => changeOf(resource, configured(resource.address)).map(references)),
    ),
    drift: byAddress(driftIn(resources, (json.resource_drift ?? []).filter(isManaged), configured)),
    planned: plannedResources(resources),
    templates: unexpectedExpressions(json),
    moves: movesIn(resources),
    imports: importsIn(resources),
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
    const [isMade, isGone] = [isAction(change, "create"), isAction(change, "delete")];
    return [
      {
        name,
        // The mask is on both sides, and hides that one of them has nothing.
        ...(!isMade && !isEmpty(before) && { before: unshaded(before) }),
        ...(!isGone && !isEmpty(after) && { after: unshaded(after) }),
      },
    ];
  });
}

function isAction({ actions }: { readonly actions: readonly string[] }, action: string): boolean {
  return actions.join() === action;
}
