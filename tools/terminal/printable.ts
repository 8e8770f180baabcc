/** What is written for people: lines, which hold no line break. What is user text in them is never a command of a terminal or of CI. */

/** How a terminal shows a text. */
export type Style = "bold" | "dim" | "green" | "red" | "yellow";

/** A piece of a line. */
export type Span = string | { readonly text: string; readonly style: readonly Style[] };

/** One line, whatever stands in it. */
export type Line = Span | readonly Span[];

/** A text that stands out where the terminal shows it. */
export function styled(text: string, ...style: readonly Style[]): Span {
  return { text, style };
}

/**
 * What commands a terminal, or has a reader see another text than the one that is there: characters that turn the direction of
 * writing, and those that are not shown at all. The space of no width is left where our Markdown puts one, and so is what says
 * whether a sign is shown as an emoji.
 * @see https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
const UNPRINTABLE =
  /\p{Cc}|\p{Bidi_Control}|\p{Zl}|\p{Zp}|(?<=[^@#-])\u200b|(?!\u200b|[\ufe0e\ufe0f])\p{Default_Ignorable_Code_Point}/gu;

/** Nothing to do: most lines are so. */
const HARMLESS = /^(?!\s*::)(?!.*##)[ -~]*$/;

/**
 * The text as a part of one line: without what commands a terminal, and without what a CI service takes for a command in its
 * log. GitHub Actions does so with `::` at the start of a line and with `##[` anywhere, Azure Pipelines with `##vso[`,
 * TeamCity with `##teamcity[`; GitLab's sections need control characters.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function oneLine(text: string): string {
  if (HARMLESS.test(text)) return text;
  return text
    .replaceAll(/\r?\n|\t/g, " ")
    .replaceAll(UNPRINTABLE, "?")
    .replace(/^(\s*)::/, "$1\\::")
    .replaceAll(/##(?=\w*\[)/g, "#\\#");
}

/** The lines of a text that has several, such as what a program printed. */
export function linesOf(text: string): readonly string[] {
  return text.replace(/\r?\n$/, "").split(/\r?\n/);
}

/**
 * A value as JSON that is safe in a terminal and in a CI log, and reads back as the same.
 * @param indent @default - all in one line
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent)
    .replaceAll(
      /(?!\n)\p{Cc}|\p{Bidi_Control}|\p{Zl}|\p{Zp}|(?![\ufe0e\ufe0f])\p{Default_Ignorable_Code_Point}/gu,
      unicodeEscape,
    )
    .replaceAll(/#(?=#\w*\[)/g, unicodeEscape);
}

function unicodeEscape(character: string): string {
  return Array.from(
    { length: character.length },
    (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`,
  ).join("");
}

/** A text as one word of a POSIX shell: for commands that a person pastes. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
