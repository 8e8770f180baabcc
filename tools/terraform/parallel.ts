/**
 * Works on all items, the first first, as many at once as there are slots. After a failure no further item is begun;
 * those begun are waited for.
 * @returns the results in the order of the items
 * @throws the first failure
 */
export async function inParallel<T, R>(
  items: readonly T[],
  slots: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    // All workers draw from one iterator, so that each item is drawn once.
    for (const [index, item] of waiting) {
      if (failures.length > 0) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(slots, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
