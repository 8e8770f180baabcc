import { isDay } from "../kernel";

const ISO_8601 = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(?:Z|([+-])(\d{2}):(\d{2})))?$/;

/** Epoch time; shorter numbers could as well be years. */
const EPOCH_SECONDS = /^\d{5,12}$/;

/**
 * The seconds since 1970 of a date in ISO 8601, to the day or finer, or in epoch seconds; nothing where the
 * text is neither.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function parseDate(text: string): number | undefined {
  if (EPOCH_SECONDS.test(text)) return Number(text);
  const match = ISO_8601.exec(text);
  if (match === null) return undefined;
  const number = (group: number): number => Number(match[group] ?? 0);
  const [, day = ""] = match;
  const [hour, minute, second] = [number(2), number(3), number(4) + number(5)];
  const [offsetHour, offsetMinute] = [number(7), number(8)];
  if (!isDay(day)) return undefined;
  if (hour > 23 || minute > 59 || second >= 60 || offsetHour > 23 || offsetMinute > 59) return undefined;
  const offset = (match[6] === "-" ? -1 : 1) * (offsetHour * 3600 + offsetMinute * 60);
  return Date.parse(day) / 1000 + hour * 3600 + minute * 60 + second - offset;
}
