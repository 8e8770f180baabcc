import * as z from "zod";
import type { Kind } from "../../modules/organization";
import type { Problem } from "../../modules/validation";

/**
 * A string that a module checks; its problem travels in the issue, to be placed in the file. The check is
 * what makes a branded string of a string, which the compiler cannot see.
 */
export function checked<T extends string>(
  check: (value: string) => Problem | undefined,
  json: {
    readonly pattern?: string;
    readonly minLength?: number;
    readonly maxLength?: number;
    readonly description: string;
    readonly examples?: readonly string[];
  },
): z.ZodType<T, string> {
  return z
    .string()
    .superRefine((value, context) => {
      const problem = check(value);
      if (problem !== undefined) {
        context.addIssue({ code: "custom", message: problem.what, params: { problem } });
      }
    })
    .meta({ ...json, ...(json.examples && { examples: [...json.examples] }) }) as unknown as z.ZodType<
    T,
    string
  >;
}

/** A string of a kind that modules/organization knows. */
export function kindOf<T extends string>(
  kind: Kind<T>,
  description: string,
  ...examples: readonly string[]
): z.ZodType<T, string> {
  return checked<T>((value) => kind.problem(value), { pattern: kind.pattern, description, examples });
}

/** A string that any text will do for, but none. */
export function text(description: string, ...examples: readonly string[]): z.ZodType<string, string> {
  return z
    .string()
    .min(1)
    .meta({ description, examples: [...examples] });
}

/** A whole number of days. */
export function days(description: string, minimum: number, maximum?: number): z.ZodType<number, number> {
  const number = z.int().min(minimum);
  return (maximum === undefined ? number : number.max(maximum)).meta({ description });
}
