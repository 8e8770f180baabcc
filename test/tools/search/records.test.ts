import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { openSearchDocument, type EventRecord } from "../../../modules/questions";
import { inBatches } from "../../../tools/search/batches";
import { transformed, type TransformedRecord } from "../../../tools/search/records";
import { indexed } from "../../support/open-search";

const LOGS = resolve(__dirname, "../../../../shared/data/cloudtrail-logs");
const recorded = existsSync(LOGS);

/** As CloudWatch Logs puts events into a record. */
function packed(messages: readonly string[], messageType = "DATA_MESSAGE"): string {
  const logEvents = messages.map((message, index) => ({ id: String(index), timestamp: 0, message }));
  const text = JSON.stringify({ messageType, owner: "1", logGroup: "g", logStream: "s", logEvents });
  return gzipSync(text).toString("base64");
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

interface Outcome {
  readonly results: readonly TransformedRecord["result"][];
  readonly documents: readonly EventRecord[];
  readonly told: readonly string[];
  readonly answers: readonly TransformedRecord[];
}

async function outcome(data: readonly string[], refusing = false): Promise<Outcome> {
  const documents: EventRecord[] = [];
  const told: string[] = [];
  const answers = await transformed(
    data.map((each, index) => ({ recordId: `r${index}`, data: each })),
    (texts) => {
      if (refusing) return Promise.reject(new Error("the stream did not take 1 documents"));
      documents.push(...texts.map((text) => JSON.parse(text) as EventRecord));
      return Promise.resolve();
    },
    (why) => told.push(why),
  );
  return { results: answers.map(({ result }) => result), documents, told, answers };
}

describe("a record of CloudWatch Logs", () => {
  it("becomes a document for each of its events, and is left out itself", async () => {
    const { results, documents, answers } = await outcome([packed(['{"eventID":"1"}', '{"eventID":"2"}'])]);
    expect(results).toEqual(["Dropped"]);
    expect(documents).toEqual([openSearchDocument({ eventID: "1" }), openSearchDocument({ eventID: "2" })]);
    expect(answers[0]?.recordId).toBe("r0");
  });

  it("is left out where it only asks whether the stream is there", async () => {
    expect(await outcome([packed(["CWL CONTROL MESSAGE"], "CONTROL_MESSAGE")])).toMatchObject({
      results: ["Dropped"],
      documents: [],
    });
  });

  it("is delivered as it is once it comes back as a document", async () => {
    const data = base64(JSON.stringify(openSearchDocument({ eventID: "1" })));
    const { results, answers, documents } = await outcome([data]);
    expect([results, documents]).toEqual([["Ok"], []]);
    expect(answers[0]?.data).toBe(data);
  });

  it.each([
    ["is no text of gzip", base64("\u001f\u008bnothing")],
    ["is no JSON", base64("hello")],
    ["is a list", base64("[]")],
    ["is of another kind", packed([], "OTHER")],
    ["has no events", gzipSync('{"messageType":"DATA_MESSAGE"}').toString("base64")],
  ])("is kept as it was where it %s", async (_, data) => {
    const { results, answers, told } = await outcome([data]);
    expect([results, answers[0]?.data]).toEqual([["ProcessingFailed"], data]);
    expect(told).toHaveLength(1);
  });

  it("is kept where one of its events is none, and the others are delivered", async () => {
    const { results, documents, told } = await outcome([
      packed(['{"eventID":"1"}', "hello", '{"eventID":"3"}']),
    ]);
    expect(results).toEqual(["ProcessingFailed"]);
    expect(documents.map(({ eventID }) => eventID)).toEqual(["1", "3"]);
    expect(told).toEqual(["1 of 3 log events are no events of CloudTrail"]);
  });

  it("is kept where the stream does not take its documents, and so is no other for that", async () => {
    const control = packed([""], "CONTROL_MESSAGE");
    const { results } = await outcome([packed(['{"eventID":"1"}']), control], true);
    expect(results).toEqual(["ProcessingFailed", "Dropped"]);
  });

  it("has one answer, by its id, in order, whatever it is; and no event is lost", async () => {
    const event = fc.dictionary(fc.string(), fc.jsonValue());
    const record = fc.oneof(
      fc.array(event, { maxLength: 5 }).map((events) => packed(events.map((each) => JSON.stringify(each)))),
      fc.array(fc.string(), { maxLength: 3 }).map((messages) => packed(messages)),
      fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("base64")),
      event.map((each) => base64(JSON.stringify(each))),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 6 }), async (data) => {
        const { answers, documents } = await outcome(data);
        expect(answers.map(({ recordId, data: same }) => [recordId, same])).toEqual(
          data.map((each, index) => [`r${index}`, each]),
        );
        // What is left out has become documents, all of it.
        const left = answers
          .filter(({ result }) => result === "Dropped")
          .flatMap(({ data: each }) => {
            const text = gunzipSync(Buffer.from(each, "base64")).toString("utf8");
            return (JSON.parse(text) as { logEvents: { message: string }[] }).logEvents;
          });
        expect(documents.length).toBeGreaterThanOrEqual(left.length);
      }),
    );
  });
});

const it_ = recorded ? it : it.skip;

it_(
  `the recorded log files become documents that an index takes${recorded ? "" : " (skipped: they are not here)"}`,
  async () => {
    const events = readdirSync(LOGS)
      .filter((name) => name.endsWith(".json"))
      .flatMap(
        (name) => (JSON.parse(readFileSync(join(LOGS, name), "utf8")) as { Records: EventRecord[] }).Records,
      );
    const { results, documents } = await outcome([packed(events.map((event) => JSON.stringify(event)))]);
    expect(results).toEqual(["Dropped"]);
    expect(documents.map(({ eventID }) => eventID)).toEqual(events.map(({ eventID }) => eventID));
    for (const [index, document] of documents.entries()) {
      expect(() => indexed(document)).not.toThrow();
      // All that stood in the event stands in the document, but that a map is no text.
      for (const [name, value] of Object.entries(events[index] ?? {}))
        expect([name, document[name]]).toEqual([name, value]);
    }
  },
);

describe("documents", () => {
  const noWait = (): Promise<void> => Promise.resolve();

  it("are put in batches that the stream takes: of 500 records, and four megabytes", async () => {
    const sizes: (readonly [number, number])[] = [];
    const put = inBatches((batch) => {
      sizes.push([batch.length, batch.join("").length]);
      return Promise.resolve([]);
    }, noWait);
    await put(Array.from({ length: 1001 }, () => "{}"));
    expect(sizes.map(([count]) => count)).toEqual([500, 500, 1]);
    sizes.length = 0;
    await put(Array.from({ length: 9 }, () => "x".repeat(1024 * 1024)));
    expect(sizes.map(([count]) => count)).toEqual([4, 4, 1]);
  });

  it("are put again where the stream did not take them, and no others", async () => {
    const batches: (readonly string[])[] = [];
    const put = inBatches((batch) => {
      batches.push(batch);
      return Promise.resolve(batches.length < 3 ? batch.slice(1) : []);
    }, noWait);
    await put(["a", "b", "c", "d"]);
    expect(batches).toEqual([
      ["a", "b", "c", "d"],
      ["b", "c", "d"],
      ["c", "d"],
    ]);
  });

  it("are given up after the sixth time: the record that had them is kept", async () => {
    let times = 0;
    const put = inBatches((batch) => {
      times += 1;
      return Promise.resolve(batch);
    }, noWait);
    await expect(put(["a"])).rejects.toThrow("the stream did not take 1 documents");
    expect(times).toBe(6);
  });
});
