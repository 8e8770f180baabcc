/** What lies on each side of a limit: problems of what is just allowed, and of what no longer is. */
export interface Edge {
  readonly passes: () => readonly unknown[];
  readonly fails: () => readonly unknown[];
  /** What the fault says. */
  readonly says: RegExp;
}

/** A text of so many characters. */
export const a = (count: number): string => "a".repeat(count);

/** The numbers from 0. */
export const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

/** The edge of what a text in a file may be. */
export function text(
  of: (value: string) => readonly string[],
  passes: string,
  fails: string,
  says: RegExp,
): Edge {
  return { passes: () => of(passes), fails: () => of(fails), says };
}

/** The first number at which it is so, of those from which on it is. */
export function firstOver(from: number, to: number, isSo: (number: number) => boolean): number {
  let [fits, over] = [from, to];
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2);
    if (isSo(middle)) over = middle;
    else fits = middle;
  }
  return over;
}
