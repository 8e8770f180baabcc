import type { AthenaClient } from "@aws-sdk/client-athena";
import { clientOf, type AwsSettings } from "./clients";

/** How far a query is. */
export interface AthenaProgress {
  readonly state: "running" | "succeeded" | "failed" | "cancelled";
  /** Why it failed, in Athena's words. @default - it did not */
  readonly reason?: string;
  readonly scannedBytes: number;
}

/** What a query has found: columns by name, and rows of their texts. */
export interface AthenaRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Runs queries in a workgroup, which says where answers are kept and how much is read at most. */
export class AthenaQuery {
  private constructor(
    private readonly client: AthenaClient,
    private readonly QueryExecutionId: string,
  ) {}

  static async start(
    settings: AwsSettings,
    { workgroupName, databaseName }: { readonly workgroupName: string; readonly databaseName: string },
    sql: string,
  ): Promise<AthenaQuery> {
    const { AthenaClient: Client, StartQueryExecutionCommand } = await import("@aws-sdk/client-athena");
    const client = clientOf(settings, "Athena", (config) => new Client(config));
    const request = new StartQueryExecutionCommand({
      ...{ QueryString: sql, WorkGroup: workgroupName },
      QueryExecutionContext: { Database: databaseName, Catalog: "AwsDataCatalog" },
    });
    const { QueryExecutionId = "" } = await client.send(request);
    return new AthenaQuery(client, QueryExecutionId);
  }

  async progress(): Promise<AthenaProgress> {
    const { GetQueryExecutionCommand } = await import("@aws-sdk/client-athena");
    const { QueryExecutionId } = this;
    const { QueryExecution } = await this.client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    const { State, StateChangeReason: reason, AthenaError } = QueryExecution?.Status ?? {};
    const why = AthenaError?.ErrorMessage ?? reason;
    return {
      state: STATES[State ?? ""] ?? "running",
      ...(why !== undefined && { reason: why }),
      scannedBytes: QueryExecution?.Statistics?.DataScannedInBytes ?? 0,
    };
  }

  /** What it has found, once it has succeeded. */
  async rows(): Promise<AthenaRows> {
    const { paginateGetQueryResults } = await import("@aws-sdk/client-athena");
    const { client, QueryExecutionId } = this;
    let columns: readonly string[] | undefined;
    const rows: (readonly (string | null)[])[] = [];
    for await (const { ResultSet } of paginateGetQueryResults({ client }, { QueryExecutionId })) {
      const found = (ResultSet?.Rows ?? []).map(({ Data = [] }) =>
        Data.map(({ VarCharValue = null }) => VarCharValue),
      );
      // The first row has the names of the columns.
      rows.push(...(columns === undefined ? found.slice(1) : found));
      columns ??= (ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name = "" }) => Name);
    }
    return { columns: columns ?? [], rows };
  }

  /** Ends it before it is done. */
  async stop(): Promise<void> {
    const { StopQueryExecutionCommand } = await import("@aws-sdk/client-athena");
    await this.client.send(new StopQueryExecutionCommand({ QueryExecutionId: this.QueryExecutionId }));
  }
}

const STATES: Readonly<Record<string, AthenaProgress["state"]>> = {
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  CANCELLED: "cancelled",
};
