import { BEST_PRACTICE_RULES, BEST_PRACTICES } from "../../modules/best-practices";
import { markdownTable } from "./markdown-table";

/** Every rule of the best-practice gate, and what to do where it does not hold. */
export function bestPracticeRulesTable(): string {
  return markdownTable(
    ["", "Practice", "Rule", "Compliant when", "Else"],
    BEST_PRACTICE_RULES.map(({ practice, id, title, remedy }, index) => {
      const first = BEST_PRACTICE_RULES[index - 1]?.practice !== practice;
      return [
        first ? String(practice) : "",
        first ? (BEST_PRACTICES[practice] ?? "") : "",
        `\`${id}\``,
        title,
        remedy,
      ];
    }),
  );
}
