import { once } from "node:events";
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { READY, type Numbered, type Order } from "./job";

/** How many threads a command takes at most: one for each core, and no more than eight, for each takes memory of its own. */
export const THREADS = Math.min(availableParallelism(), 8);

/** How many parts a thread is sent ahead: it goes on with one while the next is on its way. */
const SENT_AHEAD = 2;

/** In megabytes. Most of what a part makes is soon over: with more room for it, a thread takes more memory and no less time. */
const LIMITS = { maxYoungGenerationSizeMb: 16 };

/** Work that threads share. */
export interface Shared<Part, Result> {
  /** The name of the job that the other threads do. */
  readonly job: string;
  /** What they are given to begin with. */
  readonly input: unknown;
  /** Does a part on this thread. */
  readonly perform: (part: Part) => Result | Promise<Result>;
  readonly parts: Iterable<Part>;
  /** Hears what came of each part, as soon as it is done. @param number of the part, from 0 */
  readonly onResult: (result: Result, number: number) => void;
  /** How many threads, this one among them. @default THREADS */
  readonly threads?: number;
  /** The script that the other threads run. @default - the program that runs */
  readonly program?: string;
}

/**
 * Does all parts, each on whichever thread is free. This one begins, and starts the others once there is a second part; one that is not there
 * before all is done is not waited for. What one of them throws is thrown here.
 */
export async function onThreads<Part, Result>(shared: Shared<Part, Result>): Promise<void> {
  const { perform, parts, onResult, threads = THREADS } = shared;
  const waiting = numbered(parts);
  let others: readonly OtherThread[] = [];
  try {
    for (let next = waiting.next(); next.done !== true; next = waiting.next()) {
      const { number, of } = next.value;
      if (number === 1) others = Array.from({ length: threads - 1 }, () => anotherThread(shared, waiting));
      onResult(await perform(of), number);
      // What the others have sent is heard.
      await setImmediate();
    }
    await Promise.all(others.map((other) => other.ended()));
  } finally {
    waiting.return(undefined);
    await Promise.all(others.map(({ worker }) => worker.terminate()));
  }
}

function* numbered<Part>(parts: Iterable<Part>): Generator<Numbered<Part>, undefined> {
  let number = 0;
  for (const of of parts) yield { number: number++, of };
}

interface OtherThread {
  readonly worker: Worker;
  /** Waits for the parts that it was sent. To be called when no other waits. */
  readonly ended: () => Promise<void>;
}

/** Has another thread do parts, as soon as it is there, for as long as some wait. */
function anotherThread<Part, Result>(
  { job, input, onResult, program = require.main?.filename ?? "" }: Shared<Part, Result>,
  waiting: Iterator<Numbered<Part>, undefined>,
): OtherThread {
  const order: Order = { job, input };
  const worker = new Worker(program, { workerData: order, resourceLimits: LIMITS });
  let sent = 0;
  const send = (): void => {
    const next = waiting.next();
    if (next.done === true) return;
    sent++;
    worker.postMessage(next.value);
  };
  let failure: Error | undefined;
  worker.on("error", (error: Error) => {
    failure = error;
    // Nothing more is begun, here or elsewhere.
    waiting.return?.();
  });
  worker.on("message", (said: Numbered<Result> | typeof READY) => {
    if (said === READY) {
      for (let ahead = 1; ahead < SENT_AHEAD; ahead++) send();
    } else {
      sent--;
      onResult(said.of, said.number);
    }
    send();
  });
  return {
    worker,
    ended: async () => {
      while (failure === undefined && sent > 0) await once(worker, "message");
      if (failure !== undefined) throw failure;
    },
  };
}
