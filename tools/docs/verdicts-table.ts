import { RULES } from "../plan";
import { markdownTable } from "./markdown-table";

/** The rules by which a plan is judged, what is blocked first. */
export function verdictsTable(): string {
  return markdownTable(
    ["Rule", "Verdict", "What it finds", "Why it matters"],
    RULES.map(({ id, verdict, title, why }) => [`\`${id}\``, verdict, title, why]),
  );
}
