import { sorted } from "../kernel";
import type { AskedQuestion } from "./question";
import { AGGREGATED_EVENT_COLUMNS, EVENT_COLUMNS, type ColumnType, type Fields } from "./event-columns";

/** Files with events, of one trail or of several, in one bucket. */
export interface LogFolder {
  /** What the names of its tables begin with: `organization`, or `team_payments`. */
  readonly name: string;
  readonly bucket: string;
  /** What the keys begin with, up to the account: `AWSLogs/o-a1b2c3d4e5/`. */
  readonly root: string;
  /**
   * The accounts that a question finds without naming them. One that is not among them is not found, and nothing tells of it; with
   * `"injected"`, every question has to name accounts, and is refused where it does not.
   */
  readonly accounts: readonly string[] | "injected";
  /** The Regions that a question finds. */
  readonly regions: readonly string[];
  /** The first day that a question finds, as `2026-11-21`. */
  readonly since: string;
}

/** A table over the log files of a kind, as AWS Glue has it. Its partitions follow from its parameters: none is ever added. */
export interface LogTable {
  readonly name: string;
  readonly description: string;
  /** `s3://bucket/AWSLogs/o-a1b2c3d4e5/` */
  readonly location: string;
  readonly columns: readonly TableColumn[];
  readonly partitions: readonly TableColumn[];
  readonly parameters: Readonly<Record<string, string>>;
}

/** A column, and its type in the words of Hive. */
export interface TableColumn {
  readonly name: string;
  readonly type: string;
}

/** A kind of files with events: its folder in each account's, and how the table of it is called. */
interface LogFileKind {
  readonly folder: string;
  readonly table: string;
  readonly about: string;
  readonly columns: Fields;
}

/**
 * The kinds of files that CloudTrail delivers with events in them. Digests have none.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export const LOG_FILE_KINDS: readonly LogFileKind[] = [
  { folder: "CloudTrail", table: "events", about: "Management and data events", columns: EVENT_COLUMNS },
  { folder: "CloudTrail-Insight", table: "insights", about: "CloudTrail Insights", columns: EVENT_COLUMNS },
  {
    folder: "CloudTrail-NetworkActivity",
    table: "network_activity",
    about: "Network activity events",
    columns: EVENT_COLUMNS,
  },
  {
    folder: "CloudTrail-Aggregated",
    table: "aggregated_events",
    about: "Aggregated data events",
    columns: AGGREGATED_EVENT_COLUMNS,
  },
];

/** How the files of AWS's own table are read. @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table.html */
export const LOG_FILE_FORMAT = {
  input: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
  output: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
  serialization: "org.apache.hive.hcatalog.data.JsonSerDe",
} as const;

/** The columns by which files are found: whose events they have, from where, and when they were delivered. */
export const PARTITION_COLUMNS = ["account", "region", "day"] as const;

/** The kinds of files in which the answer is: events are in all files whose records have the fields of events. */
export function kindsAsked({ table = "events" }: Pick<AskedQuestion, "table">): readonly LogFileKind[] {
  return LOG_FILE_KINDS.filter((kind) =>
    table === "events" ? kind.columns === EVENT_COLUMNS : kind.table === table,
  );
}

/** The tables of a folder in which the answer is. */
export function tablesAsked(
  question: Pick<AskedQuestion, "table">,
  { name }: Pick<LogFolder, "name">,
): readonly string[] {
  return kindsAsked(question).map(({ table }) => `${name}_${table}`);
}

/** A table for each kind of files in a folder. */
export function logTables(folder: LogFolder): readonly LogTable[] {
  const location = `s3://${folder.bucket}/${folder.root}`;
  const [account, region, day] = PARTITION_COLUMNS.map((column) => `\${${column}}`) as [
    string,
    string,
    string,
  ];
  return LOG_FILE_KINDS.map((kind) => ({
    name: `${folder.name}_${kind.table}`,
    description: `${kind.about} in ${location}`,
    location,
    columns: columnsOf(kind.columns),
    partitions: PARTITION_COLUMNS.map((name) => ({ name, type: "string" })),
    parameters: {
      EXTERNAL: "TRUE",
      classification: "cloudtrail",
      ...projection(folder),
      "storage.location.template": `${location}${account}/${kind.folder}/${region}/${day}/`,
    },
  }));
}

/** @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html */
function projection({ accounts, regions, since }: LogFolder): Readonly<Record<string, string>> {
  return {
    "projection.enabled": "true",
    ...(accounts === "injected"
      ? { "projection.account.type": "injected" }
      : { "projection.account.type": "enum", "projection.account.values": sorted(accounts).join() }),
    "projection.region.type": "enum",
    "projection.region.values": sorted(regions).join(),
    "projection.day.type": "date",
    "projection.day.format": "yyyy/MM/dd",
    "projection.day.interval": "1",
    "projection.day.interval.unit": "DAYS",
    "projection.day.range": `${partitionDay(since)},NOW`,
  };
}

/** A day, or a moment, as the folder of its files is called. */
export function partitionDay(time: string): string {
  return time.slice(0, "2026-11-21".length).replaceAll("-", "/");
}

function columnsOf(fields: Fields): readonly TableColumn[] {
  return Object.entries(fields).map(([name, type]) => ({ name: name.toLowerCase(), type: hiveType(type) }));
}

/** Names are in lower case, as Glue keeps them; the reader of files knows fields in whatever case. */
function hiveType(type: ColumnType): string {
  if (type === "text" || type === "json") return "string";
  if (Array.isArray(type)) return `array<${hiveType((type as readonly [Fields])[0])}>`;
  const fields = columnsOf(type as Fields).map((field) => `${field.name}:${field.type}`);
  return `struct<${fields.join()}>`;
}
