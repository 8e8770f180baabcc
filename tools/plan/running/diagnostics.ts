import * as z from "zod";
import { jsonIn } from "../../terraform";

/** What Terraform complains of. */
export interface Diagnostic {
  readonly summary: string;
  readonly detail: string;
}

const LINE = z.object({
  type: z.literal("diagnostic"),
  diagnostic: z.object({ severity: z.string(), summary: z.string(), detail: z.string().default("") }),
});

/** The errors in what `terraform plan -json` printed, a JSON object a line. */
export function errorsIn(output: string): readonly Diagnostic[] {
  return output.split("\n").flatMap((line) => {
    // A crash, or a warning of the program's own, is no JSON.
    const parsed = LINE.safeParse(jsonIn(line));
    if (!parsed.success || parsed.data.diagnostic.severity !== "error") return [];
    const { summary, detail } = parsed.data.diagnostic;
    return [{ summary, detail }];
  });
}

/** What Terraform says when the plan would destroy what `prevent_destroy` protects. OpenTofu says the same. */
const PREVENTED = "Instance cannot be destroyed";

/** Whether all that is wrong is that resources are protected: the plan itself is complete. */
export function arePrevented(errors: readonly Diagnostic[]): boolean {
  return errors.length > 0 && errors.every(({ summary }) => summary === PREVENTED);
}

/** The lines, and the characters, of an output that are shown: at its end programs say what went wrong. */
const LINES_SHOWN = 60;
const CHARACTERS_SHOWN = 6_000;

/** The errors as text; where there are none, the end of what was printed. */
export function failureText(errors: readonly Diagnostic[], output: string): string {
  const text =
    errors.length === 0
      ? output.trimEnd().split("\n").slice(-LINES_SHOWN).join("\n")
      : errors.map(({ summary, detail }) => (detail === "" ? summary : `${summary}\n${detail}`)).join("\n\n");
  return text.length <= CHARACTERS_SHOWN ? text : `… ${text.slice(-CHARACTERS_SHOWN)}`;
}
