/** Patterns of policies, in which `*` stands for any characters and `?` for one. */

/** Whether whatever the other pattern matches, this one matches too. Where that is hard to tell, it does not. */
export function coversPattern(pattern: string, other: string): boolean {
  let [at, of] = [0, 0];
  // Where the last `*` stands, and up to where it has taken the other pattern.
  let [star, taken] = [-1, 0];
  while (of < other.length) {
    const piece = pattern[at];
    if (piece === "*") {
      [star, taken] = [at, of];
      at += 1;
    } else if (piece === other[of] || (piece === "?" && other[of] !== "*")) {
      at += 1;
      of += 1;
    } else if (star >= 0) {
      taken += 1;
      [at, of] = [star + 1, taken];
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}

/** A text that the pattern matches. */
export function filledIn(pattern: string): string {
  return pattern.replaceAll("*", "example").replaceAll("?", "x");
}
