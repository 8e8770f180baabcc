import { exampleOf } from "../../../modules/organization";
import type { Feature } from "../../../modules/policy";
import type { ContextValue, RequestPrincipal } from "../../../modules/policy-evaluation";
import type { Subject } from "../../../stacks/blueprint";
import type { Configuration } from "../../../stacks/config";

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

/** What a word stands for: nothing where the configuration has no such thing, and several where it has a list. */
export type Word = (
  subject: Subject,
  configuration: Configuration,
  scene: Scene,
) => string | readonly string[] | undefined;

/** Words by what stands in the braces. */
export type Vocabulary = Readonly<Record<string, Word>>;

/** Whether the feature is on, in the policies of the account. */
export function isOn(feature: Feature, { terraform }: Subject): boolean {
  return terraform?.names.features?.includes(feature) === true;
}

/** The account, in the policies of one where any of the features is on. */
export function whereOn(...features: readonly Feature[]): Word {
  return (subject) =>
    features.some((feature) => isOn(feature, subject)) ? subject.terraform?.account : undefined;
}

/** The names that begin as none of the families does. */
export function unlike(names: readonly string[] = [], ...families: readonly string[]): readonly string[] {
  return names.filter((name) => !families.some((family) => name.startsWith(family)));
}

/** One whom a pattern of ARNs matches. */
export function oneOf(arn: string): string {
  const [start, kind, name] = arn.split(/(:(?:role|user)\/)(.*)/);
  return `${start}${kind}${exampleOf(name ?? "")}`;
}
