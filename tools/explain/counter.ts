/** How many different things are counted by name. Logs of years have fewer calls and accounts. */
const MAX_NAMES = 20_000;

/** Counts things by name. Beyond a limit of names, what has a new name is counted together, so memory stays bounded. */
export class Counter {
  private readonly counts = new Map<string, number>();
  /** How many things had a name beyond the limit. */
  others = 0;
  total = 0;

  constructor(private readonly limit = MAX_NAMES) {}

  add(name: string): void {
    this.total++;
    const count = this.counts.get(name);
    if (count !== undefined) this.counts.set(name, count + 1);
    else if (this.counts.size < this.limit) this.counts.set(name, 1);
    else this.others++;
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
