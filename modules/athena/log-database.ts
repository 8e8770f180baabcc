import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { Construct } from "constructs";
import { LOG_FILE_FORMAT, logTables, type LogFolder, type LogTable } from "../questions";

/** The tables of a database. */
interface LogDatabaseProps {
  readonly databaseName: string;
  readonly folders: readonly LogFolder[];
}

/**
 * The database of AWS Glue with a table for each kind of files in each folder. AWS Lake Formation is left as it is: where it is not used,
 * IAM decides.
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 */
export class LogDatabase extends Construct {
  readonly databaseName: string;

  constructor(scope: Construct, id: string, { databaseName, folders }: LogDatabaseProps) {
    super(scope, id);
    const database = new GlueCatalogDatabase(this, "database", {
      name: databaseName,
      description: "CloudTrail's log files",
    });
    this.databaseName = database.name;
    for (const table of folders.flatMap(logTables)) this.addTable(table);
  }

  private addTable({ name, description, location, columns, partitions, parameters }: LogTable): void {
    new GlueCatalogTable(this, name, {
      name,
      databaseName: this.databaseName,
      description,
      tableType: "EXTERNAL_TABLE",
      parameters: Object.fromEntries(
        // Terraform would take the placeholders of the locations for its own.
        Object.entries(parameters).map(([key, value]) => [key, value.replaceAll("${", () => "$${")]),
      ),
      partitionKeys: [...partitions],
      storageDescriptor: {
        location,
        inputFormat: LOG_FILE_FORMAT.input,
        outputFormat: LOG_FILE_FORMAT.output,
        serDeInfo: { name: "records", serializationLibrary: LOG_FILE_FORMAT.serialization },
        columns: [...columns],
      },
    });
  }
}
