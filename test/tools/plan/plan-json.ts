import type { PlanJson } from "../../../tools/plan/reading/plan-json";
import { PlanReader, readTerraformPlan, type TerraformPlan } from "../../../tools/plan/terraform-plan";

/** Plans as `terraform show -json` prints them. */

export interface Change {
  readonly address?: string;
  readonly previous_address?: string;
  readonly deposed?: string;
  readonly mode?: "managed" | "data";
  readonly actions: readonly string[];
  readonly before?: object | null;
  readonly after?: object | null;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  readonly after_unknown?: unknown;
  readonly importing?: object;
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  /** The attributes that the configuration sets. */
  readonly configured?: readonly string[];
  /** The same, with what they are taken from. */
  readonly expressions?: object;
}

export interface Plan {
  readonly changes?: readonly Change[];
  readonly drift?: readonly Change[];
  readonly outputs?: Readonly<Record<string, object>>;
  readonly errored?: boolean;
  readonly complete?: boolean;
  readonly deferred_changes?: readonly object[];
  readonly deferred_action_invocations?: readonly object[];
  /** What else stands in the plan, by key. */
  readonly besides?: object;
}

const ADDRESS = "aws_s3_bucket.logs";

function resource({
  address = ADDRESS,
  previous_address,
  deposed,
  mode = "managed",
  ...others
}: Change): object {
  // What the configuration sets stands there, and not in the change.
  const change = { ...others, configured: undefined, expressions: undefined };
  const [type] = address.replace(/^data\./, "").split(".");
  return { address, previous_address, deposed, mode, type, change };
}

/** The JSON of a plan. */
export function planJson({ changes = [], drift = [], outputs = {}, besides, ...state }: Plan): string {
  const resources = [...changes, ...drift].map(
    ({ address = ADDRESS, configured = [], expressions = {} }) => ({
      address,
      expressions: { ...Object.fromEntries(configured.map((name) => [name, {}])), ...expressions },
    }),
  );
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: changes.map(resource),
    resource_drift: drift.map(resource),
    output_changes: outputs,
    ...state,
    configuration: { root_module: { resources } },
    ...besides,
  });
}

/** What is read of a text. @param pieces how many bytes come at once @default - all */
export function planIn(text: string, pieces = Infinity): PlanJson {
  const reader = new PlanReader();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieces) reader.push(bytes.subarray(at, at + pieces));
  return reader.plan();
}

/** What a text says of a stack's plan. */
export function readPlan(text: string, options?: Parameters<typeof readTerraformPlan>[1]): TerraformPlan {
  return readTerraformPlan(planIn(text), options);
}
