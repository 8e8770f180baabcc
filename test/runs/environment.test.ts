import { Token } from "cdktf";
import { readFileSync } from "node:fs";

it("traces errors to the lines of the sources, whoever throws them", () => {
  const own = new (class extends Error {})("own");
  expect(own.stack).toMatch(/own\n +at .*environment\.test\.ts:5:15/);
  const { stack } = thrown(() => readFileSync("/there/is/none"));
  expect(stack).toMatch(/ENOENT.*\n(.*\n)*.*environment\.test\.ts:7:46/);
});

it("traces what notes where it is", () => {
  const noted: { readonly stack?: string } = {};
  Error.captureStackTrace(noted);
  expect(noted.stack).toMatch(/environment\.test\.ts:13:9/);
});

it("traces no token", () => {
  const token = Token.asAny({ Ref: "x" });
  expect(token.creationStack).toEqual([]);
});

function thrown(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}
