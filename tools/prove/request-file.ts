import * as z from "zod";
import { readAs, type Configuration, type Fault, type SourceFile } from "../../stacks/config";
import { partitionProblem } from "./cast";
import { tableRow, type Row } from "./row";
import { nonEmpty, placed, type Placed } from "./row-values";

/** A file of requests and the verdicts expected of them. */
const requestFile = z
  .strictObject({
    about: nonEmpty.meta({ description: "What the requests of the file are about." }),
    requests: z
      .array(tableRow)
      .min(1)
      .meta({ description: "Each is evaluated by itself; their order is of no matter." }),
  })
  .meta({ title: "orgtrail prove: requests", description: "Requests and the verdicts that they must get." });

/** The JSON Schema of request files, for editors. */
export function requestFileSchema(): object {
  return z.toJSONSchema(requestFile, { io: "input", target: "draft-7" });
}

/** A row, and where it stands. */
export interface PlacedRow extends Placed {
  readonly row: Row;
}

/** What a file holds: rows, or what is wrong with it. */
export interface RequestTable {
  readonly file: string;
  readonly about: string;
  /** Whether it comes with orgtrail. */
  readonly builtIn: boolean;
  readonly rows: readonly PlacedRow[];
  readonly faults: readonly Fault[];
}

/** Reads a file of requests. Nothing is thrown: all faults of all files are to be told at once. */
export function readRequestFile(source: SourceFile, builtIn = false): RequestTable {
  const { file } = source;
  const read = readAs(requestFile, source);
  if (read.data === undefined) return { file, about: "", builtIn, rows: [], faults: read.faults };
  const { about, requests } = read.data;
  const rows = requests.map((row, index) => ({ row, ...placed(read, "requests", index, "name") }));
  const repeated = rows.filter(
    ({ row }, index) => requests.findIndex(({ name }) => name === row.name) < index,
  );
  const faults = repeated.map(({ row: { name }, fault }) =>
    fault(["name"], {
      what: "names two requests of the file",
      received: name,
      remedy: "name one of them otherwise",
    }),
  );
  return { file, about, builtIn, rows, faults };
}

/** What no table may say of this configuration: the names of teams that it does not have, and ARNs of other partitions. */
export function tableFaults(configuration: Configuration, tables: readonly RequestTable[]): readonly Fault[] {
  const teams: readonly string[] = configuration.teams.map(({ name }) => name);
  return tables.flatMap(({ rows, faults }) => [
    ...faults,
    ...rows.flatMap(({ row, fault }) => [
      ...(row.team === undefined || teams.includes(row.team)
        ? []
        : [
            fault(["team"], {
              what: "is no team of the configuration",
              received: row.team,
              allowed: teams.join(", "),
              remedy: "correct the name",
            }),
          ]),
      ...(["principal", "except", "resource"] as const).flatMap((key) =>
        (row[key] ?? []).flatMap((name, index) => {
          const problem = partitionProblem(name, configuration);
          return problem === undefined ? [] : [fault([key, index], problem)];
        }),
      ),
    ]),
  ]);
}
