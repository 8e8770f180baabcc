/**
 * The same question to DuckDB over the files as they are, with the schema that it finds by itself: what somebody writes who has
 * DuckDB, and not orgtrail. Its rows go to standard output as JSON.
 */
const { DuckDBInstance } = require("@duckdb/node-api");

const SQL = `
SELECT e.recipientAccountId, e.awsRegion, e.eventSource, count(*)::VARCHAR,
  strftime(min(e.eventTime), '%Y-%m-%dT%H:%M:%SZ'), strftime(max(e.eventTime), '%Y-%m-%dT%H:%M:%SZ')
FROM (SELECT unnest(Records) AS e FROM read_json($files, maximum_object_size = 67108864))
WHERE e.eventType = 'AwsApiCall'
GROUP BY 1, 2, 3`;

async function main([folder]) {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(SQL, { files: `${folder}/*.json.gz` });
  process.stdout.write(JSON.stringify(reader.getRowsJson()));
}

void main(process.argv.slice(2));
