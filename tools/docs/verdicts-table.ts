import { PLAN_JUDGEMENTS } from "../plan";
import { markdownTable } from "./markdown-table";

/** The rules by which a plan is judged, what is blocked first. */
export function verdictsTable(): string {
  return markdownTable(
    ["Rule", "Verdict", "What it finds", "Why it matters"],
    PLAN_JUDGEMENTS.map(({ id, verdict, title, why }) => [`\`${id}\``, verdict, title, why]),
  );
}
