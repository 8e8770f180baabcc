import { amount, countText, dollarText } from "../../modules/kernel";
import { EVENT_PRICES, eventCategoryOf, priceText } from "../../modules/event-selectors";
import { labelled, type Line, table } from "../terminal";
import { noteText, type SetOffCount, type Watcher, watcherOf } from "./set-off";
import type { EventCounts, Explanation, TrailExplanation } from "./explanation";
import type { Heard } from "../../stacks/config";
import {
  callerOf,
  callOf,
  type LogEvent,
  recipientAccountOf,
  resourceTextsOf,
  type UnreadRecords,
} from "../log-files";
import type { ExplainedTrail, TrailMatch } from "./trails";

/** How many trails, files and accounts a person reads about; the rest is counted. `--json` has all. */
const SHOWN = 40;

/** The explanation for a terminal. */
export function explanationLines(explanation: Explanation): readonly Line[] {
  return [
    summary(explanation),
    overview(explanation),
    ...shownTrails(explanation).map(trailLines),
    unrecordedLines(explanation),
    setOffLines(explanation),
    notes(explanation),
  ]
    .filter((section) => section.length > 0)
    .flatMap((section, index) => (index === 0 ? section : ["", ...section]));
}

/** What could not be read, a line each. */
export function failureLines(failures: readonly UnreadRecords[]): readonly Line[] {
  const lines = failures.slice(0, SHOWN).map(({ file, count, first }) => {
    return `${file}: ${first}${count > 1 ? `; and ${countText(count - 1)} more in this file` : ""}`;
  });
  const more = failures.length - SHOWN;
  return [...lines, ...(more > 0 ? [`… and ${amount(more, "more file")} (--json names all)`] : [])];
}

function summary(explanation: Explanation): readonly Line[] {
  const { events, files, period, accounts, regions, categories, notSelected } = explanation;
  const lines: Line[] = [
    `${amount(events, "event")} in ${amount(files.read, "file")}${
      period === undefined ? "" : `, ${period.from} to ${period.to}`
    }`,
  ];
  if (events > 0) {
    const named = { Categories: categories, Accounts: accounts, Regions: regions };
    lines.push(
      ...labelled(
        Object.entries(named).map(([name, each]) => [name, counts(each)]),
        2,
      ),
    );
  }
  if (files.digests > 0)
    lines.push(`  ${amount(files.digests, "digest file")} passed over: they hold no events`);
  if (files.others > 0)
    lines.push(`  ${amount(files.others, "other file")} passed over: no log files by their names`);
  if (files.again > 0)
    lines.push(`  ${amount(files.again, "file")} given once more: what is in it counts once`);
  if (notSelected > 0)
    lines.push(`  ${amount(notSelected, "event")} of other categories: selectors do not choose these`);
  return lines;
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

function overview(explanation: Explanation): readonly Line[] {
  const { trails, unrecorded } = explanation;
  const shown = shownTrails(explanation);
  const projected = trails.some(({ cost }) => cost.per30Days !== undefined);
  const row = (
    name: string,
    { events, categories }: EventCounts,
    ...costs: readonly string[]
  ): readonly string[] => [
    name,
    ...[events, categories.Management, categories.Data, categories.NetworkActivity].map(countText),
    ...costs,
  ];
  const lines = table(
    ["Trail", "Records", "Management", "Data", "Network", "Cost", ...(projected ? ["30 days"] : [])],
    [
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
    { right: [1, 2, 3, 4, 5, 6] },
  );
  const more = trails.length - shown.length;
  return [...lines, ...(more > 0 ? [`… and ${amount(more, "more trail")} (--json lists all)`] : [])];
}

function trailLines(trail: TrailExplanation): readonly Line[] {
  const { name, team, account, region, destination, selectors, calls, cost, warnings, events } = trail;
  const accounts = account === undefined ? "every account" : `account ${account.name} ${account.id}`;
  return [
    `${name}${team === undefined ? "" : ` (team ${team})`}: ${accounts}, ${region ?? "every Region"}`,
    `  to ${destination}`,
    ...table(
      undefined,
      selectors.map((selector, index) => [
        `    ${countText(selector.events)}`,
        selector.name ?? `selectors[${index}]`,
      ]),
      { right: [0], rows: SHOWN, noun: "selector" },
    ),
    ...(events > 0 ? [`  most often: ${callsText(calls)}`] : []),
    ...cost.parts.map(
      ({ of, events: billed, cost: dollars }) =>
        `  ${dollarText(dollars)} for ${countText(billed)} ${EVENT_PRICES[of].counts}`,
    ),
    ...warnings.map((warning) => `  warning: ${warning}`),
  ];
}

function callsText(calls: EventCounts["calls"]): string {
  return calls
    .map(({ call, events }) => `${call.replace(".amazonaws.com", "")} ${countText(events)}`)
    .join(", ");
}

function unrecordedLines({ unrecorded, events, notSelected }: Explanation): readonly Line[] {
  if (events === notSelected) return ["There is no event that selectors could choose."];
  if (unrecorded.events === 0) return ["Every event is recorded by at least one trail."];
  return [
    `${amount(unrecorded.events, "event")} recorded by no trail`,
    `  most often: ${callsText(unrecorded.calls)}`,
  ];
}

/** In 80 characters: where alarms and rules stand is above them. Nothing where the configuration has no monitoring: a note says that. */
function setOffLines({ setOff }: Explanation): readonly Line[] {
  if (setOff === undefined) return [];
  if (setOff.length === 0) return ["What it sets off: no alarm and no rule."];
  const places = new Map<string, SetOffCount[]>();
  for (const each of setOff.slice(0, SHOWN)) {
    const place = `in ${each.account}, ${each.region}:`;
    places.set(place, [...(places.get(place) ?? []), each]);
  }
  const more = setOff.length - SHOWN;
  return [
    ...table(
      ["What it sets off", "Kind", "Severity", "Events", ""],
      [...places].flatMap(([place, watchers]) => [
        [place, "", "", "", ""],
        ...watchers.map((each) => [
          each.name,
          each.kind,
          each.severity,
          countText(each.events),
          noteText(each),
        ]),
      ]),
      { right: [3], rows: Infinity },
    ),
    ...(more > 0 ? [`… and ${countText(more)} more (--json lists all)`] : []),
  ];
}

function notes({ trails, categories, period, setOff }: Explanation): readonly Line[] {
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
  return lines;
}

/** One event with the trails that record it, each with the selector for which it does, and what it sets off. */
interface ExplainedEvent {
  readonly eventID: string;
  readonly eventTime: string;
  readonly account: string;
  readonly region: string;
  readonly category: string;
  readonly call: string;
  /** @default - the record does not say */
  readonly who?: string;
  readonly from?: string;
  /** @default - it did not fail */
  readonly error?: string;
  /** What the call is about, as far as the record says. */
  readonly resources: readonly string[];
  readonly recordedBy: readonly { readonly trail: string; readonly selector: string }[];
  /** @default - the configuration has no monitoring */
  readonly setOff?: readonly Watcher[];
}

/** What is told of an event. */
export function explainedEvent(
  event: LogEvent,
  recordings: readonly TrailMatch[],
  trails: readonly ExplainedTrail[],
  heard?: readonly Heard[],
): ExplainedEvent {
  return {
    eventID: textOr(event.eventID),
    eventTime: textOr(event.eventTime),
    account: recipientAccountOf(event) ?? "?",
    region: textOr(event.awsRegion),
    category: eventCategoryOf(event),
    call: callOf(event),
    ...present("who", callerOf(event)),
    ...present("from", event.sourceIPAddress),
    ...present("error", event.errorCode),
    resources: resourceTextsOf(event),
    recordedBy: recordings.map(({ trail, match }) => ({
      trail: trails[trail]?.name ?? "?",
      selector: match.name ?? `selectors[${match.index}]`,
    })),
    ...(heard !== undefined && { setOff: heard.map(watcherOf) }),
  };
}

function present(name: "who" | "from" | "error", value: unknown): Partial<Record<typeof name, string>> {
  return typeof value === "string" && value !== "" ? { [name]: value } : {};
}

function textOr(value: unknown): string {
  return typeof value === "string" ? value : "?";
}

/** A person reads of so many resources of an event; `--json` has all. */
const MOST_RESOURCES = 3;

/** The event as one line of text. */
export function eventLine(event: ExplainedEvent): string {
  const { eventTime, account, region, eventID, call, recordedBy, setOff = [] } = event;
  const { who, from, error, resources } = event;
  const trails = recordedBy.map(({ trail, selector }) => `${trail} (${selector})`).join(", ");
  return [
    ...[eventTime, account, region, call, eventID, trails === "" ? "no trail" : trails],
    ...(who === undefined ? [] : [`by ${who}`]),
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(error === undefined ? [] : [`failed: ${error}`]),
    ...(resources.length === 0
      ? []
      : [
          `on ${resources.slice(0, MOST_RESOURCES).join(", ")}${resources.length > MOST_RESOURCES ? ", …" : ""}`,
        ]),
    ...(setOff.length === 0 ? [] : [`sets off ${setOff.map(watcherText).join(", ")}`]),
  ].join("  ");
}

function watcherText(watcher: Watcher): string {
  const { kind, name, account } = watcher;
  const note = noteText(watcher);
  return `${kind} ${name} (${account}${note === "" ? "" : `, ${note}`})`;
}
