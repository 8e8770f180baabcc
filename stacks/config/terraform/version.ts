import type { z } from "zod";
import { checked } from "../scalars";

const PATTERN = "^\\d+\\.\\d+\\.\\d+$";

/** The version of a Terraform provider: three numbers. */
export function version(description: string): z.ZodType<string, string> {
  return checked<string>(
    (value) =>
      new RegExp(PATTERN).test(value)
        ? undefined
        : {
            what: "is not a version",
            received: value,
            allowed: "three numbers, such as 5.100.0",
            remedy: "write all three numbers",
          },
    { pattern: PATTERN, description, examples: ["5.100.0"] },
  );
}
