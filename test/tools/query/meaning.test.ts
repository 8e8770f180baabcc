import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { controlQuestion } from "../../../modules/controls";
import { compileFilterPattern, renderFilterPattern } from "../../../modules/event-patterns";
import {
  asked,
  EVENT_QUESTIONS,
  openSearchDocument,
  openSearchQuery,
  sqlQuery,
  type AskedQuestion,
} from "../../../modules/questions";
import { readLogs } from "../../../tools/log-files";
import { EventStore } from "../../../tools/query/event-store";
import { CONTROLS } from "../../modules/controls/fixtures";
import { found as foundBy, holds, indexed, type IndexedDocument } from "../../support/open-search";

const LOGS = resolve(__dirname, "../../../../shared/data/cloudtrail-logs");
const recorded = existsSync(LOGS);

interface RecordedEvent {
  readonly eventID: string;
  readonly eventTime: string;
  readonly requestParameters?: Readonly<Record<string, unknown>> | null;
  readonly userIdentity: { readonly arn?: string; readonly accessKeyId?: string };
  readonly sourceIPAddress: string;
}

/** The ids of the events that answer the question, by DuckDB, by the matcher of metric filters, and by an index as OpenSearch has it. */
async function eachWay(
  store: EventStore,
  events: readonly RecordedEvent[],
  documents: readonly IndexedDocument[],
  { events: wanted }: AskedQuestion,
): Promise<readonly (readonly string[])[]> {
  const where = sqlQuery({ events: wanted, answer: { rows: "events", columns: [] } }, { engine: "duckdb" })
    .split("\n")
    .find((line) => line.startsWith("WHERE"));
  const { rows } = await store.ask(`SELECT eventID FROM events ${where} ORDER BY 1`);
  const test = compileFilterPattern(renderFilterPattern(wanted));
  return [
    rows.map(([id]) => String(id)),
    events
      .filter(test)
      .map(({ eventID }) => eventID)
      .sort(),
    documents
      .filter((document) =>
        holds(document, openSearchQuery({ events: wanted, answer: { rows: "events", columns: [] } }).query),
      )
      .map(({ source }) => String(source["eventID"]))
      .sort(),
  ];
}

/** A value of each parameter that some event has. */
function valuesIn(events: readonly RecordedEvent[]): Readonly<Record<string, string>> {
  const first = (of: (event: RecordedEvent) => unknown): string =>
    events.map(of).find((value): value is string => typeof value === "string" && value !== "") ?? "none";
  return {
    principal: first(({ userIdentity }) => userIdentity.arn),
    key: first(({ userIdentity }) => userIdentity.accessKeyId),
    session: "*",
    address: first(({ sourceIPAddress }) => sourceIPAddress),
    bucket: first(({ requestParameters }) => requestParameters?.["bucketName"]),
    object: first(({ requestParameters }) => requestParameters?.["key"]),
    kmsKey: "*key/*",
    role: first(({ requestParameters }) => requestParameters?.["roleName"]),
  };
}

describe(`a question means the same to DuckDB and OpenSearch as to the matcher${recorded ? "" : " (skipped: the recorded log files are not here)"}`, () => {
  let store: EventStore;
  const events: RecordedEvent[] = [];
  let documents: readonly IndexedDocument[] = [];

  beforeAll(async () => {
    if (!recorded) return;
    store = await EventStore.open();
    const loaded = await store.load({ inputs: [LOGS], standardInput: Readable.from([]) });
    await readLogs({
      inputs: [LOGS],
      standardInput: Readable.from([]),
      onEvent: (event) => {
        events.push(event as unknown as RecordedEvent);
      },
    });
    expect(loaded).toMatchObject({ events: events.length, failures: [] });
    documents = events.map((event) =>
      indexed(openSearchDocument(event as unknown as Readonly<Record<string, unknown>>)),
    );
  });

  const run = recorded ? it : it.skip;

  run.each(EVENT_QUESTIONS.map((question) => [question.id, question] as const))("%s", async (_, question) => {
    const [duckdb, matcher, index] = await eachWay(
      store,
      events,
      documents,
      asked(question, valuesIn(events)),
    );
    expect(duckdb).toEqual(matcher);
    expect(index).toEqual(matcher);
    expect(
      (await store.ask(sqlQuery(asked(question, valuesIn(events)), { engine: "duckdb" }))).columns.length,
    ).toBeGreaterThan(3);
  });

  run.each(EVENT_QUESTIONS.map((question) => [question.id, question] as const))(
    "%s has the same rows from OpenSearch as from DuckDB, in the same order",
    async (_, question) => {
      const told = asked(question, valuesIn(events));
      const { rows, columns } = await store.ask(sqlQuery(told, { engine: "duckdb" }));
      const shown = told.answer.rows === "events" ? ["eventID"] : columns.slice(0, -2);
      const places = shown.map((name) => columns.indexOf(name));
      expect(foundBy(documents, openSearchQuery(told))).toEqual(
        rows.map((row) => places.map((at) => row[at] ?? "")),
      );
    },
  );

  run("and is answered by as many rows as before", async () => {
    const rows: Record<string, number> = {};
    for (const question of EVENT_QUESTIONS)
      rows[question.id] = (
        await store.ask(sqlQuery(asked(question, valuesIn(events)), { engine: "duckdb" }))
      ).rows.length;
    expect(rows).toMatchInlineSnapshot(`
      {
        "access-key-calls": 3,
        "access-key-uses": 2,
        "address-calls": 170,
        "assumed-roles": 49,
        "bucket-calls": 10,
        "changes": 200,
        "console-sign-ins": 2,
        "deletions": 195,
        "denied-calls": 6,
        "errors-by-account": 44,
        "first-uses": 28,
        "kms-key-calls": 200,
        "log-file-reads": 0,
        "object-calls": 0,
        "principal-calls": 105,
        "role-calls": 14,
        "root-calls": 0,
        "session-calls": 76,
        "where-identities-come-from": 164,
      }
    `);
  });

  run("whatever control it is of", async () => {
    let found = 0;
    for (const control of CONTROLS) {
      if (control.about === "finding") continue;
      const { events: wanted, answer } = controlQuestion(control);
      const [duckdb = [], matcher, index] = await eachWay(store, events, documents, {
        events: wanted,
        answer,
      });
      expect([control.id, duckdb]).toEqual([control.id, matcher]);
      expect([control.id, index]).toEqual([control.id, matcher]);
      found += duckdb.length;
    }
    expect(found).toBeGreaterThan(100);
  });
});
