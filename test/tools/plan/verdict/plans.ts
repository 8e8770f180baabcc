import {
  SENSITIVE,
  type ChangeAction,
  type AttributeChange,
  type JsonObject,
  type JsonValue,
  type ResourceChange,
  type StackPlan,
} from "../../../../tools/plan/change";

/** Plans for tests, in the shape in which Terraform's JSON is read. */

/** What a plan has otherwise than that of the log archive. */
export interface PlanParts {
  readonly stack?: string;
  readonly account?: string;
  readonly region?: string;
  readonly changes?: readonly ResourceChange[];
  readonly drift?: readonly ResourceChange[];
  /** What is there after the plan is applied, without what it changes. */
  readonly unchanged?: StackPlan["planned"];
}

/** A plan of the log-archive stack of the reference organization. */
export function planOf({
  stack = "log-archive",
  account = "222222222222",
  region = "us-east-1",
  changes = [],
  drift = [],
  unchanged = new Map(),
}: PlanParts): StackPlan {
  const changed = changes.flatMap(({ address, type, after }) =>
    after === undefined ? [] : [[address, { type, values: after }] as const],
  );
  return {
    ...{ stack, region, changes, drift, account: { name: "logArchive", id: account } },
    planned: new Map([...unchanged, ...changed]),
  };
}

function change(
  action: ChangeAction,
  type: string,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): ResourceChange {
  const attributes = Object.keys({ ...before, ...after })
    .filter((path) => JSON.stringify(before?.[path]) !== JSON.stringify(after?.[path]))
    .map((path) => ({
      path,
      ...partOf("before", before?.[path]),
      ...partOf("after", after?.[path]),
      replaces: action === "replace",
    }));
  return {
    address: `${type}.it`,
    type,
    action,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    attributes,
  };
}

function partOf(side: "before" | "after", value: JsonValue | undefined): Partial<AttributeChange> {
  return value === undefined || value === null ? {} : { [side]: value };
}

/** The resource with these attributes changed in place. */
export function updated(type: string, before: JsonObject, changes: JsonObject): ResourceChange {
  return change("update", type, before, { ...before, ...changes });
}

/** The resource destroyed and made anew with these attributes changed. */
export function replaced(type: string, before: JsonObject, changes: JsonObject): ResourceChange {
  return change("replace", type, before, { ...before, ...changes });
}

export function destroyed(type: string, before: JsonObject): ResourceChange {
  return change("destroy", type, before, undefined);
}

export function created(type: string, after: JsonObject): ResourceChange {
  return change("create", type, undefined, after);
}

export function forgotten(type: string, before: JsonObject): ResourceChange {
  return change("forget", type, before, undefined);
}

/** The change with these attributes hidden: they differ, and nobody sees how. */
export function hiding(change: ResourceChange, ...hiddenChanges: readonly string[]): ResourceChange {
  const hide = (side: JsonObject | undefined): JsonObject | undefined =>
    side && { ...side, ...Object.fromEntries(hiddenChanges.map((name) => [name, SENSITIVE])) };
  const [before, after] = [hide(change.before), hide(change.after)];
  return { ...change, ...(before && { before }), ...(after && { after }), hiddenChanges };
}

/** The change with attributes that are taken from other resources. */
export function referring(
  change: ResourceChange,
  references: Readonly<Record<string, readonly string[]>>,
): ResourceChange {
  return { ...change, references };
}

/** What the expressions in a part of Terraform's JSON name, as Terraform tells it of a plan. */
export function sourcesIn(value: unknown): readonly string[] {
  const expressions = JSON.stringify(value).matchAll(/(?<!\$)\$\{[^}]*?\b([a-z]\w+(?:\.[\w-]+)+)/g);
  return [...expressions].map(([, source = ""]) => source);
}

/** The change of a resource of another name. */
export function called(change: ResourceChange, name: string): ResourceChange {
  return { ...change, address: `${change.type}.${name}` };
}
