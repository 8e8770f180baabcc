/** A number with separators of thousands: `2,900`. */
export function countText(count: number): string {
  return count.toLocaleString("en-US");
}

/** A number and its noun, in the plural unless it is one: `1 file`, `2,900 files`. */
export function amount(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 ? "" : "s"}`;
}
