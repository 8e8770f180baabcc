import { daysAfter, matchesWildcards } from "../../../modules/kernel";
import type { AcceptedChange } from "../../../stacks/config";
import type { Finding } from "./verdict";

/** Entries of `acceptedChanges` against findings. Days are compared as text, which for YYYY-MM-DD is their order. */

/** For how many days from today on an entry may count: what is accepted for longer is accepted for ever. */
const MOST_DAYS = 90;

/** Whether the entry is about the finding, whatever its day. */
export function isAbout(
  entry: AcceptedChange,
  { rule, stack, address }: Pick<Finding, "rule" | "stack" | "address">,
): boolean {
  return (
    entry.rule === rule &&
    entry.stack === stack &&
    (entry.resource === undefined || matchesWildcards(entry.resource, address, "*"))
  );
}

/** Whether the entry counts on that day: its last day is included. */
function isValid(entry: AcceptedChange, today: string): boolean {
  return today <= entry.until && !isTooFarAhead(entry, today);
}

/** Whether the entry's last day is further ahead than anybody may decide. */
function isTooFarAhead({ until }: AcceptedChange, today: string): boolean {
  return until > daysAfter(today, MOST_DAYS);
}

/** The finding with the entry that accepts it, or why one does not. What is accepted still asks for a review. */
export function withAcceptance(finding: Finding, entries: readonly AcceptedChange[], today: string): Finding {
  const about = entries.filter((entry) => isAbout(entry, finding));
  const valid = about.find((entry) => isValid(entry, today));
  if (valid !== undefined) {
    return { ...finding, verdict: "review", accepted: { reason: valid.reason, until: valid.until } };
  }
  const [latest] = [...about].sort((one, other) => other.until.localeCompare(one.until, "en"));
  if (latest === undefined) return finding;
  const { reason, until } = latest;
  return isTooFarAhead(latest, today)
    ? { ...finding, tooFarAhead: { reason, until, latest: daysAfter(today, MOST_DAYS) } }
    : { ...finding, expired: { reason, until } };
}

/** The entries that accept nothing of these stacks' plans: they can be removed. */
export function unusedAcceptances(
  entries: readonly AcceptedChange[],
  findings: readonly Finding[],
  stacks: readonly string[],
): readonly AcceptedChange[] {
  return entries.filter(
    (entry) => stacks.includes(entry.stack) && !findings.some((finding) => isAbout(entry, finding)),
  );
}
