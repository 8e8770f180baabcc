/** A test for texts of a pattern in which `*` stands for any characters, none among them. Case counts. */
export function wildcardTest(pattern: string): (text: string) => boolean {
  if (!pattern.includes("*")) return (text) => text === pattern;
  const expression = new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`, "s");
  return (text) => expression.test(text);
}

/** The text as a regular expression that matches it and nothing else. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
