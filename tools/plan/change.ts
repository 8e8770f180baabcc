import type { JsonObject, JsonValue, JudgementId } from "../../modules/facts";

/** What a plan would do, in the terms that reports and judgements speak of. Terraform's own JSON is read in reading/. */

export { SENSITIVE, UNKNOWN, type JsonObject, type JsonValue } from "../../modules/facts";

/** What Terraform does to a resource. `forget` takes it out of the state and leaves it in AWS. */
export type ChangeAction = "create" | "update" | "replace" | "destroy" | "forget";

/** One attribute that changes. */
export interface AttributeChange {
  /** Such as `event_selector[0].read_write_type`. */
  readonly path: string;
  /** @default - it was not set */
  readonly before?: JsonValue;
  /** @default - it is not set any more */
  readonly after?: JsonValue;
  /** Whether the attribute forces a replacement. */
  readonly replaces: boolean;
}

/** What happens to one resource. */
export interface ResourceChange {
  /** Unique in its stack, such as `aws_s3_bucket.organization_bucket_0CC5FB11`. */
  readonly address: string;
  /** Such as `aws_s3_bucket`. */
  readonly type: string;
  readonly action: ChangeAction;
  /** Whether a replacement is made before the old one goes. @default false */
  readonly createsFirst?: boolean;
  /** All attributes before, with SENSITIVE in place of sensitive values. @default - the resource is created */
  readonly before?: JsonObject;
  /** All attributes after, with SENSITIVE and UNKNOWN in place of such values. @default - it is destroyed */
  readonly after?: JsonObject;
  /** The attributes that change, by path. */
  readonly attributes: readonly AttributeChange[];
  /** The attributes that differ in a part that Terraform marks sensitive: both sides have the same placeholder. @default - none */
  readonly hiddenChanges?: readonly string[];
  /** The resources and data that the configuration takes an attribute from, by attribute that it sets. @default - nothing is told */
  readonly references?: Readonly<Record<string, readonly string[]>>;
}

/** A resource that gets another address in the state: in AWS, nothing changes by that. */
export interface Move {
  readonly from: string;
  readonly address: string;
}

/** A resource in AWS that Terraform takes into the state: from then on it manages it. */
export interface Import {
  readonly address: string;
  /** Its id in AWS, in the form of its type. */
  readonly id: string;
}

/** An output of a stack, which other stacks read, and that changes. */
export interface OutputChange {
  readonly name: string;
  /** @default - there was none */
  readonly before?: JsonValue;
  /** @default - there is none any more */
  readonly after?: JsonValue;
}

/** What a plan does or says besides changes of resources. */
export interface Aside {
  /** The judgement that tells it. */
  readonly rule: Extract<
    JudgementId,
    | "template-not-expected"
    | "command-run"
    | "output-changed"
    | "plan-not-known"
    | "state-elsewhere"
    | "state-weakened"
    | "deployed-elsewhere"
    | "safeguard-removed"
    | "weak-from-the-start"
  >;
  /** What it is about, such as `aws_cloudwatch_metric_alarm.x`, `provider.aws`, `output.x` or `plan`. */
  readonly address: string;
  /** As a sentence. */
  readonly what: string;
}

/** What a stack makes by the configuration alone, by address: attributes as its Terraform JSON has them. */
export type AskedFor = ReadonlyMap<string, { readonly type: string; readonly values: JsonObject }>;

/** A stack by the configuration alone. */
export interface AskedStack {
  readonly resources: AskedFor;
  /** Its Terraform JSON. */
  readonly terraform: JsonObject;
}

/** What a plan says of one stack. */
export interface StackPlan {
  readonly stack: string;
  readonly account: { readonly name: string; readonly id: string };
  readonly region: string;
  /** What applying the plan would do. */
  readonly changes: readonly ResourceChange[];
  /** What was changed in AWS since the last apply: before is what the state has, after is what AWS has. */
  readonly drift: readonly ResourceChange[];
  /** What Terraform takes into the state. @default - nothing */
  readonly imports?: readonly Import[];
  /** Every managed resource after the plan is applied, by address: what judgements compare with. */
  readonly planned: ReadonlyMap<string, { readonly type: string; readonly values: JsonObject }>;
  /** What the plan does or says besides. @default - nothing */
  readonly asides?: readonly Aside[];
  /** With what is compared what is new. @default - with nothing */
  readonly asked?: AskedFor;
}

/** Both sides of a change that changes attributes; none of one that makes, destroys or forgets a resource. */
export function sidesOf({
  action,
  before,
  after,
}: ResourceChange): { readonly before: JsonObject; readonly after: JsonObject } | undefined {
  const changes = action === "update" || action === "replace";
  return changes && before !== undefined && after !== undefined ? { before, after } : undefined;
}
