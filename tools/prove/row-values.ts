import * as z from "zod";
import { describeProblem, type Problem } from "../../modules/validation";
import { actionProblem, contextKeyProblem } from "./names";
import { askerProblem, nameProblem } from "./cast";
import { RESOURCE_PATTERN, RESOURCES_ALLOWED } from "./places";
import { PLACEHOLDERS, unknownPlaceholders } from "./words";

/** The values of a row, each with what may be wrong with it alone. */

type Context = z.core.$RefinementCtx;

/** Tells zod of a problem, which the faults of a file then say in its own words. */
export function addProblem(context: Context, path: readonly (string | number)[], problem: Problem): void {
  context.addIssue({
    code: "custom",
    path: [...path],
    message: describeProblem(problem),
    params: { problem },
  });
}

/** A text that a rule finds no problem in. */
function text(problemOf: (value: string) => Problem | undefined): z.ZodString {
  return z.string().superRefine((value, context) => {
    const problem = problemOf(value);
    if (problem !== undefined) addProblem(context, [], problem);
  });
}

/**
 * One value, or a list of several: the row then stands for a request of each.
 * @param nothing what a list without values does, such as "names nobody"
 */
export function oneOrMore<T extends z.ZodType>(
  value: T,
  nothing = "names nothing",
): z.ZodType<readonly z.output<T>[], z.input<T> | z.input<T>[]> {
  const several = z.array(value).superRefine((values, context) => {
    if (values.length > 0) return;
    addProblem(context, [], { what: nothing, received: values, remedy: "name one or more" });
  });
  return z.union([value.transform((one) => [one]), several.meta({ minItems: 1 })]);
}

export const nonEmpty = z.string().min(1);

/** Who asks. */
export const asker = text(askerProblem);

/** Who does not. */
export const exception = text(nameProblem);

export const action = text(actionProblem);

function placeholderProblem(value: string): Problem | undefined {
  const [unknown] = unknownPlaceholders(value);
  if (unknown === undefined) return undefined;
  return {
    what: "has a placeholder that is not known",
    received: `{${unknown}}`,
    allowed: PLACEHOLDERS.map((name) => `{${name}}`).join(", "),
    remedy: "choose one of them",
  };
}

/** A text whose words in braces are known. */
export const worded = nonEmpty.superRefine((value, context) => {
  const problem = placeholderProblem(value);
  if (problem !== undefined) addProblem(context, [], problem);
});

export const resource = text((value) =>
  RESOURCE_PATTERN.test(value)
    ? placeholderProblem(value)
    : {
        what: "is nothing that has a policy",
        received: value,
        allowed: RESOURCES_ALLOWED,
        remedy: "choose one of them",
      },
);

const keyValue = z.union([text(placeholderProblem), z.number(), z.boolean()]);

/** Context keys with their values. */
export const contextKeys = z
  .record(z.string(), keyValue)
  .superRefine((keys, context) => {
    for (const key of Object.keys(keys)) {
      const problem = contextKeyProblem(key);
      if (problem !== undefined) addProblem(context, [key], problem);
    }
  })
  .meta({ propertyNames: { type: "string", pattern: "^[^:]+:.+$" } });
