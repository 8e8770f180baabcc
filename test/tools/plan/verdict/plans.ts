import type { Action, JsonObject, ResourceChange, StackPlan } from "../../../../tools/plan/change";

/** Plans for tests, in the shape in which Terraform's JSON is read. */

/** What a plan has otherwise than that of the log archive. */
export interface PlanParts {
  readonly stack?: string;
  readonly account?: string;
  readonly region?: string;
  readonly changes?: readonly ResourceChange[];
  readonly drift?: readonly ResourceChange[];
}

/** A plan of the log-archive stack of the reference organization. */
export function planOf({
  stack = "log-archive",
  account = "222222222222",
  region = "us-east-1",
  changes = [],
  drift = [],
}: PlanParts): StackPlan {
  return { stack, account: { name: "logArchive", id: account }, region, changes, drift, planned: new Map() };
}

function change(
  action: Action,
  type: string,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): ResourceChange {
  const attributes = Object.keys({ ...before, ...after })
    .filter((path) => JSON.stringify(before?.[path]) !== JSON.stringify(after?.[path]))
    .map((path) => ({ path, replaces: action === "replace" }));
  return {
    address: `${type}.it`,
    type,
    action,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    attributes,
  };
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
