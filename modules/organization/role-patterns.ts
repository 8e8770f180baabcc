import type { Problem } from "../validation";
import { RoleName } from "./ids";

/** What a wildcard may stand for so that there is a name: a word, the least, a path that ends, or nothing. */
const EXAMPLES: readonly (readonly [star: string, mark: string])[] = [
  ["Example", "x"],
  ["x", "x"],
  ["", "x"],
  ["x/x", "x"],
  ["", "/"],
];

/** A name of a role or user, with its path, that the pattern matches. @returns undefined where it matches none that IAM has */
export function exampleOf(pattern: string): string | undefined {
  return EXAMPLES.map(([star, mark]) => pattern.replaceAll("*", star).replaceAll("?", mark)).find(
    (name) => RoleName.problem(name) === undefined,
  );
}

/** Why a pattern in the place of a name, in the ARN, is nobody's: what is never asked for can be neither meant nor proven. */
export function nobodyProblem(arn: string, pattern: string): Problem | undefined {
  if (exampleOf(pattern) !== undefined) return undefined;
  return {
    what: "is nobody's: IAM has no such name",
    received: arn,
    allowed: `${RoleName.allowed}, and * and ? in it`,
    remedy: "copy the ARN from IAM, and write * where names differ",
  };
}
