import { parentPort, workerData } from "node:worker_threads";

/**
 * Prepares a thread for parts of some work, of which each can be done by itself. What it is given and gives back is copied between threads:
 * it is data.
 */
export type Job<Input, Part, Result> = (input: Input) => (part: Part) => Result | Promise<Result>;

/** What is left of a value that was copied between threads: data without methods. */
export type Copied<T> =
  T extends ReadonlyMap<unknown, unknown>
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Copied<Item>[]
      : T extends object
        ? {
            readonly [Key in keyof T as T[Key] extends (...args: never) => unknown ? never : Key]: Copied<
              T[Key]
            >;
          }
        : T;

/** The jobs of a program by name, each loaded by a thread that does it. */
export type Jobs = Readonly<Record<string, () => Promise<Job<never, never, unknown>>>>;

/** What a thread is started with. */
export interface Order {
  readonly job: string;
  readonly input: unknown;
}

/** A part, or what came of it, by its number. */
export interface Numbered<T> {
  readonly number: number;
  readonly of: T;
}

/** What a thread says first: that it takes parts. */
export const READY = "ready";

/** Does, on a thread that `onThreads` started, whatever parts it is sent, one after the other. */
export async function runJob(jobs: Jobs): Promise<void> {
  const { job, input } = workerData as Order;
  const prepare = await jobs[job]?.();
  if (prepare === undefined) throw new Error(`orgtrail: there is no job ${job}`);
  const perform = prepare(input as never);
  let before = Promise.resolve();
  parentPort?.on("message", ({ number, of }: Numbered<never>) => {
    before = before.then(async () => {
      const done: Numbered<unknown> = { number, of: await perform(of) };
      parentPort?.postMessage(done);
    });
  });
  parentPort?.postMessage(READY);
}
