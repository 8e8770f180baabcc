import { distance } from "fastest-levenshtein";

/** The candidate that the word was probably meant to be: at most a third of its letters differ. */
export function suggestion(word: string, candidates: Iterable<string>): string | undefined {
  const near = [...candidates]
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(
      ({ candidate, edits }) => edits <= Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3)),
    )
    .sort((one, other) => one.edits - other.edits || one.candidate.localeCompare(other.candidate, "en"));
  return near[0]?.candidate;
}

/** The remedy for a word that is not known. */
export function didYouMean(word: string, candidates: readonly string[], otherwise: string): string {
  const meant = suggestion(word, candidates);
  return meant === undefined ? otherwise : `did you mean ${meant}?`;
}
