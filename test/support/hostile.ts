import fc from "fast-check";

/** Texts that are a command or a mark in some language that output reaches. */
export const HOSTILE_PARTS = [
  "\n",
  "\r",
  "\r\n",
  "\t",
  "\u0000",
  "\u0007",
  "\u001b[31m",
  "\u001b]0;title\u0007",
  "\u001b[2J",
  "\u009b",
  "\u202e",
  "\u2066",
  "\u2028",
  "\u200b",
  "\u00ad",
  "\u{e0061}",
  "::error::stop",
  " ::add-mask::a",
  "::",
  "##[error]",
  "##vso[task.complete result=Succeeded]",
  "#",
  "##",
  "section_start:1:x\r\u001b[0K",
  "<!-- orgtrail plan -->",
  "-->",
  "<img src=x onerror=alert(1)>",
  "`",
  "```",
  "|",
  "/merge",
  "@octocat",
  "[x](javascript:alert(1))",
  "$(touch pwned)",
  "'",
  '"',
  "\\",
  "${file(x)}",
  "a",
  " ",
  "日本",
];

/** A text of such parts. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE_PARTS), fc.string({ maxLength: 3 })), { maxLength: 8 })
  .map((parts) => parts.join(""));

/**
 * What no output may hold, where no colours are shown: characters that command a terminal, turn the direction of writing or are
 * not seen, a line that GitHub Actions takes for a command, and what CI services take for one anywhere.
 */
export const UNSAFE_OUTPUT =
  /(?!\n)\p{Cc}|\p{Bidi_Control}|\p{Zl}|\p{Zp}|(?!\u200b|[\ufe0e\ufe0f])\p{Default_Ignorable_Code_Point}|(?<=[^@#\n-])\u200b|^\s*::|##\w*\[/mu;
