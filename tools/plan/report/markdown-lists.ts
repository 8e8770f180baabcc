import { countText } from "../../../modules/kernel";
import { block, code, prose } from "../../terminal";
import { allOverrides, OVERRIDE_REMEDY, overrideLines } from "./overrides";
import type { PlanReport, StackPlace } from "./plan-report";
import { REMOVED, UNPLANNED } from "./words";

/** What stands under the stacks of a comment: lists, each cut where it says no more to who reads it. */

/** The longest list that a person reads. */
const LISTED = 100;

/**
 * What would accept what is blocked, once for all stacks, folded.
 * @param rows how long a list may be, so that the comment fits
 */
export function overridesMarkdown(report: PlanReport, rows: number): readonly string[] {
  const overrides = allOverrides(report);
  const { shown, more } = cut(overrides, rows);
  if (shown.length === 0) return [];
  return [
    [
      "<details><summary>Is this meant? How to accept what is blocked</summary>",
      prose(OVERRIDE_REMEDY),
      block(overrideLines(shown), "yaml"),
      ...(more > 0 ? [`… and ${countText(more)} more: \`npx orgtrail plan <stack>\` has all.`] : []),
      "</details>",
    ].join("\n\n"),
  ];
}

/** The stacks that are gone or without a report, and the entries that accept nothing. */
export function listsMarkdown(report: PlanReport, rows: number): readonly string[] {
  const { removed, unplanned, unusedAcceptances } = report;
  const unused = unusedAcceptances.map(
    ({ rule, stack, until }) => `${code(rule)} in ${code(stack)} (until ${prose(until)})`,
  );
  return [
    ...list(rows, unplanned.map(placeText), (names) => `**Without a report:** ${names}. ${UNPLANNED}`),
    ...list(rows, removed.map(placeText), (names) => `**Removed:** ${names}. ${REMOVED}`),
    ...list(
      rows,
      unused,
      (entries) => `Entries of \`acceptedChanges\` that accept nothing in this plan: ${entries}.`,
    ),
  ];
}

function placeText({ stack, account }: StackPlace): string {
  return `${code(stack)} (${prose(`${account.name} ${account.id}`)})`;
}

function list(rows: number, items: readonly string[], text: (items: string) => string): readonly string[] {
  const { shown, more } = cut(items, rows);
  return shown.length === 0
    ? []
    : [text(`${shown.join(", ")}${more > 0 ? ` and ${countText(more)} more` : ""}`)];
}

function cut<T>(items: readonly T[], rows: number): { readonly shown: readonly T[]; readonly more: number } {
  const shown = items.slice(0, Math.min(rows, LISTED));
  return { shown, more: items.length - shown.length };
}
