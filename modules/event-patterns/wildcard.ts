/** A test for texts of a pattern in which `*` stands for any characters, none among them. Case counts. */
export function wildcardTest(pattern: string): (text: string) => boolean {
  return pattern.includes("*") ? partsTest(pattern.split("*")) : (text) => text === pattern;
}

/**
 * The parts of an EventBridge wildcard between its `*`: in it `\*` is an asterisk, and `\\` a backslash.
 * @returns undefined for one that EventBridge refuses: with `**` in it, or a backslash before anything else
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function wildcardParts(pattern: string): readonly string[] | undefined {
  const tokens = pattern.match(/\\[*\\]|[^\\]/gsu) ?? [];
  if (tokens.join("") !== pattern) return undefined;
  const parts = [""];
  let before = "";
  for (const token of tokens) {
    if (token === "*" && before === "*") return undefined;
    if (token === "*") parts.push("");
    else parts.push(`${parts.pop() ?? ""}${token.replace(/^\\(.)$/s, "$1")}`);
    before = token;
  }
  return parts;
}

/** A test for texts that have the parts in this order, with any characters between them. */
export function partsTest(parts: readonly string[]): (text: string) => boolean {
  const expression = new RegExp(`^${parts.map(escaped).join(".*")}$`, "s");
  return (text) => expression.test(text);
}

/** The text as a regular expression that matches it and nothing else. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
