import { timeFlag } from "../../../tools/terminal";

test.each([
  ["2028-02-29", "2028-02-29T00:00:00.000Z"],
  ["2026-01-31T12:00:01Z", "2026-01-31T12:00:01.000Z"],
])("a day or a time is taken: %s", (text, time) => {
  expect(new Date(timeFlag(text)).toISOString()).toBe(time);
});

test.each([
  "2026-02-29",
  "2026-02-30",
  "2026-11-31T12:00:00Z",
  "2026-13-01",
  "2026-01-01T25:00:00Z",
  "today",
])("what the calendar does not have is refused: %s", (text) => {
  expect(() => timeFlag(text)).toThrow("Give a day as 2026-01-31, or a time as 2026-01-31T12:00:00Z.");
});
