/** Rows as lines with aligned columns. All but the columns that `left` names are aligned to the right, as numbers are. */
export function columns(rows: readonly (readonly string[])[], left: readonly number[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return left.includes(column) ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd(),
  );
}

const COUNT = new Intl.NumberFormat("en-US");
const DOLLARS = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

/** The number with separators of thousands: `2,900`. */
export function countText(count: number): string {
  return COUNT.format(count);
}

/** The number and the noun, in the plural unless it is one: `1 file`, `2,900 files`. */
export function amountText(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** US dollars. What is more than nothing never reads as nothing. */
export function dollarText(dollars: number): string {
  return dollars > 0 && dollars < 0.01 ? "<$0.01" : DOLLARS.format(dollars);
}

/** The text without control characters but line ends: what stands in a log must not command the terminal. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "?");
}
