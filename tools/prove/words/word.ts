import { exampleOf } from "../../../modules/organization";
import type { Feature } from "../../../modules/policy";
import type { Subject } from "../../../stacks/blueprint";
import type { Scene } from "../scene";

/** What a word stands for: nothing where the configuration has no such thing, and several where it has a list. */
export type Word = (scene: Scene) => string | readonly string[] | undefined;

/** Words by what stands in the braces. */
export type Vocabulary = Readonly<Record<string, Word>>;

/** Whether the feature is on, in the policies of the account. */
export function isOn(feature: Feature, { terraform }: Subject): boolean {
  return terraform?.names.features?.includes(feature) === true;
}

/** The account, in the policies of one where any of the features is on. */
export function whereOn(...features: readonly Feature[]): Word {
  return ({ subject }) =>
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
