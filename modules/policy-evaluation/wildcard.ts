/** A stretch of a pattern: text to be found as it is, or a wildcard. */
export type Piece = { readonly literal: string } | { readonly wildcard: "*" | "?" };

/** A text with wildcards: `*` for any characters, none included, and `?` for any one character. */
export type Pattern = readonly Piece[];

/** The pattern that a text of a policy stands for, where it has no policy variables. */
export function patternOf(text: string): Pattern {
  return text
    .split(/([*?])/)
    .filter((part) => part !== "")
    .map((part) => (part === "*" || part === "?" ? { wildcard: part } : { literal: part }));
}

/** Whether any piece is a wildcard. */
export function hasWildcard(pattern: Pattern): boolean {
  return pattern.some((piece) => "wildcard" in piece);
}

/** Which wildcards match a colon. */
export type ColonRule = (pattern: Pattern, index: number) => boolean;

const everyWildcard: ColonRule = () => true;

/**
 * Whether the pattern matches the whole text. It keeps the set of positions that the pieces so far can end at,
 * so that no pattern makes it slow, as backtracking would.
 * @param matchesColon whether the wildcard at the index matches a colon @default - every wildcard does
 */
export function matchesPattern(
  pattern: Pattern,
  text: string,
  matchesColon: ColonRule = everyWildcard,
): boolean {
  const simple = matchesSimply(pattern, text, matchesColon);
  if (simple !== undefined) return simple;
  let ends = new Set([0]);
  for (const [index, piece] of pattern.entries()) {
    const next = new Set<number>();
    const matches = (at: number): boolean =>
      at < text.length && (text[at] !== ":" || matchesColon(pattern, index));
    for (const end of ends) {
      if ("literal" in piece) {
        if (text.startsWith(piece.literal, end)) next.add(end + piece.literal.length);
      } else if (piece.wildcard === "?") {
        if (matches(end)) next.add(end + 1);
      } else {
        // A position that is there already has had everything behind it added too.
        for (let at = end; !next.has(at); at++) {
          next.add(at);
          if (!matches(at)) break;
        }
      }
    }
    ends = next;
  }
  return ends.has(text.length);
}

/** The answer for the forms that most patterns have: a literal, `*`, and a literal that ends in `*`. */
function matchesSimply(pattern: Pattern, text: string, matchesColon: ColonRule): boolean | undefined {
  const [first, second, ...others] = pattern;
  if (first === undefined) return text === "";
  if (second === undefined && "literal" in first) return text === first.literal;
  const star = second ?? first;
  const isPrefix = second === undefined || "literal" in first;
  if (others.length > 0 || !isPrefix || !("wildcard" in star) || star.wildcard !== "*") return undefined;
  if (!matchesColon(pattern, pattern.length - 1)) return undefined;
  return "literal" in first ? text.startsWith(first.literal) : true;
}

/**
 * The documented rule for resources: a wildcard stays within its segment of the ARN, but a `*` that ends a
 * segment may go on over the colon.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export const withinSegments: ColonRule = (pattern, index) => {
  const piece = pattern[index];
  const next = pattern[index + 1];
  if (piece === undefined || !("wildcard" in piece) || piece.wildcard === "?") return false;
  return next === undefined || ("literal" in next && next.literal.startsWith(":"));
};

/** The pattern cut at its first colons into at most the given number of components. */
export function componentsOf(pattern: Pattern, limit: number): readonly Pattern[] {
  const components: Piece[][] = [[]];
  for (const piece of pattern) {
    if ("wildcard" in piece) {
      components.at(-1)?.push(piece);
      continue;
    }
    let rest = piece.literal;
    for (let colon = rest.indexOf(":"); colon >= 0 && components.length < limit; colon = rest.indexOf(":")) {
      if (colon > 0) components.at(-1)?.push({ literal: rest.slice(0, colon) });
      components.push([]);
      rest = rest.slice(colon + 1);
    }
    if (rest !== "") components.at(-1)?.push({ literal: rest });
  }
  return components;
}
