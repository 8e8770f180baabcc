import { PRACTICES, PRACTICE_TITLES } from "../../modules/best-practices";
import { markdownTable } from "./markdown-table";

/** Every rule of the best-practice gate, and what to do where it does not hold. */
export function bestPracticeRulesTable(): string {
  return markdownTable(
    ["", "Practice", "Rule", "Compliant when", "Else"],
    PRACTICES.map(({ practice, id, title, remedy }, index) => {
      const first = PRACTICES[index - 1]?.practice !== practice;
      return [
        first ? String(practice) : "",
        first ? (PRACTICE_TITLES[practice] ?? "") : "",
        `\`${id}\``,
        title,
        remedy,
      ];
    }),
  );
}
