/** Characters that command a terminal, end a line, or have a reader see another text than the one that is there. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** The first character that is not seen as such, as `U+001B`; undefined where there is none. */
export function unprintableIn(text: string): string | undefined {
  const found = text.match(UNPRINTABLE)?.[0];
  return found && `U+${codeOf(found).toUpperCase().padStart(4, "0")}`;
}

/** The text in one line, with each such character as its code: `\u{1b}`. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, (character) => `\\u{${codeOf(character)}}`);
}

function codeOf(character: string): string {
  return character.charCodeAt(0).toString(16);
}
