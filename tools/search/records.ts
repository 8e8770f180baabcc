import { gunzipSync } from "node:zlib";
import { openSearchDocument, type EventRecord } from "../../modules/questions";

/** A record that Firehose has transformed before it delivers it. */
export interface StreamRecord {
  readonly recordId: string;
  /** In base64. */
  readonly data: string;
}

/** What becomes of a record: Firehose asks for one answer to each, by its id. */
export interface TransformedRecord extends StreamRecord {
  /** Delivered, left out as it is not wanted, or kept in the bucket of what failed, as it was. */
  readonly result: "Ok" | "Dropped" | "ProcessingFailed";
}

/** Puts documents into the stream, all of them or it throws. */
export type PutDocuments = (documents: readonly string[]) => Promise<void>;

/** How a text begins that gzip has written. */
const GZIP = [0x1f, 0x8b];

/**
 * Makes documents of what CloudWatch Logs delivers. OpenSearch takes one document a record, and CloudWatch Logs puts many events into one:
 * each event is put into the stream by itself, and the record that had them left out. What comes back that way is delivered as it is.
 * A record of which anything could not be made a document is kept as it was, in the bucket of what failed; what of it was delivered has
 * the id of its event, and is delivered twice to no harm.
 * @see https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-status-model.html
 * @see https://docs.aws.amazon.com/firehose/latest/dev/writing-with-cloudwatch-logs.html
 */
export async function transformed(
  records: readonly StreamRecord[],
  put: PutDocuments,
  told: (why: string) => void,
): Promise<readonly TransformedRecord[]> {
  const answers: TransformedRecord[] = [];
  for (const record of records) {
    try {
      answers.push({ ...record, result: await resultOf(Buffer.from(record.data, "base64"), put) });
    } catch (error) {
      told(error instanceof Error ? error.message : String(error));
      answers.push({ ...record, result: "ProcessingFailed" });
    }
  }
  return answers;
}

async function resultOf(bytes: Buffer, put: PutDocuments): Promise<"Ok" | "Dropped"> {
  if (!GZIP.every((byte, index) => bytes[index] === byte)) {
    eventIn(bytes.toString("utf8"));
    return "Ok";
  }
  const { messageType, logEvents } = JSON.parse(gunzipSync(bytes).toString("utf8")) as {
    readonly messageType?: unknown;
    readonly logEvents?: readonly { readonly message: string }[];
  };
  // CloudWatch Logs asks so whether the stream is there.
  if (messageType === "CONTROL_MESSAGE") return "Dropped";
  if (messageType !== "DATA_MESSAGE" || logEvents === undefined)
    throw new Error("a record is none of CloudWatch Logs");
  const documents: string[] = [];
  let wrong = 0;
  for (const { message } of logEvents) {
    try {
      documents.push(JSON.stringify(openSearchDocument(eventIn(message))));
    } catch {
      wrong += 1;
    }
  }
  await put(documents);
  if (wrong > 0) throw new Error(`${wrong} of ${logEvents.length} log events are no events of CloudTrail`);
  return "Dropped";
}

/** @throws Error where the text is no event */
function eventIn(text: string): EventRecord {
  const event: unknown = JSON.parse(text);
  if (typeof event !== "object" || event === null || Array.isArray(event))
    throw new Error("a record is no event");
  return event as EventRecord;
}
