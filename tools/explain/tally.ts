import { eventCategoryOf } from "../../modules/event-selectors";
import type { Heard } from "../../stacks/config";
import { callOf, isEventTime, isSelected, type LogEvent, recipientAccountOf } from "../log-files";
import { SetOffTally, type SetOffCount } from "./set-off";
import type { Copied } from "../threads";
import type { TrailMatch } from "./trails";

/** How many different things are counted by name. Logs of years have fewer calls and accounts. */
const MAX_NAMES = 20_000;

/** Counts things by name. Beyond a limit of names, what has a new name is counted together, so memory stays bounded. */
export class Counter {
  readonly counts = new Map<string, number>();
  /** How many things had a name beyond the limit. */
  others = 0;
  total = 0;

  constructor(private readonly limit = MAX_NAMES) {}

  add(name: string, times = 1): void {
    this.total += times;
    const count = this.counts.get(name);
    if (count !== undefined) this.counts.set(name, count + times);
    else if (this.counts.size < this.limit) this.counts.set(name, times);
    else this.others += times;
  }

  include({ counts, others }: Copied<Counter>): void {
    for (const [name, times] of counts) this.add(name, times);
    this.others += others;
    this.total += others;
  }

  of(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  /** Every name with its count, the most frequent first, equals by name. */
  sorted(): readonly (readonly [name: string, count: number])[] {
    return [...this.counts].sort(
      ([name, count], [otherName, otherCount]) => otherCount - count || (name < otherName ? -1 : 1),
    );
  }
}

/** What is counted of the events that one trail records, or none does. */
export class EventTally {
  readonly categories = new Counter();
  readonly calls = new Counter();

  add(category: string, call: string): void {
    this.categories.add(category);
    this.calls.add(call);
  }

  include({ categories, calls }: Copied<EventTally>): void {
    this.categories.include(categories);
    this.calls.include(calls);
  }
}

/** What is counted of the events that a trail records. */
export class TrailTally extends EventTally {
  /** By selector. */
  readonly matches: number[];
  /** Management events of which no trail before this one has a copy. Only these are free. */
  firstCopies = 0;

  constructor(selectors: number) {
    super();
    this.matches = new Array<number>(selectors).fill(0);
  }

  override include(other: Copied<TrailTally>): void {
    super.include(other);
    other.matches.forEach((events, selector) => {
      this.matches[selector] = (this.matches[selector] ?? 0) + events;
    });
    this.firstCopies += other.firstCopies;
  }
}

/** What a tally holds, as data. */
export type TallyData = Copied<Omit<Tally, "setOff">> & { readonly setOff: readonly SetOffCount[] };

/** What is counted of all events. */
export class Tally {
  readonly trails: readonly TrailTally[];
  readonly all = new EventTally();
  /** Events that no trail records, though selectors could choose them. */
  readonly unrecorded = new EventTally();
  readonly setOff = new SetOffTally();
  readonly accounts = new Counter();
  readonly regions = new Counter();
  /** When the first and the last event happened, as text of ISO 8601. */
  from: string | undefined;
  to: string | undefined;

  /** @param selectors how many selectors each trail has */
  constructor(selectors: readonly number[]) {
    this.trails = selectors.map((count) => new TrailTally(count));
  }

  add(event: LogEvent, recordings: readonly TrailMatch[], heard: readonly Heard[] = []): void {
    const { awsRegion, eventTime } = event;
    const [category, call] = [eventCategoryOf(event), callOf(event)];
    this.all.add(category, call);
    this.accounts.add(recipientAccountOf(event) ?? "unknown");
    this.regions.add(typeof awsRegion === "string" ? awsRegion : "unknown");
    if (isEventTime(eventTime)) this.addTime(eventTime);
    this.setOff.add(heard);
    if (!isSelected(category)) return;
    if (recordings.length === 0) this.unrecorded.add(category, call);
    recordings.forEach(({ trail, match }, copy) => {
      const tally = this.trails[trail];
      if (tally === undefined) return;
      tally.add(category, call);
      tally.matches[match.index] = (tally.matches[match.index] ?? 0) + 1;
      if (category === "Management" && copy === 0) tally.firstCopies++;
    });
  }

  /** What it holds, for another tally, which may be another thread's. */
  counted(): TallyData {
    const { trails, all, unrecorded, accounts, regions, from, to, setOff } = this;
    return { trails, all, unrecorded, accounts, regions, from, to, setOff: setOff.sorted() };
  }

  include({ trails, all, unrecorded, accounts, regions, from, to, setOff }: TallyData): void {
    trails.forEach((trail, index) => this.trails[index]?.include(trail));
    this.all.include(all);
    this.unrecorded.include(unrecorded);
    this.accounts.include(accounts);
    this.regions.include(regions);
    for (const time of [from, to]) if (time !== undefined) this.addTime(time);
    this.setOff.include(setOff);
  }

  private addTime(time: string): void {
    if (this.from === undefined || time < this.from) this.from = time;
    if (this.to === undefined || time > this.to) this.to = time;
  }
}
