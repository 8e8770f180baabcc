import { AGGREGATED_EVENT_COLUMNS, EVENT_COLUMNS, sqlText, type ColumnType } from "../../modules/questions";

/** What is read of a record, as DuckDB types it. */
const RECORD_TYPE = typeText(EVENT_COLUMNS);

/** Where records stand that we read ourselves: aggregated events, whose fields are other ones, as they are. */
export const LOADED_TABLE = `CREATE TABLE loaded (record ${RECORD_TYPE}, aggregated JSON)`;

/** What is handed over of files that we read ourselves, as JSON has it. */
export const LOADED_SHAPE = JSON.stringify([{ record: shapeOf(EVENT_COLUMNS), aggregated: "JSON" }]);

const LOADED = "SELECT unnest(record), aggregated FROM loaded";

/** What we read ourselves, as what is kept has it. */
export const LOADED_PART = `SELECT NULL::VARCHAR AS file, * FROM (${LOADED})`;

/** The view of all that was read: in Parquet files, each record with its file, and in the table of those that we read. */
export function recordsView(parts: readonly string[]): string {
  const kept = `SELECT * EXCLUDE (file) FROM read_parquet([${parts.map(sqlText).join(", ")}])`;
  return `CREATE OR REPLACE VIEW records AS ${parts.length === 0 ? "" : `${kept} UNION ALL `}${LOADED}`;
}

/** What CloudTrail wrote, as what is kept has it. @param largest the largest file, in bytes */
export function recordsIn(files: readonly string[], largest: number): string {
  const list = files.map(sqlText).join(", ");
  const options = `filename = true, maximum_object_size = ${largest}, columns = {Records: ${sqlText(`${RECORD_TYPE}[]`)}}`;
  return `SELECT filename AS file, unnest(record), NULL::JSON AS aggregated FROM (SELECT filename, unnest(Records) AS record FROM read_json([${list}], ${options}))`;
}

/** Whether all records of a file are events as CloudTrail writes them; a file without records has no row. */
export function soundness(part: string): string {
  const isSound = `eventVersion LIKE '1.%' AND eventCategory IS DISTINCT FROM ${sqlText(AGGREGATED)}`;
  return `SELECT file, bool_and(coalesce(${isSound}, false)) FROM read_parquet(${sqlText(part)}) GROUP BY 1`;
}

/** The category of events that say what was done in five minutes, and are no records of calls. */
export const AGGREGATED = "Aggregated";

/** What Insights events say, by the name of its column. */
const INSIGHT_DETAILS = {
  insightType: "$.insightType",
  insightState: "$.state",
  insightEventSource: "$.eventSource",
  insightEventName: "$.eventName",
  insightErrorCode: "$.errorCode",
  baselineAverage: "$.insightContext.statistics.baseline.average",
  insightAverage: "$.insightContext.statistics.insight.average",
  insightMinutes: "$.insightContext.statistics.insightDuration",
} as const;

const NUMBERS: readonly string[] = ["baselineAverage", "insightAverage", "insightMinutes"];

/** The columns of Insights events, with what they say of its own. */
function insightColumns(): readonly string[] {
  const details = Object.entries(INSIGHT_DETAILS).map(([name, path]) => {
    const text = `insightDetails->>${sqlText(path)}`;
    return `${NUMBERS.includes(name) ? `TRY_CAST(${text} AS DOUBLE)` : text} AS ${name}`;
  });
  return ["*", ...details];
}

/**
 * What can be asked of the view `records`, by the names that the tables have in Athena: all events but those that are aggregated, and each kind of which
 * CloudTrail writes files of their own.
 */
export const VIEWS: readonly string[] = [
  view("events", "* EXCLUDE (aggregated)", "records WHERE aggregated IS NULL"),
  view("insights", insightColumns().join(", "), "events WHERE eventCategory = 'Insight'"),
  view("network_activity", "*", "events WHERE eventCategory = 'NetworkActivity'"),
  view(
    "aggregated_events",
    "unnest(record)",
    `(SELECT from_json(aggregated, ${sqlText(JSON.stringify(shapeOf(AGGREGATED_EVENT_COLUMNS)))}) AS record FROM records WHERE aggregated IS NOT NULL)`,
  ),
];

function view(name: string, columns: string, from: string): string {
  return `CREATE VIEW ${name} AS SELECT ${columns} FROM ${from}`;
}

/** Whether the path would be more than a path to DuckDB: a pattern, one below a person's home, or an address. */
export function hasPattern(path: string): boolean {
  return /[*?[\]{}]|^~|^\w+:/.test(path);
}

/** The type of a column, in DuckDB's words. */
function typeText(type: ColumnType): string {
  if (type === "text") return "VARCHAR";
  if (type === "json") return "JSON";
  if (Array.isArray(type)) return `${typeText((type as readonly [ColumnType])[0])}[]`;
  return `STRUCT(${fieldTexts(type as Readonly<Record<string, ColumnType>>).join(", ")})`;
}

function fieldTexts(fields: Readonly<Record<string, ColumnType>>): readonly string[] {
  return Object.entries(fields).map(([name, type]) => `"${name}" ${typeText(type)}`);
}

/** The same as DuckDB has it of JSON. */
function shapeOf(type: ColumnType): unknown {
  if (type === "text") return "VARCHAR";
  if (type === "json") return "JSON";
  if (Array.isArray(type)) return [shapeOf((type as readonly [ColumnType])[0])];
  return Object.fromEntries(
    Object.entries(type as Readonly<Record<string, ColumnType>>).map(([name, inner]) => [
      name,
      shapeOf(inner),
    ]),
  );
}
