import type { JsonObject, JsonValue } from "../../../modules/facts";
import type { Aside } from "../change";

/** What a plan does or says besides changes of resources, and all of it for the fingerprint, with sensitive values as they are. */
export interface WholeAside extends Aside {
  /** @default - applying the plan does not depend on it */
  readonly whole?: JsonValue;
}

/** What Terraform plans from. */
export interface PlanSources {
  /** The stack's Terraform JSON. @default - it says no more than the plan */
  readonly terraform?: unknown;
  /** The same, as the configuration alone makes it. @default - not known: nothing is compared */
  readonly asked?: JsonObject;
  /** Files beside it that Terraform reads too: a digest of what is in each, by name. @default - none */
  readonly files?: Readonly<Record<string, string>>;
}
