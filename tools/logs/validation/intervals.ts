/** A time that something covers, from and to, in milliseconds since 1970. */
export type Interval = readonly [from: number, to: number];

/** Intervals, as few as there can be: those that touch are one. */
export class Intervals {
  private readonly merged: [number, number][] = [];

  constructor(intervals: readonly Interval[] = []) {
    for (const interval of intervals) this.add(interval);
  }

  /** Adds an interval, in the order of their ends. */
  add([from, to]: Interval): void {
    const last = this.merged.at(-1);
    if (last === undefined || from > last[1]) {
      if (to > from) this.merged.push([from, to]);
      return;
    }
    last[0] = Math.min(last[0], from);
    last[1] = Math.max(last[1], to);
  }

  /** Whether one holds the time, this far from its ends. */
  has(time: number, fromStart: number, fromEnd: number): boolean {
    return this.merged.some(([from, to]) => from + fromStart <= time && time <= to - fromEnd);
  }

  /** All of them, in order. */
  all(): readonly Interval[] {
    return this.merged;
  }
}

/** What of the intervals lies in another. */
export function within(intervals: readonly Interval[], [from, to]: Interval): readonly Interval[] {
  return intervals
    .map(([start, end]): Interval => [Math.max(start, from), Math.min(end, to)])
    .filter(([start, end]) => start < end);
}

/** What all of several lists of sorted intervals cover. */
export function unionOf(lists: readonly (readonly Interval[])[]): readonly Interval[] {
  return new Intervals(lists.flat().sort(([one], [other]) => one - other)).all();
}

/** What they leave out of an interval. */
export function gapsIn(intervals: readonly Interval[], [from, to]: Interval): readonly Interval[] {
  const gaps: Interval[] = [];
  let reached = from;
  for (const [start, end] of within(intervals, [from, to])) {
    if (start > reached) gaps.push([reached, start]);
    reached = Math.max(reached, end);
  }
  if (reached < to) gaps.push([reached, to]);
  return gaps;
}
