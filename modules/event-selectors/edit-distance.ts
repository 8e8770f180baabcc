/** How many letters to insert, delete or replace to make one text of the other; above `limit`, only that it is above. */
export function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    if (Math.min(...current) > limit) return limit + 1;
    previous = current;
  }
  return previous[other.length] ?? 0;
}

const TYPO = 2;

/** The known text that the given one likely means: unknown itself, but at most 2 letters, or only case, away from it. */
export function likelyMeant(text: string, known: readonly string[]): string | undefined {
  if (known.includes(text)) return undefined;
  const lower = text.toLowerCase();
  let best: { readonly text: string; readonly distance: number } | undefined;
  for (const candidate of known) {
    const distance = editDistance(lower, candidate.toLowerCase(), TYPO);
    if (distance <= TYPO && (best === undefined || distance < best.distance))
      best = { text: candidate, distance };
  }
  return best?.text;
}
