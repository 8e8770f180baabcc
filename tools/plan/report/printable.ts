const UNPRINTABLE = /(?!\n)\p{Cc}|\p{Bidi_Control}|\p{Zl}|\p{Zp}/gu;

/**
 * The text without what would command a terminal, or have a reader see another text than the one that is there: control
 * characters but line ends, and marks of the direction of writing. Values in a plan may be anybody's.
 */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, "?");
}
