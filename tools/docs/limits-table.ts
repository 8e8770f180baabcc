import { AWS_LIMITS, type AwsLimit } from "../../stacks/config";
import { markdownTable } from "./markdown-table";

/** The limits of AWS that a configuration can meet, and when each is checked. */
export function limitsTable(): string {
  const limits: readonly AwsLimit[] = Object.values(AWS_LIMITS);
  return markdownTable(
    ["What", "At most, or only", "Checked at"],
    limits.map(({ what, limit, checked = "synthesis", page }) => [`[${what}](${page})`, limit, checked]),
  );
}
