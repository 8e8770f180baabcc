import { PLAN_JUDGEMENTS } from "../plan";
import { markdownTable } from "./markdown-table";

/** The judgements of a plan, what is blocked first. */
export function verdictsTable(): string {
  return markdownTable(
    ["Judgement", "Verdict", "What it finds", "Why it matters"],
    PLAN_JUDGEMENTS.map(({ id, verdict, title, why }) => [`\`${id}\``, verdict, title, why]),
  );
}
