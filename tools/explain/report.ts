import { EVENT_PRICES, priceText } from "../../modules/event-selectors";
import { amountText, columns, countText, dollarText } from "./terminal-text";
import { noteText } from "./set-off";
import type { Explanation, Failure, Recorded, TrailExplanation } from "./explanation";

/** How many trails, files and accounts a person reads about; the rest is counted. `--json` has all. */
const SHOWN = 40;

/** The explanation as text for a terminal. */
export function reportText(explanation: Explanation): string {
  return [
    summary(explanation),
    overview(explanation),
    ...shownTrails(explanation).map(trailText),
    unrecordedText(explanation),
    ...setOffText(explanation),
    notes(explanation),
  ].join("\n\n");
}

/** What could not be read, a line each. */
export function failureText(failures: readonly Failure[]): string {
  const lines = failures.slice(0, SHOWN).map(({ file, count, first }) => {
    return `${file}: ${first}${count > 1 ? `; and ${countText(count - 1)} more in this file` : ""}`;
  });
  const more = failures.length - SHOWN;
  return [...lines, ...(more > 0 ? [`… and ${amountText(more, "more file")} (--json names all)`] : [])].join(
    "\n",
  );
}

function summary({ events, files, period, accounts, regions, categories, notSelected }: Explanation): string {
  const lines = [
    `${amountText(events, "event")} in ${amountText(files.read, "file")}${
      period === undefined ? "" : `, ${period.from} to ${period.to}`
    }`,
  ];
  if (events > 0) {
    lines.push(`  Categories  ${counts(categories)}`, `  Accounts    ${counts(accounts)}`);
    lines.push(`  Regions     ${counts(regions)}`);
  }
  if (files.digests > 0)
    lines.push(`  ${amountText(files.digests, "digest file")} passed over: they hold no events`);
  if (files.others > 0)
    lines.push(`  ${amountText(files.others, "other file")} passed over: no log files by their names`);
  if (notSelected > 0)
    lines.push(`  ${amountText(notSelected, "event")} of other categories: selectors do not choose these`);
  return lines.join("\n");
}

function counts(named: Readonly<Record<string, number>>): string {
  const entries = Object.entries(named).sort(([, one], [, other]) => other - one);
  const shown = entries.slice(0, 8).map(([name, count]) => `${name} ${countText(count)}`);
  const more = entries.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${countText(more)} more`] : [])].join(", ");
}

/** The organization trail, and those of the teams' that record most. */
function shownTrails({ trails }: Explanation): readonly TrailExplanation[] {
  if (trails.length <= SHOWN) return trails;
  const organization = trails.filter(({ team }) => team === undefined);
  const teams = trails.filter(({ team }) => team !== undefined);
  return [...organization, ...teams.sort((one, other) => other.events - one.events)].slice(0, SHOWN);
}

function overview(explanation: Explanation): string {
  const { trails, unrecorded } = explanation;
  const shown = shownTrails(explanation);
  const projected = trails.some(({ cost }) => cost.per30Days !== undefined);
  const row = (name: string, recorded: Recorded, ...costs: readonly string[]): readonly string[] => [
    name,
    ...[
      recorded.events,
      recorded.categories.Management,
      recorded.categories.Data,
      recorded.categories.NetworkActivity,
    ].map(countText),
    ...costs,
  ];
  const lines = columns(
    [
      ["Trail", "Records", "Management", "Data", "Network", "Cost", ...(projected ? ["30 days"] : [])],
      ...shown.map((trail) =>
        row(
          trail.name,
          trail,
          dollarText(trail.cost.total),
          ...(projected ? [dollarText(trail.cost.per30Days ?? 0)] : []),
        ),
      ),
      row("No trail", unrecorded),
    ],
    [0],
  );
  const more = trails.length - shown.length;
  return [...lines, ...(more > 0 ? [`… and ${amountText(more, "more trail")} (--json lists all)`] : [])].join(
    "\n",
  );
}

function trailText(trail: TrailExplanation): string {
  const { name, team, account, region, destination, selectors, calls, cost, warnings, events } = trail;
  const accounts = account === undefined ? "every account" : `account ${account.name} ${account.id}`;
  const lines = [
    `${name}${team === undefined ? "" : ` (team ${team})`}: ${accounts}, ${region ?? "every Region"}`,
    `  to ${destination}`,
    ...columns(
      selectors.map((selector, index) => [
        `    ${countText(selector.events)}`,
        selector.name ?? `selectors[${index}]`,
      ]),
      [1],
    ).slice(0, SHOWN),
  ];
  const more = selectors.length - SHOWN;
  if (more > 0) lines.push(`    … and ${amountText(more, "more selector")} (--json lists all)`);
  if (events > 0) lines.push(`  most often: ${callsText(calls)}`);
  for (const { of, events: billed, cost: dollars } of cost.parts)
    lines.push(`  ${dollarText(dollars)} for ${countText(billed)} ${EVENT_PRICES[of].counts}`);
  lines.push(...warnings.map((warning) => `  warning: ${warning}`));
  return lines.join("\n");
}

function callsText(calls: Recorded["calls"]): string {
  return calls
    .map(({ call, events }) => `${call.replace(".amazonaws.com", "")} ${countText(events)}`)
    .join(", ");
}

function unrecordedText({ unrecorded, events, notSelected }: Explanation): string {
  if (events === notSelected) return "There is no event that selectors could choose.";
  if (unrecorded.events === 0) return "Every event is recorded by at least one trail.";
  return `${amountText(unrecorded.events, "event")} recorded by no trail\n  most often: ${callsText(unrecorded.calls)}`;
}

/** Nothing where the configuration has no monitoring: a note says that. */
function setOffText({ setOff }: Explanation): readonly string[] {
  if (setOff === undefined) return [];
  if (setOff.length === 0) return ["What it sets off: no alarm and no rule."];
  const rows = setOff
    .slice(0, SHOWN)
    .map((each) => [
      `  ${each.kind.padEnd("alarm".length)}  ${each.name}`,
      each.severity,
      countText(each.events),
      each.account,
      each.region,
      noteText(each),
    ]);
  const lines = columns(
    [["What it sets off", "Severity", "Events", "Account", "Region"], ...rows],
    [0, 1, 3, 4, 5],
  );
  const more = setOff.length - SHOWN;
  return [[...lines, ...(more > 0 ? [`… and ${countText(more)} more (--json lists all)`] : [])].join("\n")];
}

function notes({ trails, categories, period, setOff }: Explanation): string {
  const projected = trails.some(({ cost }) => cost.per30Days !== undefined);
  const lines = [
    "- Every account is taken to be a member of the organization, whose trail records it.",
    "- Costs are of these events, at CloudTrail's list prices in us-east-1, without Insights, S3, KMS and CloudWatch.",
  ];
  if (projected) lines.push("- 30 days is what a month of such events costs.");
  else if (period !== undefined) lines.push("- Of less than a day, no cost of a month is told.");
  if (Object.hasOwn(categories, "NetworkActivity"))
    lines.push(`- The price of network activity events, ${priceText("networkActivity")}, is not verified.`);
  if (setOff === undefined)
    lines.push("- The configuration has no monitoring: no event sets off an alarm or a rule.");
  else if (setOff.length > 0)
    lines.push("- An alarm rings once for all events of a period, and a rule tells of each event.");
  lines.push("- Logs hold only what a trail recorded: what these have not, this cannot show.");
  return lines.join("\n");
}
