import type { ContextValue, RequestPrincipal } from "../../modules/policy-evaluation";
import { outsidersOf, type Outsiders, type Subject } from "../../stacks/blueprint";
import type { Configuration } from "../../stacks/config";

/** What a request carries, by context key. */
export type Keys = Readonly<Record<string, ContextValue>>;

/** In what circumstances somebody asks: principals, resources and what a request carries are looked up in them. */
export interface Scene {
  readonly configuration: Configuration;
  readonly subject: Subject;
  readonly outsiders: Outsiders;
  /** Who asks, where that is known already. */
  readonly principal?: RequestPrincipal;
  /** What the request carries, as far as that is known already: it says for which account a service acts. */
  readonly context?: Keys;
}

/** The scene of a policy. */
export function sceneOf(configuration: Configuration, subject: Subject): Scene {
  return { configuration, subject, outsiders: outsidersOf(configuration) };
}
