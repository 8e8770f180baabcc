/** A stretch of a pattern: text to be found as it is, or a wildcard. */
export type Piece = { readonly literal: string } | { readonly wildcard: "*" | "?" };

/** A text with wildcards: `*` for any characters, none included, and `?` for any one character. */
export type Pattern = readonly Piece[];

/** Which characters of a text are wildcards: IAM has both, CloudWatch Logs and EventBridge only `*`. */
export type Wildcards = "*" | "*?";

const CUTS: Readonly<Record<Wildcards, RegExp>> = { "*": /(\*)/, "*?": /([*?])/ };

/** The pattern that a text stands for, where nothing in it is escaped. */
export function patternOf(text: string, wildcards: Wildcards = "*?"): Pattern {
  return text
    .split(CUTS[wildcards])
    .filter((part) => part !== "")
    .map((part) =>
      part === "*" || (part === "?" && wildcards === "*?") ? { wildcard: part } : { literal: part },
    );
}

/** Whether the text has a wildcard of IAM. */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** Whether the pattern stands for the whole text. Case counts. */
export function matchesWildcards(pattern: string, text: string, wildcards?: Wildcards): boolean {
  return matchesPattern(patternOf(pattern, wildcards), text);
}

/** A test for texts that the pattern stands for, or any of several, for many of them. Case counts. */
export function wildcardTest(
  patterns: string | readonly string[],
  wildcards?: Wildcards,
): (text: string) => boolean {
  const texts = new Set<string>();
  const wild: Pattern[] = [];
  for (const pattern of typeof patterns === "string" ? [patterns] : patterns) {
    const pieces = patternOf(pattern, wildcards);
    if (pieces.some((piece) => "wildcard" in piece)) wild.push(pieces);
    else texts.add(pattern);
  }
  return (text) => texts.has(text) || wild.some((pieces) => matchesPattern(pieces, text));
}

/** Which wildcards match a colon. */
export type ColonRule = (pattern: Pattern, index: number) => boolean;

/**
 * Whether the pattern matches the whole text. No pattern makes it slow: at worst it takes as many steps as the pattern has
 * characters times the text.
 * @param matchesColon whether the wildcard at the index matches a colon @default - every wildcard does
 */
export function matchesPattern(pattern: Pattern, text: string, matchesColon?: ColonRule): boolean {
  // Few match at all, and where free wildcards do not, none does that stops at a colon.
  if (!matchesFreely(pattern, text)) return false;
  if (matchesColon === undefined) return true;
  const stops = pattern.some((piece, index) => "wildcard" in piece && !matchesColon(pattern, index));
  return !stops || matchesByEnds(pattern, text, matchesColon);
}

/** Where a `*` takes whatever comes, only the last one before a mismatch ever has to take more. */
function matchesFreely(pattern: Pattern, text: string): boolean {
  let [index, at] = [0, 0];
  /** The piece after the last `*`, and where it was tried. */
  let [retry, tried] = [-1, 0];
  for (;;) {
    const piece = pattern[index];
    if (piece === undefined) {
      if (at === text.length) return true;
    } else if ("literal" in piece) {
      if (text.startsWith(piece.literal, at)) {
        index++;
        at += piece.literal.length;
        continue;
      }
    } else if (piece.wildcard === "*") {
      index++;
      if (index === pattern.length) return true;
      [retry, tried] = [index, at - 1];
    } else if (at < text.length) {
      index++;
      at++;
      continue;
    }
    if (retry < 0 || tried >= text.length) return false;
    const next = pattern[retry];
    tried = next !== undefined && "literal" in next ? text.indexOf(next.literal, tried + 1) : tried + 1;
    if (tried < 0) return false;
    [index, at] = [retry, tried];
  }
}

/** Keeps the set of positions that the pieces so far can end at. */
function matchesByEnds(pattern: Pattern, text: string, matchesColon: ColonRule): boolean {
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
