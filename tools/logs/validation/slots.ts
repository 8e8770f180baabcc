/** How many things may be under way at the same time; the others wait their turn. */
export class Slots {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  run<T>(work: () => Promise<T>): Promise<T> {
    return begun(this.inTurn(work));
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
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

/** Work of which another looks at the end later: until then its failure is nobody's. */
export function begun<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

/** What the work gives for each value, in their order, begun for some values ahead. */
export async function* readAhead<T, R>(
  values: readonly T[],
  depth: number,
  work: (value: T) => Promise<R>,
): AsyncGenerator<R> {
  const ahead: Promise<R>[] = [];
  for (const value of values) {
    ahead.push(begun(work(value)));
    if (ahead.length > depth) yield (await ahead.shift()) as R;
  }
  for (const each of ahead) yield await each;
}

/** What several generators yield, each in order, in one order. */
export async function* mergedBy<T>(
  sources: readonly AsyncGenerator<T>[],
  order: (value: T) => number,
): AsyncGenerator<T> {
  const heads = await Promise.all(sources.map(async (source) => ({ source, next: await source.next() })));
  for (;;) {
    let first: (typeof heads)[number] | undefined;
    for (const head of heads) {
      if (head.next.done === true) continue;
      if (first === undefined || order(head.next.value) < order(first.next.value as T)) first = head;
    }
    if (first === undefined || first.next.done === true) return;
    const { value } = first.next;
    first.next = await first.source.next();
    yield value;
  }
}
