import { EVENT_PRICES, listPrice, type PricedEvents } from "../../modules/event-selectors";
import type { Counter, EventTally, Tally, TrailTally } from "./tally";
import { SELECTED_CATEGORIES, type SelectedCategory, type UnreadRecords } from "../log-files";
import type { SetOffCount } from "./set-off";
import type { ExplainedTrail } from "./trails";

/** What a configuration records of some logs: what `--json` prints. */
export interface Explanation {
  readonly files: FileCounts;
  /** What could not be read, by file. */
  readonly failures: readonly UnreadRecords[];
  readonly events: number;
  /** When the first and the last event happened. @default - there is none */
  readonly period?: { readonly from: string; readonly to: string };
  readonly categories: Readonly<Record<string, number>>;
  readonly accounts: Readonly<Record<string, number>>;
  readonly regions: Readonly<Record<string, number>>;
  readonly trails: readonly TrailExplanation[];
  /** Events that no trail records. */
  readonly unrecorded: EventCounts;
  /** Insights events and aggregations: a trail gets them by settings of their own. */
  readonly notSelected: number;
  /** The alarms and rules that events set off, the most urgent first. @default - the configuration has no monitoring */
  readonly setOff?: readonly SetOffCount[];
  /** The list prices that the costs come from. */
  readonly prices: typeof EVENT_PRICES;
}

/** What was read. */
export interface FileCounts {
  readonly read: number;
  /** Bytes of log text, decompressed. */
  readonly bytes: number;
  /** Digest files: they hold hashes, no events. */
  readonly digests: number;
  /** Files in folders that are no log files by their names. */
  readonly others: number;
  /** Files that were given once more, by the same or another name: their events count once. */
  readonly again: number;
}

/** How many events, of which categories and calls. */
export interface EventCounts {
  readonly events: number;
  readonly categories: Readonly<Record<SelectedCategory, number>>;
  /** The most frequent calls. */
  readonly calls: readonly { readonly call: string; readonly events: number }[];
}

/** What one trail records, and what its copy costs. */
export interface TrailExplanation extends EventCounts {
  readonly name: string;
  readonly team?: string;
  readonly account?: { readonly name: string; readonly id: string };
  readonly region?: string;
  readonly destination: string;
  readonly selectors: readonly { readonly name?: string; readonly events: number }[];
  readonly warnings: readonly string[];
  readonly cost: Cost;
}

/** The cost of one trail's copy at list price, in US dollars. */
export interface Cost {
  readonly total: number;
  /** What 30 days cost when they are like these. @default - the logs are of less than a day */
  readonly per30Days?: number;
  readonly parts: readonly { readonly of: PricedEvents; readonly events: number; readonly cost: number }[];
}

/**
 * What the counts say.
 * @param top how many calls are named, of each trail
 * @param watched whether the configuration has alarms or rules
 */
export function explanationOf(
  trails: readonly ExplainedTrail[],
  tally: Tally,
  files: FileCounts,
  failures: readonly UnreadRecords[],
  { top, watched }: { readonly top: number; readonly watched: boolean },
): Explanation {
  const { from, to, all, unrecorded } = tally;
  const days = from === undefined || to === undefined ? 0 : (Date.parse(to) - Date.parse(from)) / 86_400_000;
  const selected = SELECTED_CATEGORIES.reduce((sum, category) => sum + all.categories.of(category), 0);
  return {
    files,
    failures,
    events: all.calls.total,
    ...(from !== undefined && to !== undefined && { period: { from, to } }),
    categories: countsOf(all.categories),
    accounts: countsOf(tally.accounts),
    regions: countsOf(tally.regions),
    trails: trails.map((trail, index) => trailExplanation(trail, tally.trails[index], days, top)),
    unrecorded: recordedOf(unrecorded, top),
    notSelected: all.calls.total - selected,
    ...(watched && { setOff: tally.setOff.sorted() }),
    prices: EVENT_PRICES,
  };
}

function countsOf(counter: Counter): Readonly<Record<string, number>> {
  const named = Object.fromEntries(counter.sorted());
  return counter.others === 0 ? named : { ...named, others: counter.others };
}

function recordedOf({ categories, calls }: EventTally, top: number): EventCounts {
  return {
    events: calls.total,
    categories: {
      Management: categories.of("Management"),
      Data: categories.of("Data"),
      NetworkActivity: categories.of("NetworkActivity"),
    },
    calls: calls
      .sorted()
      .slice(0, top)
      .map(([call, events]) => ({ call, events })),
  };
}

function trailExplanation(
  { recorded, ...trail }: ExplainedTrail,
  tally: TrailTally | undefined,
  days: number,
  top: number,
): TrailExplanation {
  if (tally === undefined) throw new Error(`orgtrail: nothing was counted for trail ${trail.name}`);
  return {
    ...trail,
    ...recordedOf(tally, top),
    selectors: recorded.selectors.map((selector, index) => ({
      ...("name" in selector && { name: selector.name }),
      events: tally.matches[index] ?? 0,
    })),
    cost: costOf(tally, days),
  };
}

function costOf({ categories, firstCopies }: TrailTally, days: number): Cost {
  const counts: readonly (readonly [PricedEvents, number])[] = [
    ["managementFirstCopy", firstCopies],
    ["managementFurtherCopy", categories.of("Management") - firstCopies],
    ["data", categories.of("Data")],
    ["networkActivity", categories.of("NetworkActivity")],
  ];
  const parts = counts
    .filter(([, events]) => events > 0)
    .map(([of, events]) => ({ of, events, cost: microDollars(listPrice(of, events)) }));
  const total = microDollars(parts.reduce((sum, { cost }) => sum + cost, 0));
  return { total, ...(days >= 1 && { per30Days: microDollars((total / days) * 30) }), parts };
}

/** Rounded to a millionth of a dollar, the price of one event: beyond it are only errors of floating point. */
function microDollars(dollars: number): number {
  return Math.round(dollars * 1e6) / 1e6;
}
