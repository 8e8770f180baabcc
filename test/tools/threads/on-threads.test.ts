import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { onThreads } from "../../../tools/threads";

interface Result {
  readonly square: number;
  readonly threadId: number;
}

const PROGRAM = join(__dirname, "program.cjs");
const OWN = 0;

/** Squares the numbers. With its second part, this thread waits until another one has done some. */
async function squares(
  parts: Iterable<number>,
  { fails = false, failsHere = false, program = PROGRAM } = {},
): Promise<Result[]> {
  const results: Result[] = [];
  const isElsewhere = (result: Result | undefined): boolean =>
    result !== undefined && result.threadId !== OWN;
  let begun = 0;
  await onThreads<number, Result>({
    ...{ job: "square", input: { fails }, parts, threads: 3, program },
    perform: async (part) => {
      if (failsHere) throw new Error(`cannot do ${part} here`);
      await setTimeout(10);
      begun++;
      while (begun === 2 && !fails && !results.some(isElsewhere)) await setTimeout(10);
      return { square: part * part, threadId: OWN };
    },
    onResult: (result, number) => {
      expect(results[number]).toBeUndefined();
      results[number] = result;
    },
  });
  return results;
}

function numbersTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, number) => number);
}

it("does each part once, on this thread and on others, and tells which part a result is of", async () => {
  const results = await squares(numbersTo(200));
  expect(results.map(({ square }) => square)).toEqual(numbersTo(200).map((number) => number * number));
  expect(new Set(results.map(({ threadId }) => threadId)).size).toBeGreaterThan(1);
});

it.each([0, 1])("starts no thread for %i parts", async (count) => {
  const program = join(__dirname, "there-is-none.cjs");
  expect(await squares(numbersTo(count), { program })).toHaveLength(count);
});

it("takes parts as they are asked for: what they come from need not fit into memory", async () => {
  let taken = 0;
  let done = 0;
  function* parts(): Generator<number> {
    for (let part = 0; part < 100; part++) {
      taken++;
      // Each of two other threads has two at most.
      expect(taken - done).toBeLessThanOrEqual(1 + 2 * 2);
      yield part;
    }
  }
  await onThreads<number, Result>({
    ...{ job: "square", input: {}, parts: parts(), threads: 3, program: PROGRAM },
    perform: async (part) => {
      await setTimeout(20);
      return { square: part * part, threadId: OWN };
    },
    onResult: () => done++,
  });
  expect(done).toBe(100);
});

it("throws what another thread throws, and begins nothing more", async () => {
  let taken = 0;
  function* parts(): Generator<number> {
    for (; taken < 100_000; taken++) yield taken;
  }
  await expect(squares(parts(), { fails: true })).rejects.toThrow(/cannot do \d+$/);
  expect(taken).toBeLessThan(100_000);
});

it("throws what this thread throws, and ends the others", async () => {
  await expect(squares(numbersTo(10_000), { failsHere: true })).rejects.toThrow("cannot do 0 here");
});

it("says that a program has no such job", async () => {
  const asked = onThreads<number, Result>({
    ...{ job: "cube", input: {}, parts: numbersTo(10), threads: 2, program: PROGRAM },
    perform: async (part) => {
      await setTimeout(500);
      return { square: part, threadId: OWN };
    },
    onResult: () => undefined,
  });
  await expect(asked).rejects.toThrow("there is no job cube");
});
