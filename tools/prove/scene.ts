import type { ContextValue, RequestPrincipal } from "../../modules/policy-evaluation";
import type { Subject } from "../../stacks/blueprint";
import type { Configuration } from "../../stacks/config";

/** What a request carries, by context key. */
export type Keys = Readonly<Record<string, ContextValue>>;

/** In what circumstances somebody asks: principals, resources and what a request carries are looked up in them. */
export interface Scene {
  readonly configuration: Configuration;
  readonly subject: Subject;
  /** Who asks, where that is known already. */
  readonly principal?: RequestPrincipal;
  /** What the request carries, as far as that is known already: it says for which account a service acts. */
  readonly context?: Keys;
}
