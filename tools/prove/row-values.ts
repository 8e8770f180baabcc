import * as z from "zod";
import { REMEDIABLE_RULE_IDS } from "../../modules/config-rules";
import { describeProblem, type Problem } from "../../modules/validation";
import type { ConfigPath, Fault, readAs } from "../../stacks/config";
import { actionProblem, contextKeyProblem } from "./names";
import { askerProblem, nameProblem } from "./cast";
import { placeAt, RESOURCES_ALLOWED } from "./places";
import { PLACEHOLDERS, unknownPlaceholders } from "./words";

/** The values of rows and statements, each with what may be wrong with it alone. */

/** Tells zod of a problem, which the faults of a file then say in its own words. */
export function addProblem(context: z.core.$RefinementCtx, path: ConfigPath, problem: Problem): void {
  context.addIssue({
    ...{ code: "custom", message: describeProblem(problem) },
    path: [...path],
    params: { problem },
  });
}

/** The values that a rule finds no problem in. */
function sound<T extends z.ZodType>(schema: T, problemOf: (value: z.output<T>) => Problem | undefined): T {
  return schema.superRefine((value, context) => {
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
  const several = sound(z.array(value), (values) =>
    values.length > 0 ? undefined : { what: nothing, received: values, remedy: "name one or more" },
  );
  return z.union([value.transform((one) => [one]), several.meta({ minItems: 1 })]);
}

export const nonEmpty = z.string().min(1);

/** Who asks. */
export const asker = sound(z.string(), askerProblem);

/** Who does not. */
export const exception = sound(z.string(), nameProblem);

export const action = sound(z.string(), actionProblem);

/** Kinds of rules of AWS Config whose findings a runbook mends. */
export const ruleKinds = oneOrMore(z.enum(REMEDIABLE_RULE_IDS as [string, ...string[]]));

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
export const worded = sound(nonEmpty, placeholderProblem);

export const resource = sound(z.string(), (value) =>
  placeAt(value) !== undefined
    ? placeholderProblem(value)
    : {
        what: "is nothing that has a policy",
        received: value,
        allowed: RESOURCES_ALLOWED,
        remedy: "choose one of them",
      },
);

/** Context keys with their values. */
export const contextKeys = z
  .record(z.string(), z.union([sound(z.string(), placeholderProblem), z.number(), z.boolean()]))
  .superRefine((keys, context) => {
    for (const key of Object.keys(keys)) {
      const problem = contextKeyProblem(key);
      if (problem !== undefined) addProblem(context, [key], problem);
    }
  })
  .meta({ propertyNames: { type: "string", pattern: "^[^:]+:.+$" } });

/** A row or statement of a file: where it stands, and how to say that something in it is wrong. */
export interface Placed {
  /** The file and, from 1, the line of its name. */
  readonly place: { readonly file: string; readonly line: number };
  readonly fault: (path: ConfigPath, problem: Problem) => Fault;
}

/** @param list of the file, in which it stands @param name the key that names it */
export function placed(
  { yaml }: Pick<ReturnType<typeof readAs>, "yaml">,
  list: string,
  index: number,
  name: string,
): Placed {
  return {
    place: { file: yaml.file, line: yaml.place([list, index, name]).line },
    fault: (path, problem) => yaml.fault([list, index, ...path], problem),
  };
}
