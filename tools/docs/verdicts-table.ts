import { FATES, PLAN_JUDGEMENTS, planKeys } from "../plan";
import { markdownTable } from "./markdown-table";

/** The judgements of a plan, what is blocked first. */
export function verdictsTable(): string {
  return markdownTable(
    ["Judgement", "Verdict", "What it finds", "Why it matters"],
    PLAN_JUDGEMENTS.map(({ id, verdict, title, why }) => [`\`${id}\``, verdict, title, why]),
  );
}

/** The keys of a plan's JSON, by what becomes of them. */
export function planKeysTable(): string {
  // What has drifted is written as what changes.
  const keys = planKeys().filter(({ path }) => !path.startsWith("resource_drift[]"));
  return markdownTable(
    ["What becomes of it", "Key"],
    Object.entries(FATES).map(([fate, text]) => [
      text,
      keys
        .filter((key) => key.fate === fate)
        .map(({ path }) => `\`${path}\``)
        .join(", "),
    ]),
  );
}
