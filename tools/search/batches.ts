import type { PutDocuments } from "./records";

/**
 * Puts a batch into the stream.
 * @returns those that it did not take
 */
export type PutBatch = (batch: readonly string[]) => Promise<readonly string[]>;

/** The most records, and bytes, of a batch. @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html */
const MOST_RECORDS = 500;
const MOST_BYTES = 4 * 1024 * 1024;
/** How often a stream that is at its limit is asked again, and after how long the first time: each time is twice as long. */
const ATTEMPTS = 6;
const FIRST_WAIT_MS = 200;

/** Puts documents in batches, and again what the stream did not take. */
export function inBatches(
  put: PutBatch,
  wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms)),
): PutDocuments {
  return async (documents) => {
    for (const batch of batchesOf(documents)) {
      let left: readonly string[] = batch;
      for (let attempt = 0; left.length > 0; attempt += 1) {
        if (attempt === ATTEMPTS) throw new Error(`the stream did not take ${left.length} documents`);
        if (attempt > 0) await wait(FIRST_WAIT_MS * 2 ** (attempt - 1));
        left = await put(left);
      }
    }
  };
}

function batchesOf(documents: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let bytes = 0;
  for (const document of documents) {
    const length = Buffer.byteLength(document);
    const last = batches.at(-1);
    if (last && last.length < MOST_RECORDS && bytes + length <= MOST_BYTES) {
      last.push(document);
      bytes += length;
    } else {
      batches.push([document]);
      bytes = length;
    }
  }
  return batches;
}
