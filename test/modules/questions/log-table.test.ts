import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import {
  EVENT_COLUMNS,
  EVENT_QUESTIONS,
  asked,
  LOG_FILE_KINDS,
  logTables,
  PARTITION_COLUMNS,
  sqlQuery,
  tablesAsked,
  type LogFolder,
  type LogTable,
} from "../../../modules/questions";
import { trinoFaults } from "../../support/trino";

const DELIVERED = path.resolve(__dirname, "../../../../shared/data/cloudtrail-logs");

const FOLDER: LogFolder = {
  name: "organization",
  bucket: "acme-logs",
  root: "AWSLogs/o-a1b2c3d4e5/",
  accounts: ["111111111111", "218007301253"],
  regions: ["eu-west-1", "us-east-1"],
  since: "2023-01-01",
};
const FOLDERS: readonly (readonly [string, LogFolder])[] = [
  ["the organization's", FOLDER],
  ["the organization's with a prefix", { ...FOLDER, root: "org/trail/AWSLogs/o-a1b2c3d4e5/" }],
  ["a team's", { ...FOLDER, name: "team_payments", root: "AWSLogs/" }],
  ["accounts that a question names", { ...FOLDER, accounts: "injected" }],
];

/** What CloudTrail calls a file, by its kind: `111111111111_CloudTrail_us-east-1_20230710T1145Z_7xgocspSowgK0Gto.json.gz`. */
const NAME = /^(\d{12})_(CloudTrail(?:-\w+)?)_([a-z0-9-]+)_(\d{4})(\d{2})(\d{2})T/;

/** Where CloudTrail delivers a file of this name, from its own documentation of paths. */
function keyOf(root: string, name: string): string {
  const [, account, folder, region, year, month, day] = NAME.exec(name) ?? [];
  return `${root}${account}/${folder}/${region}/${year}/${month}/${day}/${name}`;
}

/** The partition in which the table finds the file, as Athena computes it: every placeholder is one of the projected values. */
function partitionOf(
  { parameters }: LogTable,
  bucket: string,
  key: string,
): Record<string, string> | undefined {
  const template = parameters["storage.location.template"] ?? "";
  const pattern = template
    .replaceAll(/[.*+?^()|[\]\\]/g, "\\$&")
    .replace("${account}", "(?<account>[^/]+)")
    .replace("${region}", "(?<region>[^/]+)")
    .replace("${day}", "(?<day>[^/]+/[^/]+/[^/]+)");
  const found = new RegExp(`^${pattern}[^/]+$`).exec(`s3://${bucket}/${key}`)?.groups;
  if (found === undefined) return undefined;
  const takes = (column: string): boolean => {
    const value = found[column] ?? "";
    switch (parameters[`projection.${column}.type`]) {
      case "enum":
        return (parameters[`projection.${column}.values`] ?? "").split(",").includes(value);
      case "date": {
        const [first = ""] = (parameters[`projection.${column}.range`] ?? "").split(",");
        return /^\d{4}\/\d{2}\/\d{2}$/.test(value) && value >= first;
      }
      default:
        return parameters[`projection.${column}.type`] === "injected";
    }
  };
  return PARTITION_COLUMNS.every(takes) ? found : undefined;
}

const KINDS = ["CloudTrail", "CloudTrail-Insight", "CloudTrail-NetworkActivity", "CloudTrail-Aggregated"];

describe.each(FOLDERS)("the tables of %s", (_, folder) => {
  const tables = logTables(folder);

  it("are one for each kind of files with events", () => {
    expect(LOG_FILE_KINDS.map(({ folder: name }) => name)).toEqual(KINDS);
    expect(new Set(tables.map(({ name }) => name)).size).toBe(KINDS.length);
    expect(tables[0]?.name).toBe(tablesAsked({}, folder)[0]);
  });

  it.each(KINDS)("find what CloudTrail delivers as %s, each file in one of them", (kind) => {
    const key = keyOf(folder.root, `111111111111_${kind}_eu-west-1_20260131T2355Z_7xgocspSowgK0Gto.json.gz`);
    const found = tables.map((table) => partitionOf(table, folder.bucket, key));
    expect(found.map((each) => each !== undefined)).toEqual(KINDS.map((each) => each === kind));
    expect(found.find((each) => each !== undefined)).toEqual({
      account: "111111111111",
      region: "eu-west-1",
      day: "2026/01/31",
    });
  });

  it("find no digest, and nothing of another bucket, folder, Region or time", () => {
    const name = (kind: string, region = "eu-west-1", day = "20260131") =>
      keyOf(folder.root, `111111111111_${kind}_${region}_${day}T2355Z_7xgocspSowgK0Gto.json.gz`);
    const nowhere = (bucket: string, key: string) =>
      tables.map((table) => partitionOf(table, bucket, key)).filter((each) => each !== undefined);
    expect(nowhere(folder.bucket, name("CloudTrail-Digest"))).toEqual([]);
    expect(nowhere("acme-logs-2", name("CloudTrail"))).toEqual([]);
    expect(nowhere(folder.bucket, `other/${name("CloudTrail")}`)).toEqual([]);
    expect(nowhere(folder.bucket, name("CloudTrail", "eu-north-1"))).toEqual([]);
    expect(nowhere(folder.bucket, name("CloudTrail", "eu-west-1", "20221231"))).toEqual([]);
  });

  (existsSync(DELIVERED) ? it : it.skip)("find every file that CloudTrail has delivered", () => {
    const names = readdirSync(DELIVERED).filter((name) => NAME.test(name));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const [events] = tables;
      const key = keyOf(folder.root, name);
      expect([name, events && partitionOf(events, folder.bucket, key)]).toEqual([
        name,
        expect.objectContaining({ account: name.slice(0, 12) }),
      ]);
    }
  });
});

it("has the columns of AWS's own table, in Glue's words", () => {
  const [events, , , aggregated] = logTables(FOLDER);
  expect(events?.columns.map(({ name }) => name)).toEqual(
    Object.keys(EVENT_COLUMNS).map((name) => name.toLowerCase()),
  );
  const typeOf = (name: string) => events?.columns.find((column) => column.name === name)?.type;
  expect(typeOf("requestparameters")).toBe("string");
  expect(typeOf("resources")).toBe("array<struct<arn:string,accountid:string,type:string>>");
  expect(typeOf("useridentity")).toContain(
    "sessioncontext:struct<attributes:struct<mfaauthenticated:string,",
  );
  expect(aggregated?.columns).toContainEqual({
    name: "timewindow",
    type: "struct<windowstart:string,windowend:string,windowsize:string>",
  });
});

describe("a question to the tables of log files", () => {
  const [question] = EVENT_QUESTIONS.filter(({ id }) => id === "denied-calls").map((each) => asked(each, {}));
  const sql = (
    partitions: NonNullable<Parameters<typeof sqlQuery>[1]["partitions"]>,
    table: "events" | "insights" = "events",
  ): string => {
    if (question === undefined) return "";
    const tables = tablesAsked({ table }, FOLDER);
    return sqlQuery(question, { engine: "athena", tables, partitions });
  };

  it("reads the files of these days and accounts alone, whatever kind of events they have", () => {
    const text = sql({ accounts: ["111111111111", "2'"], days: { first: "2026-01-31", last: "2026-02-01" } });
    const where = "account IN ('111111111111', '2''') AND day >= '2026/01/31' AND day <= '2026/02/01'";
    const tables = text.split("\n").filter((line) => line.includes("SELECT * FROM"));
    expect(tables.map((line) => line.trim())).toEqual(
      ["events", "insights", "network_activity"].map(
        (name) => `SELECT * FROM "${FOLDER.name}_${name}" WHERE ${where}`,
      ),
    );
    expect(trinoFaults(text)).toEqual([]);
  });

  it("reads Insights alone where it is about Insights", () => {
    const text = sql({ days: { latest: 1 } }, "insights");
    expect(text.match(/SELECT \* FROM "\w+"/g)).toEqual([`SELECT * FROM "${FOLDER.name}_insights"`]);
    expect(trinoFaults(text)).toEqual([]);
  });

  it("reads the latest days, whenever it is asked", () => {
    const text = sql({ days: { latest: 7 } });
    expect(text).toContain("day >= date_format(current_timestamp - INTERVAL '7' DAY, '%Y/%m/%d')");
    expect(trinoFaults(text)).toEqual([]);
  });
});
