import { distance } from "fastest-levenshtein";

/** The candidate that the word was probably meant to be: at most a third of its letters differ, two that changed places as one. */
export function suggestion(word: string, candidates: Iterable<string>): string | undefined {
  const near = [...candidates]
    .map((candidate) => ({ candidate, edits: editsBetween(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(
      ({ candidate, edits }) => edits <= Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3)),
    )
    .sort((one, other) => one.edits - other.edits || one.candidate.localeCompare(other.candidate, "en"));
  return near[0]?.candidate;
}

function editsBetween(word: string, candidate: string): number {
  return hasSwapped(word, candidate) ? 1 : distance(word, candidate);
}

/** Whether the words differ by two neighbouring letters that changed places, as in "raed". */
function hasSwapped(word: string, candidate: string): boolean {
  if (word === candidate || word.length !== candidate.length) return false;
  let at = 0;
  while (word.charAt(at) === candidate.charAt(at)) at++;
  const swapped = `${word.slice(0, at)}${word.charAt(at + 1)}${word.charAt(at)}${word.slice(at + 2)}`;
  return swapped === candidate;
}

/** The remedy for a word that is not known. */
export function didYouMean(word: string, candidates: readonly string[], otherwise: string): string {
  const meant = suggestion(word, candidates);
  return meant === undefined ? otherwise : `did you mean ${meant}?`;
}
