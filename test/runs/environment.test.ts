import { readFileSync } from "node:fs";

it("traces errors to the lines of the sources, whoever throws them", () => {
  const own = new (class extends Error {})("own");
  expect(own.stack).toMatch(/own\n +at .*environment\.test\.ts:4:15/);
  const { stack } = thrown(() => readFileSync("/there/is/none"));
  expect(stack).toMatch(/ENOENT.*\n(.*\n)*.*environment\.test\.ts:6:46/);
});

it("traces nothing else", () => {
  const noted = { stack: "" };
  Error.captureStackTrace(noted);
  expect(noted.stack).toBe("");
});

function thrown(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}
