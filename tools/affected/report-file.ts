import { z } from "zod";
import { jsonIn } from "../terraform";
import { AffectedError } from "./affected-error";
import type { AffectedStack } from "./difference";

const REPORT = z.object({
  stacks: z.array(
    z.object({
      stack: z.string(),
      account: z.string(),
      accountId: z.string(),
      region: z.string(),
      change: z.enum(["added", "changed", "removed"]),
    }),
  ),
});

/** The stacks in what `orgtrail affected --json` wrote. @throws AffectedError when the file is nothing of that kind */
export function readAffectedReport(file: string, text: string): readonly AffectedStack[] {
  const parsed = REPORT.safeParse(jsonIn(text));
  if (parsed.success) return parsed.data.stacks;
  throw new AffectedError(`${file} is not what orgtrail affected --json wrote: name such a file`);
}
