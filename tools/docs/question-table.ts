import { EVENT_QUESTIONS } from "../../modules/questions";
import { markdownTable } from "./markdown-table";

/** What one who investigates can ask. */
export function questionsTable(): string {
  return markdownTable(
    ["Question", "What it asks", "Set"],
    EVENT_QUESTIONS.map(({ id, title, parameters }) => [
      `\`${id}\``,
      title,
      parameters.map(({ name, about, example }) => `\`${name}\`, ${about}: \`${example}\``).join("; "),
    ]),
  );
}
