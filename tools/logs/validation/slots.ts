/** How many things may be under way at the same time; the others wait their turn. */
export class Slots {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free++;
      else next();
    }
  }
}

/** What the work gives for each value, in their order, begun for some values ahead. */
export async function* readAhead<T, R>(
  values: readonly T[],
  depth: number,
  work: (value: T) => Promise<R>,
): AsyncGenerator<R> {
  const begun: Promise<R>[] = [];
  for (const value of values) {
    begun.push(work(value));
    if (begun.length > depth) yield (await begun.shift()) as R;
  }
  for (const each of begun) yield await each;
}
