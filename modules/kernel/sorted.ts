/**
 * The values that there are, each once, in an order that depends neither on who listed them first nor on the machine's
 * language.
 */
export function sorted<T extends string>(values: Iterable<T | undefined>): T[] {
  return [...new Set(values)].filter((value) => value !== undefined).sort();
}
