/** What is kept by key: a Map, or a WeakMap. */
interface Kept<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

/**
 * What is kept under the key, made and kept where nothing is. What cannot be made, or is `undefined`, is
 * not kept: the next who asks tries again.
 */
export function madeOnce<Key, Value>(kept: Kept<Key, Value>, key: Key, make: () => Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = make();
  kept.set(key, made);
  return made;
}
