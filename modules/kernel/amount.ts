/** A number with separators of thousands: `2,900`. */
export function countText(count: number): string {
  return count.toLocaleString("en-US");
}

/** A number and its noun, in the plural unless it is one: `1 file`, `2,900 files`. */
export function amount(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 ? "" : "s"}`;
}

const DOLLARS = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

/** US dollars. What is more than nothing never reads as nothing. */
export function dollarText(dollars: number): string {
  return dollars > 0 && dollars < 0.01 ? "<$0.01" : DOLLARS.format(dollars);
}
