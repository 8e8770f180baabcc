/**
 * How many characters to insert, delete, replace or swap with their neighbour to make one text of the other; above `limit`,
 * only that it is above.
 */
export function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let before: readonly number[] = [];
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      const edits = [
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
      ];
      const swapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) edits.push((before[column - 2] ?? 0) + 1);
      current.push(Math.min(...edits));
    }
    if (Math.min(...previous, ...current) > limit) return limit + 1;
    [before, previous] = [previous, current];
  }
  return Math.min(previous[other.length] ?? 0, limit + 1);
}

/**
 * The candidate that the word was probably meant to be, whatever its case: the nearest, and of several the first by name.
 * @param most the edits up to which a candidate is near @default - a third of the longer one's characters, and at least 1
 */
export function suggestion(word: string, candidates: Iterable<string>, most?: number): string | undefined {
  const lower = word.toLowerCase();
  const all = [...candidates];
  // An ending that all have, as `.amazonaws.com`, makes no word like another.
  const ending = sharedEnding([lower, ...all.map((candidate) => candidate.toLowerCase())]);
  const [nearest] = all
    .map((candidate) => {
      const telling = Math.max(word.length, candidate.length) - (all.length > 1 ? ending : 0);
      const limit = most ?? Math.max(1, Math.floor(telling / 3));
      return { candidate, limit, edits: editDistance(lower, candidate.toLowerCase(), limit) };
    })
    .filter(({ edits, limit }) => edits <= limit)
    .sort((one, other) => one.edits - other.edits || one.candidate.localeCompare(other.candidate, "en"));
  return nearest?.candidate;
}

/** How many characters all words end in alike. */
function sharedEnding([first = "", ...others]: readonly string[]): number {
  let length = 0;
  while (length < first.length && others.every((word) => word.endsWith(first.slice(-length - 1))))
    length += 1;
  return length;
}

/** The remedy for a word that is not known. */
export function didYouMean(word: string, candidates: Iterable<string>, otherwise: string): string {
  const meant = suggestion(word, candidates);
  return meant === undefined ? otherwise : `did you mean ${meant}?`;
}
