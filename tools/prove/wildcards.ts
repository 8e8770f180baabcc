/** A test for texts that the pattern matches, in which `*` and `?` are wildcards. @param flags of the regular expression */
export function wildcardTest(pattern: string, flags = ""): (text: string) => boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const expression = new RegExp(`^${source}$`, flags);
  return (text) => expression.test(text);
}

/** Whether the text has a wildcard. */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}
