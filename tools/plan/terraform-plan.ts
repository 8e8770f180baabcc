import { shownChange } from "../../modules/facts";
import type { Aside, Import, Move, OutputChange, ResourceChange, StackPlan } from "./change";
import type { PlanSources } from "./reading/aside";
import { asidesOf } from "./reading/asides";
import { driftIn } from "./reading/owners";
import {
  checkFinished,
  importsIn,
  movesIn,
  type PlanJson,
  type ResourceChangeJson,
} from "./reading/plan-json";
import { referencesOf } from "./reading/references";
import { actionOf, plain, resourceChange, plannedSides } from "./reading/resource-change";
import { eitherMask, isEmpty, losesAny, same, shaded, unshaded } from "./reading/shaded";
import { unexpectedExpressions, unexpectedTemplates } from "./reading/templates";

export { PlanFormatError, PlanReader } from "./reading/plan-json";

/** What `terraform show -json` says of a stack's plan. */
export type TerraformPlan = Pick<StackPlan, "changes" | "drift" | "planned"> & {
  readonly asides: readonly Aside[];
  readonly moves: readonly Move[];
  readonly imports: readonly Import[];
  readonly outputs: readonly OutputChange[];
};

/** What is known of a plan besides its JSON. */
interface ReadingOptions extends PlanSources {
  /** Whether prevent_destroy stops the plan: it has an error then, and yet all changes. @default false */
  readonly refused?: boolean;
}

/**
 * What a plan says. Sensitive values are replaced here, and get no further.
 * @param json what PlanReader has of it
 * @throws PlanFormatError when it does what is not known, or leaves something out
 */
export function readTerraformPlan(
  json: PlanJson,
  { refused = false, terraform = {}, ...sources }: ReadingOptions = {},
): TerraformPlan {
  checkFinished(json, refused);
  const configured = configuredAttributes(json);
  const references = referencesOf(json);
  const resources = json.resource_changes.filter(isManaged);
  const outputs = outputChanges(json);
  return {
    changes: byAddress(
      resources.flatMap((resource) => changeOf(resource, configured(resource.address)).map(references)),
    ),
    drift: byAddress(driftIn(resources, json.resource_drift.filter(isManaged), configured)),
    planned: plannedResources(resources),
    asides: [
      ...unexpectedTemplates(terraform),
      ...unexpectedExpressions(json),
      ...asidesOf(json, { terraform, ...sources }).map(({ rule, address, what }) => ({
        rule,
        address,
        what,
      })),
      ...outputs.flatMap(({ lost = [] }) => lost),
    ],
    moves: movesIn(resources),
    imports: importsIn(resources),
    outputs: outputs.map(({ change }) => change),
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
  return action === undefined ? [] : [resourceChange(resource, action, plannedSides(resource), configured)];
}

function plannedResources(resources: readonly ResourceChangeJson[]): StackPlan["planned"] {
  const planned = new Map<string, { readonly type: string; readonly values: ReturnType<typeof plain> }>();
  for (const resource of resources) {
    const { after } = plannedSides(resource);
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

/** An output that changes, and what other stacks may miss of it. */
interface ReadOutput {
  readonly change: OutputChange;
  /** @default - all that it had is there as it was */
  readonly lost?: readonly Aside[];
}

function outputChanges({ output_changes: outputs = {} }: PlanJson): readonly ReadOutput[] {
  return Object.entries(outputs).flatMap(([name, change]) => {
    const sensitive = eitherMask(change.before_sensitive, change.after_sensitive);
    const [before, after] = [
      shaded(change.before ?? null, sensitive, undefined),
      shaded(change.after ?? null, sensitive, change.after_unknown),
    ];
    if (same(before, after)) return [];
    const [isMade, isGone] = [isAction(change, "create"), isAction(change, "delete")];
    const told = {
      name,
      // The mask is on both sides, and hides that one of them has nothing.
      ...(!isMade && !isEmpty(before) && { before: unshaded(before) }),
      ...(!isGone && !isEmpty(after) && { after: unshaded(after) }),
    };
    return [{ change: told, ...(!isMade && losesAny(before, after) && { lost: [lostOutput(told)] }) }];
  });
}

function lostOutput({ name, before, after }: OutputChange): Aside {
  const what =
    after === undefined
      ? "it is there no more"
      : `other stacks read another value (${shownChange(before, after)})`;
  return { rule: "output-changed", address: `output.${name}`, what };
}

function isAction({ actions }: { readonly actions: readonly string[] }, action: string): boolean {
  return actions.join() === action;
}
