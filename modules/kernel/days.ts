/** Days of the calendar in UTC, as YYYY-MM-DD: as texts they compare as they follow each other. No clock is read. */

const DAY = "YYYY-MM-DD";

/** Whether the text is a day that the Gregorian calendar has. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && dayOf(time) === text;
}

/** The day of a time in milliseconds since 1970. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, DAY.length);
}

/** The day that comes so many days after. */
export function daysAfter(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * 86_400_000);
}
