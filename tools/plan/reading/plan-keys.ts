import { isJsonObject, isNothing, type JsonValue } from "../../../modules/facts";

/** What becomes of what stands at a key of a plan's JSON. */
export const FATES = {
  read: "read: what it says is judged, and shown where it matters",
  told: "to be reviewed, as what no stack of orgtrail has",
  refused: "no verdict is given where it says that something is left out",
  repeated: "the same stands elsewhere in the plan, and is read there",
  "without effect": "applying the plan does not depend on it",
} as const;

type Fate = keyof typeof FATES;

/** A key of a plan's JSON. */
interface PlanKey {
  readonly fate: Fate;
  /** The keys of the object that stands there, or of each one of a list or map. @default - a value of any form */
  readonly keys?: PlanKeys;
  /** Whether it is a list or a map of such objects. @default false */
  readonly several?: true;
}

type PlanKeys = Readonly<Record<string, PlanKey>>;

const READ: PlanKey = { fate: "read" };
const TOLD: PlanKey = { fate: "told" };
const REFUSED: PlanKey = { fate: "refused" };
const REPEATED: PlanKey = { fate: "repeated" };
const WITHOUT_EFFECT: PlanKey = { fate: "without effect" };

const one = (keys: PlanKeys): PlanKey => ({ fate: "read", keys });
const several = (keys: PlanKeys): PlanKey => ({ fate: "read", keys, several: true });

function all(key: PlanKey, ...names: readonly string[]): PlanKeys {
  return Object.fromEntries(names.map((name) => [name, key]));
}

const CHANGE: PlanKeys = {
  ...all(READ, "actions", "before", "after", "before_sensitive", "after_sensitive", "after_unknown"),
  replace_paths: READ,
  importing: one({ ...all(READ, "id", "identity"), unknown: TOLD }),
  // The attributes by which AWS knows the resource, which its values have too.
  ...all(REPEATED, "before_identity", "after_identity"),
  generated_config: TOLD,
};

const RESOURCE: PlanKeys = {
  ...all(READ, "address", "previous_address", "deposed", "mode", "type", "provider_name"),
  ...all(REPEATED, "module_address", "name", "index"),
  index_unknown: TOLD,
  action_reason: WITHOUT_EFFECT,
  change: one(CHANGE),
};

const ACTION_INVOCATION: PlanKeys = {
  ...all(READ, "address", "type", "config_values", "config_sensitive", "config_unknown", "provider_name"),
  name: REPEATED,
  lifecycle_action_trigger: one(
    all(
      READ,
      ...["triggering_resource_address", "action_trigger_event", "action_trigger_block_index"],
      ...["actions_list_index", "on_failure"],
    ),
  ),
  invoke_action_trigger: one({ calling_resource_address: READ }),
};

const CONFIGURED_RESOURCE: PlanKeys = {
  ...all(READ, "address", "mode", "type", "expressions", "count_expression", "for_each_expression"),
  provider_config_key: READ,
  provisioners: several(all(READ, "type", "expressions")),
  name: REPEATED,
  ...all(WITHOUT_EFFECT, "schema_version", "depends_on"),
};

const MODULE: PlanKeys = {
  resources: several(CONFIGURED_RESOURCE),
  outputs: several({
    expression: READ,
    ...all(WITHOUT_EFFECT, "sensitive", "ephemeral", "deprecated", "description", "depends_on", "type"),
  }),
  module_calls: TOLD,
  variables: TOLD,
  // What is declared does nothing by itself: `action_invocations` has what is run.
  actions: REPEATED,
};

const CHECK_ADDRESS = all(
  WITHOUT_EFFECT,
  ...["to_display", "kind", "module", "mode", "type", "name", "instance_key"],
);

/**
 * Every key of what `terraform show -json` prints of a plan, from Terraform 1.11 and OpenTofu 1.10 on, and what becomes of it.
 * A key that is not here is to be reviewed: nobody knows what it means.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
const PLAN_KEYS: PlanKeys = {
  format_version: READ,
  resource_changes: several(RESOURCE),
  resource_drift: several(RESOURCE),
  output_changes: several(CHANGE),
  deferred_changes: REFUSED,
  action_invocations: several(ACTION_INVOCATION),
  deferred_action_invocations: REFUSED,
  ...all(REFUSED, "errored", "complete"),
  configuration: one({
    provider_config: several({
      ...all(READ, "full_name", "expressions"),
      ...all(REPEATED, "name", "alias", "module_address"),
      version_constraint: WITHOUT_EFFECT,
    }),
    root_module: one(MODULE),
  }),
  checks: several({
    status: READ,
    address: { fate: "read", keys: CHECK_ADDRESS },
    instances: several({
      address: { fate: "without effect", keys: CHECK_ADDRESS },
      status: REPEATED,
      problems: several({ message: READ }),
    }),
  }),
  ...all(REPEATED, "planned_values", "prior_state"),
  variables: TOLD,
  ...all(WITHOUT_EFFECT, "terraform_version", "timestamp", "relevant_attributes", "applyable"),
};

/** A key of a plan that a person is to look at, and the values that stand there. */
export interface StrangeKey {
  /** With `[]` in the place of an index or of a name that users choose: `resource_changes[].owner`. */
  readonly path: string;
  /** Whether it is in the table, as what no stack of orgtrail has. */
  readonly known: boolean;
  readonly values: readonly JsonValue[];
}

/** The members of a plan of which nothing is read, as large as the plan is without them. */
export const REPEATED_MEMBERS: ReadonlySet<string> = new Set(
  Object.entries(PLAN_KEYS).flatMap(([name, { fate }]) => (fate === "repeated" ? [name] : [])),
);

/** Finds the keys of a plan that are not in the table, and those that no stack of orgtrail has, each once. */
export class StrangeKeys {
  private readonly keys = new Map<string, { readonly known: boolean; readonly values: JsonValue[] }>();

  /** Looks into a member of the plan. */
  visitMember(name: string, value: JsonValue): void {
    this.visitKey(name, value, PLAN_KEYS, "");
  }

  /** Looks into an element of a list that is a member of the plan. */
  visitElement(list: string, element: JsonValue): void {
    this.visitMember(list, [element]);
  }

  found(): readonly StrangeKey[] {
    return [...this.keys].map(([path, key]) => ({ path, ...key }));
  }

  private visitKey(name: string, value: JsonValue, keys: PlanKeys, path: string): void {
    const at = pathTo(path, name);
    const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (key === undefined) this.tell(at, false, value);
    else if (key.fate === "told" && value !== false && !isNothing(value)) this.tell(at, true, value);
    else if (key.keys !== undefined) this.visitInner(value, key.keys, key.several === true, at);
  }

  private visitInner(value: JsonValue, keys: PlanKeys, areSeveral: boolean, path: string): void {
    if (areSeveral && typeof value === "object" && value !== null) {
      for (const each of Object.values<JsonValue>(value)) this.visitInner(each, keys, false, `${path}[]`);
    } else if (isJsonObject(value)) {
      for (const [name, inner] of Object.entries(value)) this.visitKey(name, inner, keys, path);
    }
  }

  private tell(path: string, known: boolean, value: JsonValue): void {
    const key = this.keys.get(path) ?? { known, values: [] };
    key.values.push(value);
    this.keys.set(path, key);
  }
}

/** Every key by its path, and what becomes of it. */
export function planKeys(
  keys: PlanKeys = PLAN_KEYS,
  path = "",
): readonly { readonly path: string; readonly fate: Fate }[] {
  return Object.entries(keys).flatMap(([name, { fate, keys: inner, several: areSeveral }]) => {
    const at = pathTo(path, name);
    return [
      { path: at, fate },
      ...(inner === undefined ? [] : planKeys(inner, areSeveral === true ? `${at}[]` : at)),
    ];
  });
}

function pathTo(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
