import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Run, runProgram } from "../../support/run";
import { inTemporaryFolder } from "../../support/synthesized";

const WHO = { arn: "arn:aws:iam::111122223333:user/alice", accessKeyId: "AKIAIOSFODNN7EXAMPLE" };

const EVENTS = [
  ["1", "2026-01-30T10:00:00Z", "s3.amazonaws.com", "GetObject", "111122223333", undefined],
  ["2", "2026-01-31T10:00:00Z", "iam.amazonaws.com", "CreateUser", "111122223333", "AccessDenied"],
  ["3", "2026-01-31T11:00:00Z", "iam.amazonaws.com", "CreateUser", "444455556666", "AccessDenied"],
].map(([eventID, eventTime, eventSource, eventName, recipientAccountId, errorCode]) => ({
  ...{ eventVersion: "1.11", eventID, eventTime, eventSource, eventName, recipientAccountId, errorCode },
  ...{
    userIdentity: WHO,
    sourceIPAddress: "192.0.2.1",
    userAgent: "=cmd|' /C calc'!A0, \"x\"",
    awsRegion: "us-east-1",
  },
}));

function query(...args: readonly string[]): Run {
  return runProgram("tools/cli/orgtrail.cjs", ["query", ...args], { COLUMNS: "300" });
}

/** Runs with the events in a folder of logs. */
function withLogs<T>(work: (logs: string) => T): T {
  return inTemporaryFolder((folder) => {
    const logs = join(folder, "logs");
    mkdirSync(logs);
    writeFileSync(join(logs, "a.json"), JSON.stringify({ Records: EVENTS }));
    return work(logs);
  });
}

describe("orgtrail query", () => {
  it("lists the questions, those of the configuration's controls too", () => {
    const { code, stdout } = query();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^access-key-calls +key +What was done with this access key\?$/m);
    expect(stdout).toMatch(/^root-use +Which events set off /m);
  });

  it("lists those of an investigator where there is no configuration, and says so", () => {
    const { code, stdout } = query("--config", "/nowhere");
    expect(code).toBe(0);
    expect(stdout).toContain("denied-calls");
    expect(stdout).toContain("Those of controls are not listed: /nowhere");
  });

  it("answers with a table", () => {
    withLogs((logs) => {
      const { code, stdout, stderr } = query("denied-calls", "--logs", logs);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toBe(
        [
          "who                                   eventSource        eventName   errorCode     events  firstSeen             lastSeen",
          "arn:aws:iam::111122223333:user/alice  iam.amazonaws.com  CreateUser  AccessDenied  2       2026-01-31T10:00:00Z  2026-01-31T11:00:00Z",
          "",
          "1 row, of 3 events in 1 file",
          "",
        ].join("\n"),
      );
    });
  });

  it("says where a question may have more rows than it tells", () => {
    withLogs((logs) => {
      const many = Array.from({ length: 201 }, (_, index) => ({ ...EVENTS[0], eventID: `m${index}` }));
      writeFileSync(join(logs, "a.json"), JSON.stringify({ Records: many }));
      const asked = query("access-key-calls", "--set", "key=AKIA*", "--logs", logs).stdout.trimEnd();
      expect(asked.split("\n").at(-1)).toBe(
        "200 rows, of 201 events in 1 file, and there may be more: narrow it by --from, --to and --account, or give --sql",
      );
      const all = query("--sql", "SELECT eventID FROM events", "--logs", logs).stdout.trimEnd().split("\n");
      expect(all.slice(-3)).toEqual([
        "… and 1 more row (--json lists all)",
        "",
        "201 rows, of 201 events in 1 file",
      ]);
    });
  });

  it("has columns of one name apart in JSON", () => {
    withLogs((logs) => {
      const sql = "SELECT eventID, 'x' AS eventID, 'y' AS eventID FROM events ORDER BY 1 LIMIT 1";
      const { stdout } = query("--sql", sql, "--logs", logs, "--json");
      expect(JSON.parse(stdout)).toMatchObject({
        columns: ["eventID", "eventID_1", "eventID_2"],
        rows: [{ eventID: "1", eventID_1: "x", eventID_2: "y" }],
      });
    });
  });

  it.each(["", " ;", "-- nothing"])("says that SQL has no statement: %j", (sql) => {
    withLogs((logs) => {
      const { code, stderr } = query("--sql", sql, "--logs", logs);
      expect([code, stderr]).toEqual([2, expect.stringContaining("--sql: has no statement; write a SELECT")]);
    });
  });

  it("answers of a time, an account and a value", () => {
    withLogs((logs) => {
      const ids = (...args: readonly string[]): readonly string[] => {
        const { stdout } = query("access-key-calls", "--set", ...args, "--logs", logs, "--json");
        return (JSON.parse(stdout) as { rows: { eventID: string }[] }).rows.map(({ eventID }) => eventID);
      };
      expect(ids("key=AKIA*")).toEqual(["3", "2", "1"]);
      expect(ids("key=AKIA*", "--from", "2026-01-31")).toEqual(["3", "2"]);
      expect(ids("key=AKIA*", "--to", "2026-01-31T11:00:00Z")).toEqual(["2", "1"]);
      expect(ids("key=AKIA*", "--account", "444455556666")).toEqual(["3"]);
      expect(ids("key=' OR 1=1 --")).toEqual([]);
    });
  });

  it("writes a Parquet file, which it reads no more than others", () => {
    withLogs((logs) => {
      const file = join(logs, "..", "new", "answer.parquet");
      const sql = "SELECT eventName, count(*) AS n FROM events GROUP BY 1";
      const { code, stdout } = query("--sql", sql, "--logs", logs, "--parquet", file);
      expect({ code, stdout }).toEqual({ code: 0, stdout: `2 rows written to ${file}\n` });
      expect(readFileSync(file).subarray(0, 4).toString()).toBe("PAR1");
      const again = query("--sql", `SELECT * FROM '${file}'`, "--logs", logs);
      expect(again.code).toBe(2);
      const denied = query("denied-calls", "--logs", logs, "--parquet", file);
      expect(denied.stdout).toBe(`1 row written to ${file}\n`);
    });
  });

  it.each([
    ["a folder", (logs: string) => logs, /is a folder|EISDIR|folder/],
    ["below a file", (logs: string) => join(logs, "a.json", "b"), /a\.json/],
  ])("says why it cannot write %s", (_, place, text) => {
    withLogs((logs) => {
      const { code, stdout, stderr } = query("denied-calls", "--logs", logs, "--parquet", place(logs));
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(text);
      expect(stderr).not.toMatch(/^\s+at /m);
    });
  });

  it("makes no formula for a spreadsheet", () => {
    withLogs((logs) => {
      const { stdout } = query(
        "--sql",
        "SELECT userAgent, 1 AS n FROM events LIMIT 1",
        "--logs",
        logs,
        "--csv",
      );
      expect(stdout).toBe(`userAgent,n\n"'=cmd|' /C calc'!A0, ""x""",1\n`);
    });
  });

  it.each([
    ["insights", /^fields .* as who\n\| filter .*\n\| stats count/],
    ["athena", /^SELECT coalesce\(userIdentity.arn.*FROM "events"/s],
    ["duckdb", /^SELECT coalesce\(userIdentity.arn.*FROM "events"/s],
    ["opensearch", /^GET \/\*-cloudtrail\*\/_search\n\{.*"multi_terms"/s],
  ])("shows a question in the language of %s, and reads nothing", (language, text) => {
    const { code, stdout } = query("denied-calls", "--show", language, "--logs", "/nowhere");
    expect(code).toBe(0);
    expect(stdout).toMatch(text);
  });

  it("names what could not be read, and answers of the rest", () => {
    withLogs((logs) => {
      writeFileSync(join(logs, "b.json"), "hello");
      const { code, stdout, stderr } = query("denied-calls", "--logs", logs);
      expect(code).toBe(1);
      expect(stdout).toContain("1 row, of 3 events in 2 files");
      expect(stderr).toContain(join(logs, "b.json"));
    });
  });

  it.each([
    [["acces-key-calls"], "acces-key-calls: is no question; did you mean access-key-calls?"],
    [
      ["access-key-calls"],
      "--set key: is missing, the id of an access key; such as --set key=AKIAIOSFODNN7EXAMPLE",
    ],
    [["denied-calls", "--set", "key=x"], "--set key: is nothing that denied-calls asks for; leave it out"],
    [["denied-calls", "--set", "key"], "Give a name and a value"],
    [["denied-calls", "--account", "1"], "Give an account as twelve digits"],
    [["denied-calls", "--sql", "SELECT 1"], "--sql stands in place of a question"],
    [["denied-calls", "--csv", "--json"], "cannot be used with"],
    [["denied-calls", "--parquet", "x", "--json"], "cannot be used with"],
    [["--sql", "DROP TABLE kept", "--parquet", "x", "--logs", "test/support"], "--sql: "],
    [["denied-calls", "--from", "yesterday"], "Give a day"],
    [["denied-calls", "--show", "sql"], "Allowed choices are insights, athena, duckdb, opensearch"],
    [["denied-calls", "--logs", "/nowhere"], "/nowhere: is not there; correct the path"],
    [["root-use", "--config", "/nowhere"], "those of controls need a configuration"],
  ])("refuses %j", (args, text) => {
    const { code, stdout, stderr } = query(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(text);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("refuses SQL that DuckDB does not take, in its words", () => {
    withLogs((logs) => {
      const { code, stderr } = query("--sql", "SELECT nothing FROM events", "--logs", logs);
      expect(code).toBe(2);
      expect(stderr).toContain("nothing");
      expect(stderr).not.toMatch(/^\s+at /m);
    });
  });
});
