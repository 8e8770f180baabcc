import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { fieldIs } from "../../../modules/event-patterns";
import { column, LOG_FILE_KINDS, sqlQuery } from "../../../modules/questions";
import { EventStore, SqlError, type Loaded } from "../../../tools/query/event-store";

function event(eventID: string, more: object = {}): object {
  return {
    eventVersion: "1.11",
    eventID,
    eventTime: "2026-01-31T00:00:00Z",
    eventName: "GetObject",
    ...more,
  };
}

const file = (...events: readonly object[]): string => JSON.stringify({ Records: events });

describe("the events of log files in DuckDB", () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "orgtrail-query-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function loaded(
    inputs: readonly string[] = [folder],
    keep = false,
    standardInput = "",
  ): Promise<Loaded & { readonly ids: readonly string[] }> {
    const store = await EventStore.open();
    const result = await store.load({
      inputs,
      keep,
      standardInput: Readable.from([Buffer.from(standardInput)]),
    });
    const { rows } = await store.ask("SELECT eventID FROM events ORDER BY 1");
    store.end();
    return { ...result, ids: rows.map(([id]) => String(id)) };
  }

  it("are all that CloudTrail wrote, compressed or not, each file once", async () => {
    writeFileSync(at("a.json"), file(event("1"), event("2")));
    mkdirSync(at("eu"));
    writeFileSync(at("eu/b.json.gz"), gzipSync(file(event("3"))));
    writeFileSync(at("eu/empty.json"), file());
    expect(await loaded([folder, at("a.json")])).toEqual({
      files: 3,
      events: 3,
      failures: [],
      ids: ["1", "2", "3"],
    });
  });

  it.each<[string, string, readonly string[], RegExp | undefined]>([
    [
      "a record a line",
      `${JSON.stringify(event("1"))}\n${JSON.stringify(event("2"))}\n`,
      ["1", "2"],
      undefined,
    ],
    ["a list", JSON.stringify([event("1")]), ["1"], undefined],
    ["a single record", JSON.stringify(event("1")), ["1"], undefined],
    [
      "lookup-events",
      JSON.stringify({ Events: [{ CloudTrailEvent: JSON.stringify(event("1")) }] }),
      ["1"],
      undefined,
    ],
    ["with garbage behind", `${file(event("1"))}{{{`, ["1"], /record/],
    [
      "notifications of S3",
      JSON.stringify({
        Records: [{ eventVersion: "2.1", eventSource: "aws:s3", eventName: "ObjectCreated:Put", s3: {} }],
      }),
      [],
      /no CloudTrail event/,
    ],
    ["empty", "", [], /is empty/],
    ["no JSON", "hello", [], /./],
  ])("are had of a file of %s, beside others", async (_, text, ids, failure) => {
    writeFileSync(at("good.json"), file(event("good")));
    writeFileSync(at("other.json"), text);
    const result = await loaded();
    expect(result.ids).toEqual([...ids, "good"]);
    expect(result.failures.map(({ file: named }) => named)).toEqual(
      failure === undefined ? [] : [at("other.json")],
    );
    if (failure !== undefined) expect(result.failures[0]?.first).toMatch(failure);
  });

  it("are had of a file in a folder called ~, and of none in a person's home", async () => {
    const [before, home] = [process.cwd(), process.env["HOME"]];
    mkdirSync(at("~"));
    mkdirSync(at("home"));
    writeFileSync(join(folder, "~", "a.json"), file(event("1")));
    writeFileSync(join(folder, "home", "a.json"), file(event("2")));
    process.env["HOME"] = at("home");
    process.chdir(folder);
    try {
      expect((await loaded(["~/a.json"])).ids).toEqual(["1"]);
    } finally {
      process.chdir(before);
      process.env["HOME"] = home;
    }
  });

  it("are had of a file whose name is a pattern to DuckDB, and of no other that the pattern matches", async () => {
    writeFileSync(at("a[1]'*.json"), file(event("1")));
    writeFileSync(at("a1.json"), file(event("2")));
    expect((await loaded([at("a[1]'*.json")])).ids).toEqual(["1"]);
  });

  describe("by the kind that they are of", () => {
    const insight = event("insight", {
      eventCategory: "Insight",
      insightDetails: {
        ...{ insightType: "ApiCallRateInsight", state: "End", eventName: "RunInstances" },
        insightContext: { statistics: { baseline: { average: 0.5 }, insight: { average: 20 } } },
      },
    });
    const aggregated = {
      ...{ eventVersion: "1.0", eventId: "sum", accountId: "111122223333", eventCategory: "Aggregated" },
      timeWindow: { windowStart: "2026-01-31T00:00:00Z", windowSize: "PT5M" },
      summary: { primaryDimension: { dimension: "eventName" } },
    };

    it.each([
      ["files of CloudTrail", [file(event("call")), file(insight), file(aggregated, event("beside"))]],
      [
        "a record a line",
        [
          [event("call"), insight, aggregated, event("beside")]
            .map((each) => JSON.stringify(each))
            .join("\n"),
        ],
      ],
    ])("are told apart in %s, also once they are kept", async (_, files) => {
      for (const [index, text] of files.entries()) writeFileSync(at(`${index}.json`), text);
      writeFileSync(
        at("network.json"),
        file(event("network", { eventCategory: "NetworkActivity", vpcEndpointId: "vpce-1" })),
      );
      for (let times = 0; times < 2; times++) {
        const store = await EventStore.open();
        await store.load({ inputs: [folder], standardInput: Readable.from([]) });
        await store.lock();
        const ask = async (sql: string): Promise<unknown> => (await store.ask(sql)).rows;
        expect(await ask("SELECT eventID FROM events ORDER BY 1")).toEqual([
          ["beside"],
          ["call"],
          ["insight"],
          ["network"],
        ]);
        expect(
          await ask(
            "SELECT insightType, insightState, insightEventName, insightAverage / baselineAverage FROM insights",
          ),
        ).toEqual([["ApiCallRateInsight", "End", "RunInstances", "40"]]);
        expect(await ask("SELECT eventID, vpcEndpointId FROM network_activity")).toEqual([
          ["network", "vpce-1"],
        ]);
        expect(
          await ask(
            "SELECT eventId, timeWindow.windowStart, summary->>'$.primaryDimension.dimension' FROM aggregated_events",
          ),
        ).toEqual([["sum", "2026-01-31T00:00:00Z", "eventName"]]);
        store.end();
      }
      expect(readdirSync(folder).filter((name) => name.endsWith("-of-2.parquet"))).toHaveLength(2);
    });

    it("have the columns that the tables of Athena have, and what makes nested ones easy besides", async () => {
      const store = await EventStore.open();
      for (const { table, columns } of LOG_FILE_KINDS) {
        const { rows } = await store.ask(`SELECT column_name FROM (DESCRIBE ${table})`);
        expect(rows.flat().slice(0, Object.keys(columns).length)).toEqual(Object.keys(columns));
      }
      store.end();
    });
  });

  it("are had of standard input", async () => {
    expect((await loaded(["-"], false, file(event("1")))).ids).toEqual(["1"]);
  });

  it("say what is wrong where there is no log file", async () => {
    const { failures } = await loaded();
    expect(failures.map(({ file: named }) => named)).toEqual([folder]);
    expect(failures[0]?.first).toContain("holds no log files");
  });

  it("name what in a folder cannot be looked at, and keep nothing then", async () => {
    writeFileSync(at("a.json"), file(event("1")));
    symlinkSync("nowhere", at("b.json"));
    const result = await loaded([folder], true);
    expect(result.ids).toEqual(["1"]);
    expect(result.failures).toEqual([
      {
        file: at("b.json"),
        count: 1,
        first: expect.stringContaining("is a link to a file that is not there") as string,
      },
    ]);
    expect(readdirSync(folder).filter((name) => name.endsWith(".parquet"))).toEqual([]);
  });

  it("leave nothing in the folder for temporary files", async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("orgtrail-query-"));
    const store = await EventStore.open();
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("orgtrail-query-"))).not.toEqual(before);
    store.end();
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("orgtrail-query-"))).toEqual(before);
  });

  describe("once they are read", () => {
    const kept = (): readonly string[] => readdirSync(folder).filter((name) => name.endsWith(".parquet"));

    it("are kept beside the files, and had from there", async () => {
      writeFileSync(at("a.json"), file(event("1", { requestParameters: { a: { b: [1] } } })));
      const first = await loaded([folder], true);
      expect(kept()).toHaveLength(1);
      // The same size and time: what is kept stands in for the file.
      const time = new Date("2026-01-31");
      utimesSync(at("a.json"), time, time);
      await loaded([folder], true);
      writeFileSync(at("a.json"), file(event("2", { requestParameters: { a: { b: [1] } } })));
      utimesSync(at("a.json"), time, time);
      expect(await loaded([folder], true)).toEqual(first);
      expect((await loaded([folder], false)).ids).toEqual(["2"]);
    });

    it("are read anew where a file has changed, and what was kept before goes", async () => {
      writeFileSync(at("a.json"), file(event("1")));
      await loaded([folder], true);
      const before = kept();
      writeFileSync(at("b.json"), file(event("2")));
      expect((await loaded([folder], true)).ids).toEqual(["1", "2"]);
      expect(kept()).toHaveLength(1);
      expect(kept()).not.toEqual(before);
    });

    it("are not kept where something could not be read: it is told each time", async () => {
      writeFileSync(at("a.json"), `${file(event("1"))}{{{`);
      expect((await loaded([folder], true)).failures).toHaveLength(1);
      expect(kept()).toEqual([]);
    });

    it("are read from the files where a part of what was kept is gone", async () => {
      writeFileSync(at("a.json"), file(event("1")));
      writeFileSync(at("b.json"), JSON.stringify([event("2")]));
      await loaded([folder], true);
      expect(kept()).toHaveLength(2);
      rmSync(at(kept()[1] ?? ""));
      expect((await loaded([folder], true)).ids).toEqual(["1", "2"]);
      expect(kept()).toHaveLength(2);
    });

    it("leave nothing behind that a process had begun, and what another one is writing alone", async () => {
      const [forgotten, begun] = [
        ".orgtrail-events-0123456789abcdef.1-1.parquet",
        ".orgtrail-events-0123456789abcdef.2-1.parquet",
      ];
      for (const name of [forgotten, begun]) writeFileSync(at(name), "PAR1");
      const before = new Date(Date.now() - 25 * 60 * 60 * 1000);
      utimesSync(at(forgotten), before, before);
      writeFileSync(at("a.json"), file(event("1")));
      await loaded([folder], true);
      expect(kept()).toHaveLength(2);
      expect(kept()).toContain(begun);
      rmSync(at(begun));
      // Read, and not kept: that of another file is wrong.
      writeFileSync(at("b.json"), "hello");
      await loaded([folder], true);
      expect(kept()).toHaveLength(1);
    });

    it("are read from the files where what was kept is broken", async () => {
      writeFileSync(at("a.json"), file(event("1")));
      await loaded([folder], true);
      for (const name of kept()) writeFileSync(at(name), "PAR1");
      expect((await loaded([folder], true)).ids).toEqual(["1"]);
    });
  });

  it("are found by a text, whatever characters are in it", async () => {
    await fc.assert(
      fc.asyncProperty(
        // No text of JSON has half of a character, and DuckDB takes no NUL.
        fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !/[*\0]/.test(text)),
        async (userName) => {
          const input = Readable.from([
            Buffer.from(file(event("it", { userIdentity: { userName } }), event("other"))),
          ]);
          const store = await EventStore.open();
          await store.load({ inputs: ["-"], standardInput: input });
          const question = {
            events: fieldIs("userIdentity.userName", userName),
            answer: { rows: "events", columns: [column("eventID"), column("name", "userIdentity.userName")] },
          } as const;
          const { rows } = await store.ask(sqlQuery(question, { engine: "duckdb" }));
          expect(rows).toEqual([["2026-01-31T00:00:00Z", "it", userName]]);
          store.end();
        },
      ),
      { numRuns: 60 },
    );
  });

  it("let SQL read no file, and change nothing of this", async () => {
    writeFileSync(at("a.json"), file(event("1")));
    const store = await EventStore.open();
    await store.load({ inputs: [folder], standardInput: Readable.from([]) });
    await store.lock();
    const kept = readdirSync(folder).filter((name) => name.endsWith(".parquet"));
    const before = kept.map((name) => readFileSync(at(name)));
    expect(kept).toHaveLength(1);
    for (const sql of [
      `SELECT * FROM read_text('${at("a.json")}')`,
      `COPY events TO '${at("x.csv")}'`,
      `COPY (SELECT 1) TO '${at(kept[0] ?? "")}' (FORMAT parquet)`,
      `EXPLAIN ANALYZE COPY (SELECT 1) TO '${at(kept[0] ?? "")}' (FORMAT parquet)`,
      "CREATE OR REPLACE VIEW events AS SELECT 1",
      "SET enable_external_access = true",
      "INSTALL httpfs",
      "ATTACH 'x.db'",
      "SELECT 1; SELECT 2",
      "SELEC 1",
      "",
    ]) {
      await expect(store.ask(sql)).rejects.toThrow(SqlError);
      await expect(store.parquet(sql)).rejects.toThrow(SqlError);
    }
    expect(kept.map((name) => readFileSync(at(name)))).toEqual(before);
    expect(readdirSync(folder).filter((name) => name.endsWith(".csv"))).toEqual([]);
    expect((await store.ask("SELECT count(*) AS n FROM events")).rows).toEqual([["1"]]);
  });
});
